"""What we ask a provider: its metadata and keys, and what a code is good for. All answers are bounded."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import httpx
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_token_request
from authlib.oauth2.rfc7523 import PrivateKeyJWT

from mulighetsrom.installation.openid import is_safe
from mulighetsrom.web.accounts.oidc import OidcError

if TYPE_CHECKING:
    from mulighetsrom.installation.openid import Provider

PATIENCE: Final = 5.0
"""Seconds that a person waits for each answer of a provider."""
LARGEST: Final = 256 * 1024
CACHED: Final = 3600.0
"""Seconds for which a provider's metadata and keys are taken to be the same."""
AGAIN: Final = 60.0
"""Seconds between two looks for a key that is not known, so that nobody can make us ask without end."""

_FORM: Final = "application/x-www-form-urlencoded"
_NEEDED: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_OPTIONAL: Final = ("end_session_endpoint",)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a provider says of itself, checked, with its keys; `fetched_at` is on the monotonic clock."""

    told: dict[str, Any]
    keys: list[dict[str, Any]]
    fetched_at: float

    def address(self, name: str) -> str:
        return str(self.told.get(name, ""))


_cache: Final[dict[str, Metadata]] = {}


def metadata(provider: Provider, *, newer_than: float = CACHED) -> Metadata:
    """Return a provider's metadata and keys, fetched within `newer_than` seconds. Raises OidcError."""
    found = _cache.get(provider.issuer)
    if found and time.monotonic() - found.fetched_at < newer_than:
        return found
    told = _ask("GET", f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    if told.get("issuer") != provider.issuer:
        raise OidcError("down")
    for name in (*_NEEDED, *(one for one in _OPTIONAL if one in told)):
        if not is_safe(str(told.get(name)), here=provider.is_here):
            raise OidcError("down")
    keys = _ask("GET", told["jwks_uri"]).get("keys")
    usable = [one for one in keys if isinstance(one, dict)] if isinstance(keys, list) else []
    _cache[provider.issuer] = Metadata(told, usable[:100], time.monotonic())
    return _cache[provider.issuer]


def forget() -> None:
    """Forget what providers said of themselves."""
    _cache.clear()


def tokens(provider: Provider, *, code: str, verifier: str, back: str) -> dict[str, Any]:
    """Return what a provider gives for a code. Raises OidcError."""
    address = metadata(provider).address("token_endpoint")
    body = prepare_token_request("authorization_code", code=code, redirect_uri=back, code_verifier=verifier)
    headers = {"Content-Type": _FORM}
    address, headers, body = _auth(provider).prepare("POST", address, headers, body)
    return _ask("POST", address, content=body, headers=headers)


def _auth(provider: Provider) -> ClientAuth:
    if not provider.private_key:
        return ClientAuth(provider.client_id, provider.client_secret, "client_secret_basic")
    header = {"kid": provider.key_id} if provider.key_id else {}
    # The issuer alone is the audience: an assertion made for one provider is good at no other.
    claims = {"aud": provider.issuer, "exp": int(time.time()) + 60}
    method = PrivateKeyJWT(claims=claims, headers=header, alg=provider.algorithm)
    return ClientAuth(provider.client_id, provider.private_key, method)


def _ask(
    method: str, address: str, *, content: str | None = None, headers: dict[str, str] | None = None
) -> dict[str, Any]:
    """Return an answer that is a JSON object and comes whole in time. No redirect is followed, nothing is unpacked."""
    sent = {"Accept": "application/json", "Accept-Encoding": "identity", **(headers or {})}
    try:
        status, body = _fetch(method, address, content, sent)
        told = json.loads(body)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError):
        raise OidcError("down") from None
    if status == httpx.codes.OK and isinstance(told, dict):
        return told
    raise OidcError("refused" if httpx.codes.is_client_error(status) else "down")


def _fetch(method: str, address: str, content: str | None, headers: dict[str, str]) -> tuple[int, bytes]:
    ends = time.monotonic() + PATIENCE
    with (
        httpx.Client(timeout=PATIENCE) as asking,
        asking.stream(method, address, content=content, headers=headers) as answer,
    ):
        body = b""
        for part in answer.iter_raw():
            body += part
            if len(body) > LARGEST or time.monotonic() > ends:
                raise OidcError("down")
        return answer.status_code, body
