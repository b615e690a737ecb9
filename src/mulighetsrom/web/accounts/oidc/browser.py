"""What a visitor's session holds while they are at a provider, and until they are known here."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import get_language

from mulighetsrom.web.accounts import sessions
from mulighetsrom.web.accounts.oidc import OidcError
from mulighetsrom.web.accounts.oidc.claims import Who

if TYPE_CHECKING:
    from django.http import HttpRequest

    from mulighetsrom.web.accounts.models import Identity

ASKED, WAITING = "oidc-asked", "oidc-waiting"
GOOD_FOR: Final = 15 * 60
"""Seconds that somebody may take at the provider."""
WAITS_FOR: Final = 30 * 60
"""Seconds that somebody whom a provider knows may take to show that an address is theirs."""
_WINDOWS: Final = 5
"""How many log-ins one browser can have begun at once."""


def asked(request: HttpRequest, provider: str, next_page: str) -> dict[str, Any]:
    """Keep what the answer must fit to, under its state, and return it."""
    made: dict[str, Any] = {
        "provider": provider,
        "nonce": secrets.token_urlsafe(24),
        "verifier": secrets.token_urlsafe(48),
        "next": next_page,
        "language": get_language() or "nb",
        "at": time.time(),
    }
    state = secrets.token_urlsafe(24)
    earlier = list(request.session.get(ASKED, {}).items())[1 - _WINDOWS :]
    request.session[ASKED] = dict([*earlier, (state, made)])
    return {**made, "state": state}


def take(request: HttpRequest, provider: str, state: str) -> dict[str, Any]:
    """Return what an answer must fit to; each state is good once, in the browser that asked. Raises OidcError."""
    waiting = dict(request.session.get(ASKED, {}))
    found = waiting.pop(state, None)
    if found is None:
        raise OidcError("state")
    request.session[ASKED] = waiting
    if found["provider"] != provider or time.time() - found["at"] > GOOD_FOR:
        raise OidcError("state")
    return dict(found)


def wait(request: HttpRequest, who: Who, id_token: str, provider: str) -> None:
    """Keep who a provider says that the visitor is, until they have shown an address to be theirs."""
    request.session[WAITING] = {"who": who.as_told(), "token": id_token, "provider": provider, "at": time.time()}


def waiting(request: HttpRequest) -> dict[str, Any] | None:
    """Return what `wait` kept, with `who` read, or None."""
    told = request.session.get(WAITING) if request.COOKIES else None
    if not told or time.time() - told["at"] > WAITS_FOR:
        return None
    return {**told, "who": Who.from_told(told["who"])}


def came_by(request: HttpRequest, identity: Identity, who: Who, id_token: str, provider: str) -> None:
    """Note in a session that has just begun how to end it at the provider, and how the provider ends it here."""
    request.session.pop(WAITING, None)
    request.session[sessions.IDENTITY], request.session[sessions.PROVIDER_SESSION] = identity.public_id, who.session
    request.session[sessions.LOG_OUT] = {"provider": provider, "token": id_token}
