"""What happens to a meeting that has its time: a link, another time, held, or nobody came."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from mulighetsrom.web.common import audit, kernel
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.dialogue import holds, log
from mulighetsrom.web.dialogue.actions import giving
from mulighetsrom.web.dialogue.actions.meetings import TakenError, add
from mulighetsrom.web.dialogue.actions.wishes import TooLateError
from mulighetsrom.web.dialogue.models import Meetings, Move, Request, Slot
from mulighetsrom.web.dialogue.queries import meetings as queries

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.timetable import Span

State = Request.State
PEOPLE_KEPT: Final = timedelta(days=90)
"""How long after the last of a dialogue's meetings it is known who came for a company."""


class TooEarlyError(Exception):
    """Raised when a meeting is said to be held, or missed, before it begins."""


@action
def set_link(*, request: Request, link: str, by: Actor) -> None:
    """Give the address of the video room, which only this company and the municipality see."""
    Request.objects.filter(pk=request.pk).update(link=link, sequence=F("sequence") + 1)
    audit.record("request.link", about=request, by=by)


@action
def move(*, request: Request, to: Span, reason: str, person: Person, by: Actor) -> None:
    """Move a meeting to another time or team; the company is told old, new and why, and its calendar updates.

    A meeting that was cancelled comes back so. If it gets one of the free times, the one that is left goes to the next
    in drawn order. Raises TakenError, TooLateError, StageConflictError.
    """
    meetings = queries.locked(request.meetings)
    row = queries.requests(meetings).get(pk=request.pk)
    if not (row.state == State.CANCELLED or _is_expected(row)):
        raise kernel.StageConflictError(f"{row.public_id}: move from {row.state}")
    begins = to.starts if row.state == State.CANCELLED else min(row.slot.starts_at, to.starts)
    if begins <= timezone.now():
        raise TooLateError
    old = row.slot
    giving.wait()
    _put(row, to)
    if row.state == State.CANCELLED:
        kernel.move(row, "give", by=by, table=giving.NEXT, field="state", cancelled_reason="")
    was, becomes = ({"starts_at": old.starts_at, "team": old.team}, {"starts_at": to.starts, "team": to.team})
    moved = Move.objects.create(
        request=row, reason=reason, by=person,
        **{f"old_{name}": value for name, value in was.items()},
        **{f"new_{name}": value for name, value in becomes.items()},
    )  # fmt: skip
    Request.objects.filter(pk=row.pk).update(sequence=F("sequence") + 1)
    audit.record("request.move", about=row, by=by, old=old.starts_at, new=to.starts)
    giving.tell("meeting-moved", row, once=moved.public_id)
    facts = {"wish": row.public_id, "old": old.starts_at, "new": to.starts}
    log.write(meetings.part.dialogue, "meeting-moved", by=by, whom=giving.company(row), **facts)
    giving.fill(meetings, by=by)


@action
def cancel(*, request: Request, reason: str, by: Actor) -> None:
    """Cancel one meeting: its company is told why, and can be given another time. Nobody else gets this one.

    Raises TooLateError once it has begun, StageConflictError.
    """
    meetings = queries.locked(request.meetings)
    row = queries.requests(meetings).get(pk=request.pk)
    if not _is_expected(row):
        raise kernel.StageConflictError(f"{row.public_id}: cancel from {row.state}")
    if row.slot.starts_at <= timezone.now():
        raise TooLateError
    giving.wait()
    giving.stand(meetings.slots.filter(request=row), stands=False)
    more = {"cancelled_reason": reason, "sequence": row.sequence + 1}
    kernel.move(row, "cancel", by=by, table=giving.NEXT, field="state", **more)
    giving.tell("meeting-cancelled", row, once=str(row.sequence))
    facts = {"wish": row.public_id, "at": row.slot.starts_at}
    log.write(meetings.part.dialogue, "meeting-cancelled", by=by, whom=giving.company(row), **facts)


@action
def hold(*, request: Request, by: Actor) -> None:
    """Note that a meeting was held. Raises TooEarlyError, StageConflictError."""
    meetings = queries.locked(request.meetings)
    row = _begun(meetings, request)
    kernel.move(row, "hold", by=by, table=giving.NEXT, field="state")
    log.write(meetings.part.dialogue, "meeting-held", by=by, whom=giving.company(row), wish=row.public_id)


@action
def miss(*, request: Request, instead: Span | None = None, by: Actor) -> None:
    """Note that nobody came: by the stated rule the meeting is lost, or the company goes last on the waiting list.

    A time `instead`, as long as the others, goes to the next in drawn order. Raises TooEarlyError, TakenError,
    StageConflictError.
    """
    meetings = queries.locked(request.meetings)
    giving.wait()
    row = _begun(meetings, request)
    kernel.move(row, "miss", by=by, table=giving.NEXT, field="state")
    giving.stand(meetings.slots.filter(request=row), stands=False)
    if meetings.missed == Meetings.Missed.LAST:
        last = meetings.requests.aggregate(Max("place"))["place__max"]
        giving.free(row.slot)
        lost = {"lost_slot": row.slot, "lost_place": row.place}
        kernel.move(row, "wait", by=by, table=giving.NEXT, field="state", place=last + 1, **lost)
    giving.tell("meeting-missed", row, once=str(row.sequence))
    log.write(meetings.part.dialogue, "meeting-missed", by=by, whom=giving.company(row), wish=row.public_id)
    if instead:
        add(meetings, [instead])
        giving.fill(meetings, by=by)


def forget_people() -> int:
    """Empty who came to meetings that are long past; return of how many companies."""
    long_ago = Meetings.objects.annotate(last=Max("slots__ends_at")).filter(last__lt=timezone.now() - PEOPLE_KEPT)
    past = holds.free(long_ago, "part__dialogue")
    return Request.objects.filter(meetings__in=past).exclude(people=[]).update(people=[])


def _begun(meetings: Meetings, request: Request) -> Request:
    row = queries.requests(meetings).get(pk=request.pk)
    if not _is_expected(row):
        raise kernel.StageConflictError(f"{row.public_id} has no time that has begun")
    if timezone.now() < row.slot.starts_at:
        raise TooEarlyError
    return row


def _is_expected(row: Request) -> bool:
    return row.state == State.GIVEN and row.slot.stands


def _put(row: Request, to: Span) -> None:
    """Let the request have one of the free times, or its own time be at another hour."""
    there = Slot.objects.filter(
        meetings=row.meetings_id, team=to.team, starts_at=to.starts, request=None, stands=True
    ).first()
    if there:
        giving.free(row.slot, stands=row.slot.stands)  # a time that was cancelled is nobody's
        if not giving.book(there, row):
            raise TakenError
        return
    try:
        with transaction.atomic():
            told = {"team": to.team, "starts_at": to.starts, "ends_at": to.ends, "stands": True}
            Slot.objects.filter(pk=row.slot.pk).update(**told)
    except IntegrityError as error:
        raise TakenError from error
