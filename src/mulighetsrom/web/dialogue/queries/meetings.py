"""Reads of one-to-one meetings: times, wishes, and what the draw is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Prefetch, Q
from django.utils import timezone

from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.dialogue import draw, opening
from mulighetsrom.web.dialogue.models import Dialogue, Entry, Meetings, Minutes, Move, Part, Request, Slot, TeamMember

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor

STANDING = ("asked", "given", "waiting", "held", "missed", "cancelled")
"""The states of a request that has not been withdrawn."""


def to_open(dialogue: Dialogue) -> Part | None:
    """Return a part of an open dialogue whose meetings companies cannot ask for before its people let them."""
    if dialogue.stage != Dialogue.Stage.OPEN:
        return None
    waits = dialogue.parts.filter(state=Part.State.PLANNED, kind=Part.Kind.MEETINGS)
    return waits.filter(Q(meetings=None) | Q(meetings__state=Meetings.State.PREPARED)).order_by("pk").first()


def of_part(part: Part) -> Meetings | None:
    return Meetings.objects.filter(part=part).select_related("part__dialogue__owner", "secret").first()


def locked(meetings: Meetings) -> Meetings:
    """Return the set-up as it is now, and let nobody wish, draw or give a time before this action is whole."""
    rows = Meetings.objects.select_for_update(of=("self",)).select_related("part__dialogue__owner", "secret")
    row = rows.get(pk=meetings.pk)
    row.part.refresh_from_db(fields=["deadline_at", "state"])  # somebody may have moved it while this waited
    return row


def shared(meetings: Meetings) -> Meetings:
    """Return the set-up as it is now: others may wish at the same time, but nobody freezes before this is whole."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM dialogue_meetings WHERE id = %s FOR SHARE", [meetings.pk])
    return Meetings.objects.select_related("part__dialogue__owner").get(pk=meetings.pk)


def takes_wishes(meetings: Meetings) -> bool:
    """Tell whether wishes are taken now; the deadline itself is too late."""
    part = meetings.part
    return meetings.state == Meetings.State.OPEN and opening.takes_part(part) and not is_over(part)


def is_over(part: Part) -> bool:
    return part.deadline_at is not None and timezone.now() >= part.deadline_at


def slots(meetings: Meetings) -> QuerySet[Slot]:
    return meetings.slots.select_related("request__company").order_by("starts_at", "team")


def requests(meetings: Meetings) -> QuerySet[Request]:
    """Return all requests in drawn order, before the draw as they came, each with its time."""
    return meetings.requests.select_related("company", "by", "slot").order_by("place", "id")


def standing(meetings: Meetings) -> QuerySet[Request]:
    return requests(meetings).filter(state__in=STANDING)


def of_company(meetings: Meetings, company: Organisation) -> Request | None:
    return requests(meetings).filter(company=company).first()


def asked_in(dialogue: Dialogue, part: Part | None) -> QuerySet[Request]:
    """Return who has asked for a meeting in a dialogue, or in one part of it, and not withdrawn."""
    return _of(dialogue, part).filter(state__in=STANDING)


def withdrawn_in(dialogue: Dialogue, part: Part | None) -> QuerySet[Request]:
    """Return who has asked for a meeting there, and withdrawn."""
    return _of(dialogue, part).filter(state=Request.State.WITHDRAWN)


def _of(dialogue: Dialogue, part: Part | None) -> QuerySet[Request]:
    found = Request.objects.filter(meetings__part__dialogue=dialogue).select_related("by", "company")
    return found.filter(meetings__part=part) if part else found


def asked_before(dialogue: Dialogue) -> str:
    """Return what every company was asked in the dialogue that this one was copied from, once that was published."""
    before = Meetings.objects.filter(part__dialogue__public_id=dialogue.copied_from or None)
    found = before.exclude(questions_at=None).order_by("pk").first()
    return found.questions if found else ""


def is_noted(request: Request) -> bool:
    """Tell whether it is noted of a meeting that it was held, or that nobody came."""
    if request.state in {Request.State.WAITING, Request.State.GIVEN}:
        return request.lost_slot_id is not None
    return request.state in {Request.State.HELD, Request.State.MISSED}


def stands(request: Request) -> str:
    """Return why what is noted cannot be taken back any more: "minutes" are begun, or it has a "new-time"; else ""."""
    if request.state == Request.State.HELD:
        return "minutes" if Minutes.objects.filter(request=request).exists() else ""
    return "new-time" if request.state == Request.State.GIVEN else ""


