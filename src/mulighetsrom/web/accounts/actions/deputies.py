"""Deputies: who has somebody's roles from one day to another."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from mulighetsrom.web.accounts.actions import organisations
from mulighetsrom.web.accounts.models import Deputy
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.common import audit, kernel

if TYPE_CHECKING:
    from datetime import date

    from mulighetsrom.web.accounts.models import Membership
    from mulighetsrom.web.common.actor import Actor

LONGEST: Final = timedelta(days=366)


class DaysTakenError(Exception):
    """Raised where somebody else is the deputy on one of the days."""


@kernel.action
def name(*, membership: Membership, stands_in: Membership, first: date, last: date, by: Actor) -> Deputy:
    """Let a colleague have a member's own roles from the first day to the last, both included, by Norway's clock.

    Raises DaysTakenError, and StageConflictError where one of the two is no longer a member.
    """
    organisation = membership.organisation
    organisations.lock(organisation)
    if people.members(organisation).filter(pk__in=[membership.pk, stands_in.pk]).count() != 2:  # noqa: PLR2004 - both
        raise kernel.StageConflictError("one of the two is no longer a member")
    days = DateRange(first, last + timedelta(days=1))
    if membership.deputies.filter(days__overlap=days).exists():
        raise DaysTakenError
    deputy = Deputy.objects.create(membership=membership, stands_in=stands_in, days=days)
    audit.record("deputy.named", about=deputy, by=by, to=stands_in.person.public_id, first=first, last=last)
    return deputy


@kernel.action
def end(*, deputy: Deputy, by: Actor) -> None:
    """Let somebody be no deputy from today on; the days that have been stay in the history."""
    audit.record("deputy.ended", about=deputy, by=by, to=deputy.stands_in.person.public_id)
    cut(deputy)


@kernel.inside_action
def end_all(membership: Membership) -> None:
    """End today whoever stands in for somebody who leaves, and whomever they stand in for."""
    for deputy in (*membership.deputies.all(), *membership.stands_in_for.all()):
        cut(deputy)


@kernel.inside_action
def cut(deputy: Deputy) -> None:
    """Let a deputy's days end before today; one whose days are all ahead goes."""
    today = timezone.localdate()
    if deputy.days.lower >= today:
        deputy.delete()
    elif deputy.days.upper > today:
        deputy.days = DateRange(deputy.days.lower, today)
        deputy.save(update_fields=["days"])
