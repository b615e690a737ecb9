"""Freeze the wishes at the deadline, and draw the times: once, by what was promised before the first wish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from mulighetsrom.web.common import audit, kernel, outbox, sealed
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.dialogue import draw, log, opening, timeline
from mulighetsrom.web.dialogue.actions import giving
from mulighetsrom.web.dialogue.actions.meetings import NEXT, add
from mulighetsrom.web.dialogue.actions.timeline import done
from mulighetsrom.web.dialogue.models import Meetings, Part, Request, Slot
from mulighetsrom.web.dialogue.queries import meetings as queries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.timetable import Span

State = Request.State


class TooEarlyError(Exception):
    """Raised when wishes are to be frozen before their deadline."""


class UnderstaffedError(Exception):
    """Raised when a team lacks somebody who asks, or another who takes the minutes; `teams` says which."""

    def __init__(self, teams: list[int]) -> None:
        super().__init__(", ".join(map(str, teams)))
        self.teams = teams


class NoReasonError(Exception):
    """Raised when more ask than there is room, and nobody says why no times can be added for all."""


class NobodyCanError(Exception):
    """Raised when times are added after the draw, and nobody who waits has said that they can at such times."""


@action
def freeze(*, meetings: Meetings, by: Actor) -> None:
    """Keep the wishes as they are at the deadline, and publish the list's hash. Raises TooEarlyError,
    StageConflictError.
    """
    row = queries.locked(meetings)
    if not queries.is_over(row.part):
        raise TooEarlyError
    frozen = queries.frozen(row)
    told = {"frozen": draw.frozen_list(frozen), "frozen_hash": draw.frozen_hash(frozen), "frozen_at": timezone.now()}
    kernel.move(row, "freeze", by=by, table=NEXT, field="state", **told)
    outbox.add("meetings-frozen", about=row)
    wishes, part = len(frozen.wishes), row.part
    log.write(part.dialogue, "meetings-frozen", by=by, part=part.public_id, list=row.frozen_hash, wishes=wishes)


@action
def add_times(*, meetings: Meetings, spans: Iterable[Span], deadline: datetime | None = None, by: Actor) -> None:
    """Make more times, for all: whoever has asked is told, and can wish anew until the deadline.

    Once wishes are frozen the deadline must be later, for everybody; the list is frozen again then. Once times are
    drawn each new one goes to the next in drawn order who can at any time. Raises NotOpenError, TakenError,
    NobodyCanError, StageConflictError.
    """
    opening.keep_open(meetings.part.dialogue)
    row = queries.locked(meetings)
    opening.must_be_planned(row.part)
    giving.wait()
    if row.state == Meetings.State.DRAWN and not queries.can_at_added(row):
        raise NobodyCanError
    made = add(row, spans)
    audit.record("meetings.times-added", about=row, by=by, times=len(made))
    if row.state == Meetings.State.FROZEN:
        _reopen(row, deadline, by=by)
    if row.state == Meetings.State.OPEN:
        asked = list(queries.requests(row).filter(state=State.ASKED))
        giving.tell("meeting-times-added", *asked, once=made[0].public_id)
    log.write(row.part.dialogue, "meeting-times-added", by=by, part=row.part.public_id, times=len(made))
    giving.fill(row, by=by)


@action
def draw_times(*, meetings: Meetings, no_more_reason: str = "", by: Actor) -> None:
    """Draw the order, give the times, publish all that it takes to do it again, and write to everybody who asked.

    Raises NotOpenError, UnderstaffedError, NoReasonError, StageConflictError.
    """
    opening.keep_open(meetings.part.dialogue)
    row = queries.locked(meetings)
    opening.must_be_planned(row.part)
    if row.state != Meetings.State.FROZEN or not row.secret:
        raise kernel.StageConflictError(f"{row.public_id}: draw from {row.state}")
    told = draw.published(_frozen(row), part=row.part.public_id, secret=sealed.open_(row.secret))
    _must_be_fair(row, len(told["order"]), no_more_reason)
    if (told["commitment"], told["frozen_hash"]) != (row.commitment, row.frozen_hash):
        raise RuntimeError(f"{row.public_id}: secret or wishes are not what was published")
    also = {"published": told, "drawn_at": timezone.now(), "no_more_reason": no_more_reason}
    kernel.move(row, "draw", by=by, table=NEXT, field="state", **also)
    giving.wait()
    _give(row, told)
    outbox.add("meetings-drawn", about=row)
    done(row.part.dialogue, timeline.DRAW, part=row.part, by=by)
    facts: dict[str, Any] = {"seed": told["seed"], "given": len(told["given"]), "waiting": len(told["waiting"])}
    log.write(row.part.dialogue, "meetings-drawn", by=by, part=row.part.public_id, **facts)
    giving.fill(row, by=by)


def _give(meetings: Meetings, told: dict[str, Any]) -> None:
    """Write places and times; a company that withdrew, or is in another meeting then, leaves its time to the next."""
    requests = {one.public_id: one for one in queries.requests(meetings).filter(public_id__in=told["order"])}
    slots = {one.public_id: one for one in meetings.slots.all()}
    for place, name in enumerate(told["order"], start=1):
        requests[name].place = place
    wanted = [(slots[time], requests[name]) for name, time in told["given"].items()]
    given = _book([(slot, one) for slot, one in wanted if one.state == State.ASKED])
    for one in requests.values():
        if one.state == State.ASKED:
            one.state = State.GIVEN if one.public_id in given else State.WAITING
    Request.objects.bulk_update(requests.values(), ["place", "state"], batch_size=500)
    giving.tell("meeting-given", *(one for one in requests.values() if one.state == State.GIVEN), once="drawn")
    giving.tell("meeting-waiting", *(one for one in requests.values() if one.state == State.WAITING), once="drawn")


def _book(wanted: list[tuple[Slot, Request]]) -> set[str]:
    """Give all times at once; where a company is in another meeting then, one by one. Return which requests got one."""
    for slot, request in wanted:
        slot.request, slot.company_id = request, request.company_id
    try:
        with transaction.atomic():
            Slot.objects.bulk_update([slot for slot, _ in wanted], ["request", "company"])
    except IntegrityError:
        return {request.public_id for slot, request in wanted if giving.book(slot, request)}
    return {request.public_id for _, request in wanted}


def _must_be_fair(row: Meetings, asked: int, no_more_reason: str) -> None:
    if teams := queries.understaffed(row):
        raise UnderstaffedError(teams)
    if asked > row.slots.count() and not no_more_reason:
        raise NoReasonError


def _reopen(row: Meetings, deadline: datetime | None, *, by: Actor) -> None:
    if deadline is None or deadline <= timezone.now():
        raise kernel.StageConflictError(f"{row.public_id}: wishes are frozen, and no later deadline is given")
    old = row.part.deadline_at
    Part.objects.filter(pk=row.part.pk).update(deadline_at=deadline)
    thawed: dict[str, Any] = {"frozen": {}, "frozen_hash": "", "frozen_at": None}
    kernel.move(row, "extend", by=by, table=NEXT, field="state", **thawed)
    log.write(row.part.dialogue, "meeting-deadline-moved", by=by, old=old, new=deadline, part=row.part.public_id)


def _frozen(row: Meetings) -> draw.Frozen:
    wishes = [
        draw.Wish(one["wish"], one["nonce"], tuple(one["ranked"]), frozenset(one["can"]))
        for one in row.frozen["wishes"]
    ]
    return draw.Frozen(tuple(row.frozen["times"]), tuple(wishes))