def given_to(part: Part, person: str) -> QuerySet[Request]:
    """Return the meetings that the companies have before them in a part for which somebody acts."""
    of = {"meetings__part": part, "company__in": people.organisations(person)}
    rows = Request.objects.filter(state=Request.State.GIVEN, **of)
    return rows.select_related("meetings__part__dialogue__owner", "company", "by", "slot").order_by("id")


def whole(dialogue: Dialogue) -> QuerySet[Meetings]:
    """Return the meetings of a dialogue with all that became of them, for the record."""
    moves = Prefetch("moves", Move.objects.order_by("id"))
    asked = Request.objects.select_related("company", "slot").prefetch_related(moves).order_by("place", "id")
    team_ = Prefetch("members", TeamMember.objects.select_related("person").order_by("team", "id"))
    rows = Meetings.objects.filter(part__dialogue=dialogue).exclude(state=Meetings.State.PREPARED)
    return rows.select_related("part").prefetch_related("slots", team_, Prefetch("requests", asked)).order_by("pk")


def happened(dialogue: Dialogue, kinds: Iterable[str]) -> QuerySet[Entry]:
    """Return the lines of a dialogue's log that tell when something became of a meeting."""
    return Entry.objects.filter(dialogue=dialogue, kind__in=list(kinds)).order_by("number")


def met(dialogue: Dialogue) -> QuerySet[Request]:
    """Return the meetings of a dialogue that were held."""
    found = Request.objects.filter(meetings__part__dialogue=dialogue, state=Request.State.HELD)
    return found.select_related("company", "meetings__part").order_by("meetings_id", "place", "id")


def waiting(meetings: Meetings) -> QuerySet[Request]:
    """Return who waits for a time, in drawn order."""
    return requests(meetings).filter(state=Request.State.WAITING).order_by("place")


def can_at_added(meetings: Meetings) -> int:
    """Return how many of those who wait can also at times that are added: others have said at which they can."""
    return waiting(meetings).filter(any_time=True).count()


def team(meetings: Meetings, number: int | None = None) -> QuerySet[TeamMember]:
    found = meetings.members.select_related("person").order_by("team", "id")
    return found if number is None else found.filter(team=number)


def sits_in(meetings: Meetings, number: int, *, by: Actor) -> bool:
    """Tell whether the actor sits in a team."""
    return bool(by.person) and team(meetings, number).filter(person__public_id=by.person).exists()


def understaffed(meetings: Meetings) -> list[int]:
    """Return the teams that lack somebody who asks, or another who takes the minutes: no buyer is ever alone."""
    roles: dict[int, set[str]] = {number: set() for number in range(1, meetings.teams + 1)}
    for number, role in meetings.members.values_list("team", "role"):
        roles.setdefault(number, set()).add(role)
    needed = {TeamMember.Role.ASKS, TeamMember.Role.NOTES}
    return [number for number in range(1, meetings.teams + 1) if not needed <= roles[number]]


def frozen(meetings: Meetings) -> draw.Frozen:
    """Return what is drawn from, as it stands now."""
    times = tuple(meetings.slots.order_by("public_id").values_list("public_id", flat=True))
    asked = meetings.requests.filter(state=Request.State.ASKED).order_by("public_id")
    return draw.Frozen(times, tuple(as_wish(one, times) for one in asked))


def as_wish(request: Request, times: Iterable[str]) -> draw.Wish:
    """Return a request as the draw sees it, of these times."""
    can = set(times) if request.any_time else set(request.can)
    return draw.Wish(request.public_id, request.nonce, tuple(request.ranked), frozenset(can - set(request.ranked)))


def free(meetings: Meetings) -> QuerySet[Slot]:
    """Return the times ahead that nobody has, the first one first; not those that were cancelled."""
    return meetings.slots.filter(request=None, stands=True, starts_at__gt=timezone.now()).order_by("starts_at", "team")


def to_freeze() -> QuerySet[Meetings]:
    """Return the meetings whose deadline for wishes has passed, and whose wishes are not frozen yet."""
    passed = Meetings.objects.filter(state=Meetings.State.OPEN, part__deadline_at__lte=timezone.now())
    return passed.filter(part__state=Part.State.PLANNED, part__dialogue__stage=Dialogue.Stage.OPEN)


def asked_by(person: str) -> Iterator[dict[str, Any]]:
    """Yield the meetings that a person asked for on a company's behalf, as JSON takes them."""
    rows = Request.objects.filter(by__public_id=person).select_related("meetings__part__dialogue", "company", "slot")
    for one in rows.order_by("id"):
        yield {
            "dialogue": one.meetings.part.dialogue.public_id,
            "company": one.company.name,
            "at": one.created_at.isoformat(),
            "people": one.people,
            "state": one.state,
            "time": one.slot.starts_at.isoformat() if hasattr(one, "slot") else None,
        }
