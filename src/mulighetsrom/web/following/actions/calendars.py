"""The link that opens a person's calendar without log-in."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.following.models import CalendarKey
from mulighetsrom.web.following.queries import calendar

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor

TOKEN_BYTES: Final = 20


def new_link(*, by: Actor) -> str:
    """Make a new token, which is shown once, and let the earlier one open nothing."""
    token = secrets.token_hex(TOKEN_BYTES)
    _keep(hashed=calendar.hashed(token), by=by)
    return token


@action
def _keep(*, hashed: str, by: Actor) -> None:
    made = {"token_hash": hashed, "made_at": timezone.now()}
    CalendarKey.objects.update_or_create(person=accounts.me(by=by), defaults=made)


@action
def end_link(*, by: Actor) -> None:
    """Let the link open nothing any more."""
    CalendarKey.objects.filter(person=accounts.me(by=by)).delete()
