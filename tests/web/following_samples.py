"""What the people of the tests follow, with names that stay."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.web.following.models import CalendarKey, Follow, Item, Mark, Mute
from mulighetsrom.web.following.queries import calendar
from mulighetsrom.web.needs.models import Need
from tests.web import needs_samples, people

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Organisation

FOLLOW, FOLLOW_NEED, ITEM, MUTE, LETTER = "F0110W1111", "F0110W2222", "1TEM111111", "MVTE111111", "LETTER1111"
CALENDAR: Final = "ca1e2dac" * 5
AT: Final = datetime(2026, 9, 15, 9, tzinfo=UTC)


def fill() -> None:
    """Let the supplier follow a municipality and a need, with news and something muted."""
    follow(FOLLOW, organisation=people.organisation())
    follow(FOLLOW_NEED, need=Need.objects.get(public_id=needs_samples.PUBLISHED), cadence="at-once")
    item(FOLLOW, ITEM)
    CalendarKey.objects.create(person=people.person("supplier"), token_hash=calendar.hashed(CALENDAR))
    mute = Mute.objects.create(public_id=MUTE, follow=Follow.objects.get(public_id=FOLLOW), cpv="906")
    for thing in ("H1DDEN1111", "H1DDEN2222"):
        Mark.objects.create(
            person=people.person("supplier"), kind="line", thing=thing, organisation=people.organisation(), mute=mute
        )


def follow(public_id: str = "", *, who: str = "supplier", cadence: str = "daily", **target: Any) -> Follow:
    """Make a follow of what is given: an organisation, a need, a dialogue, a focus area, a CPV group."""
    [name] = target
    kind = {
        "organisation": "organisation",
        "need": "need",
        "dialogue": "dialogue",
        "focus_area": "focus-area",
        "cpv": "cpv",
    }[name]
    named = {"public_id": public_id} if public_id else {}
    return Follow.objects.create(person=people.person(who), kind=kind, cadence=cadence, **target, **named)


def item(follow: str, public_id: str = "", **told: Any) -> Item:
    """Make an item of a follow: the published need of the tests, unless told otherwise."""
    named = {"public_id": public_id} if public_id else {}
    said = {"kind": "need", "thing": needs_samples.PUBLISHED, "what": "need-published", "once": "1", "at": AT}
    return Item.objects.create(follow=Follow.objects.get(public_id=follow), **said | named | told)


def liksomnes() -> Organisation:
    return people.organisation(people.LIKSOMNES)
