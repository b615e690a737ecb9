"""Seats at a conference or a workshop: who gets one, who waits, and who moves up. All of it behind one lock a kind."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.web.common import audit
from mulighetsrom.web.common.actor import SYSTEM
from mulighetsrom.web.common.kernel import action, inside_action
from mulighetsrom.web.dialogue import log, opening
from mulighetsrom.web.dialogue.actions import conference_letters as letters
from mulighetsrom.web.dialogue.models import Participant, Seats
from mulighetsrom.web.dialogue.queries import conference as queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Part

State = Participant.State
_NO_LIMIT: Final = 1_000_000


class CapacityError(Exception):
    """Raised when fewer are to come in one way, `how`, than everybody has been told: once public, more only."""

    def __init__(self, how: str) -> None:
        super().__init__(how)
        self.how = how


@action
def set_capacity(*, part: Part, capacities: Mapping[str, int | None], by: Actor) -> None:
    """Say how many can come in each way, None for no limit; what is added goes to those who wait, in their order.

    Before publishing any number will do, afterwards only a greater one. Raises CapacityError.
    """
    arrival = opening.arrive(part)
    made = [make(part, how) for how in capacities]
    for seats in lock(row.pk for row in made):
        wanted = capacities[seats.how]
        if part.dialogue.is_public and _is_less(wanted, seats.capacity):
            raise CapacityError(seats.how)
        Seats.objects.filter(pk=seats.pk).update(capacity=wanted)
    moved = move_up(row.pk for row in made) if arrival.before_start else []
    told: dict[str, Any] = dict(capacities)
    audit.record("part.seats-set", about=part, by=by, **told)
    if part.dialogue.is_public:
        log.write(part.dialogue, "seats-added", by=by, part=part.public_id, **told)
    log_moved(part, moved)


@inside_action
def make(part: Part, how: str) -> Seats:
    """Return the seats of one way to come, with no limit where nobody has said one."""
    return Seats.objects.get_or_create(part=part, how=how)[0]


@inside_action
def lock(pks: Iterable[int]) -> list[Seats]:
    """Lock seats, always in the same order: whoever wants some of the same waits here, and never in a circle.

    Not their keys: a participant that is written meanwhile points at them.
    """
    return list(Seats.objects.select_for_update(no_key=True).filter(pk__in=set(pks)).order_by("pk"))


@inside_action
def place(people: Iterable[Participant]) -> None:
    """Give each of these people a seat, or the next number on its waiting list, in the order they stand in."""
    of: defaultdict[int, list[Participant]] = defaultdict(list)
    for one in people:
        of[one.seats_id].append(one)
    for seats in lock(of):
        left = _left(seats)
        for one in of[seats.pk]:
            seats.last_number += 1
            one.number, one.state = seats.last_number, State.SEATED if left > 0 else State.WAITING
            left -= 1
        Seats.objects.filter(pk=seats.pk).update(last_number=seats.last_number)
        Participant.objects.bulk_update(of[seats.pk], ["number", "state"])


@inside_action
def move_up(pks: Iterable[int]) -> list[Participant]:
    """Give what is free of these seats to those who wait, in their order, with a letter each; return them."""
    moved: list[Participant] = []
    for seats in lock(pks):
        waiting = Participant.objects.filter(seats=seats, state=State.WAITING).order_by("number")
        moved += waiting.select_related("sign_up__part__dialogue__owner")[: max(0, _left(seats))]
    for one in moved:
        one.state = State.SEATED
    Participant.objects.bulk_update(moved, ["state"])
    letters.moved_up(moved)
    return moved


@inside_action
def log_moved(part: Part, moved: Iterable[Participant]) -> None:
    """Write to the log who moved up; nobody did it but the rule."""
    for one in moved:
        log.write(part.dialogue, "moved-up", by=SYSTEM, whom=queries.who(one.sign_up), part=part.public_id)


def _left(seats: Seats) -> int:
    return _NO_LIMIT if seats.capacity is None else seats.capacity - seats.taken


def _is_less(wanted: int | None, told: int | None) -> bool:
    return wanted is not None and (told is None or wanted < told)
