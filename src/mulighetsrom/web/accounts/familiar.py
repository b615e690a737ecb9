"""The browsers that somebody has logged in with before: who floods an address from elsewhere, blocks nobody there.

A cookie names the person and the browser, signed. It lets nobody in; it only says whose count a request is on.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from django.conf import settings
from django.core import signing

from mulighetsrom.web.accounts.queries import people

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from mulighetsrom.web.accounts.models import Person

    Answer = TypeVar("Answer", bound=HttpResponse)

COOKIE: Final = "familiar"
KEPT: Final = timedelta(days=180)
_SALT: Final = "accounts.familiar"


def remember(answer: Answer, person: Person) -> Answer:
    """Let a browser that has just logged in show next time that this person used it; return the answer."""
    answer.set_cookie(
        COOKIE,
        signing.dumps([person.public_id, secrets.token_urlsafe(9)], salt=_SALT),
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def of(request: HttpRequest, email: str) -> str:
    """Return the name of a browser that whoever has this address has logged in with; empty for any other."""
    try:
        whose, browser = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=KEPT)
    except signing.BadSignature:
        return ""
    person = people.by_email(email)
    return browser if person and person.public_id == whose else ""
