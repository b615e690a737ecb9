"""How a time comes to a company and leaves it: by the draw, and afterwards to the next in drawn order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, connection, transaction

from mulighetsrom.web.common import kernel
from mulighetsrom.web.common.kernel import inside_action
from mulighetsrom.web.common.mail import Envelope, Sender, post_many
from mulighetsrom.web.dialogue import draw, log, opening
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.models import Request, Slot
from mulighetsrom.web.dialogue.queries import meetings as queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.mail import Receiver
    from mulighetsrom.web.dialogue.models import Meetings

State = Request.State
NEXT: Final[dict[tuple[str, str], str]] = {
    (State.ASKED, "withdraw"): State.WITHDRAWN,
    (State.WAITING, "withdraw"): State.WITHDRAWN,
    (State.GIVEN, "withdraw"): State.WITHDRAWN,
    (State.WAITING, "give"): State.GIVEN,
    (State.GIVEN, "hold"): State.HELD,
    (State.GIVEN, "miss"): State.MISSED,
    (State.GIVEN, "cancel"): State.CANCELLED,
    (State.CANCELLED, "give"): State.GIVEN,
    (State.MISSED, "wait"): State.WAITING,
}
_LOCK: Final = 0x74696D65  # "time": whoever gives times does it alone, in whatever dialogue


@inside_action
def wait() -> None:
    """Let nobody else give times before this action is whole: a company may ask for meetings in several dialogues.

    Called before the log is written: in the other order two dialogues could wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


@inside_action
def book(slot: Slot, request: Request) -> bool:
    """Give a free time to a request; return false where the company is in another meeting then."""
    try:
        with transaction.atomic():
            return bool(
                Slot.objects.filter(pk=slot.pk, request=None).update(request=request, company_id=request.company_id)
            )
    except IntegrityError:
        return False


@inside_action
def free(slot: Slot, *, stands: bool = True) -> None:
    Slot.objects.filter(pk=slot.pk).update(request=None, company=None, stands=stands)


@inside_action
def stand(slots: QuerySet[Slot], *, stands: bool) -> bool:
    """Say whether companies are expected at their times; return false where one is in another meeting then."""
    try:
        with transaction.atomic():
            slots.update(stands=stands)
    except IntegrityError:
        return False
    return True


@inside_action
def fill(meetings: Meetings, *, by: Actor) -> None:
    """Give every free time ahead to the next in drawn order who can; once times are drawn, and not after a stop.

    Called after `wait`.
    """
    if meetings.state != meetings.State.DRAWN or not opening.takes_part(meetings.part):
        return
    for slot in queries.free(meetings):
        _pass_on(slot, meetings, by=by)


@inside_action
def tell(kind: str, *requests: Request, once: str = "", **ids: str | int) -> None:
    """Write to those who asked, or who act for their companies now."""
    receivers = audience.speaking((one.by, one.company) for one in requests)
    both = zip(requests, receivers, strict=True)
    post_many(kind, [_envelope(to, one, once, ids) for one, found in both for to in found])


def company(request: Request) -> log.Somebody:
    """Return the company as the log knows it."""
    return log.Somebody(request.company.public_id, request.company.name)


def _pass_on(slot: Slot, meetings: Meetings, *, by: Actor) -> None:
    for request in _can(slot, queries.waiting(meetings)):
        if book(slot, request):
            kernel.move(request, "give", by=by, table=NEXT, field="state", sequence=request.sequence + 1)
            tell("meeting-given", request, once=f"{slot.public_id} {request.sequence}".replace(" ", "-"))
            ids = {"wish": request.public_id, "time": slot.public_id, "place": request.place}
            log.write(meetings.part.dialogue, "meeting-passed-on", by=by, whom=company(request), **ids)
            return


def _can(slot: Slot, waiting: Iterable[Request]) -> Iterable[Request]:
    """Yield who waits and can then, in drawn order: the first is who gets it, unless in another meeting."""
    left = {one.public_id: one for one in waiting}
    wishes = [queries.as_wish(one, [slot.public_id]) for one in left.values()]
    while wish := draw.next_for(slot.public_id, wishes):
        yield left[wish.id]
        wishes = wishes[wishes.index(wish) + 1 :]


def _envelope(to: Receiver, request: Request, once: str, ids: dict[str, str | int]) -> Envelope:
    owner = request.meetings.part.dialogue.owner
    return Envelope(to, Sender(owner.name, owner.mailbox), request, once, ids)
