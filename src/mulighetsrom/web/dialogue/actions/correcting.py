"""What was noted of a meeting by mistake is taken back: that it was held, or that nobody came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.web.common import kernel
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.actions import giving
from mulighetsrom.web.dialogue.models import Request
from mulighetsrom.web.dialogue.queries import meetings as queries

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor

BACK: Final[dict[tuple[str, str], str]] = {
    (state, "correct"): Request.State.GIVEN
    for state in (Request.State.HELD, Request.State.MISSED, Request.State.WAITING)
}


class CannotBeCorrectedError(Exception):
    """Raised when something rests on what was noted; `code` is one of `queries.meetings.stands`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@action
def correct(*, request: Request, why: str, by: Actor) -> None:
    """Let a meeting be as before it was noted as held or missed; who was told that it did not come, is told.

    Who went last on the waiting list gets its own time and place back. Raises CannotBeCorrectedError,
    StageConflictError where nothing was noted.
    """
    meetings = queries.locked(request.meetings)
    giving.wait()
    row = queries.requests(meetings).select_for_update(of=("self",)).get(pk=request.pk)
    if not queries.is_noted(row):
        raise kernel.StageConflictError(f"{row.public_id}: nothing is noted")
    if code := queries.stands(row):
        raise CannotBeCorrectedError(code)
    was, more = row.state, _back(row)
    kernel.move(row, "correct", by=by, table=BACK, field="state", **more)
    log.write(meetings.part.dialogue, f"meeting-{_WAS[was]}-corrected", by=by, whom=giving.company(row),
              wish=row.public_id, why=why)  # fmt: skip
    if was != Request.State.HELD:
        giving.tell("meeting-corrected", row, once=str(row.sequence))


_WAS: Final[dict[str, str]] = {
    Request.State.HELD: "held",
    Request.State.MISSED: "missed",
    Request.State.WAITING: "missed",
}


def _back(row: Request) -> dict[str, Any]:
    """Return what else is as before, and give back the time that was lost."""
    more: dict[str, Any] = {"sequence": row.sequence + 1}
    if row.state != Request.State.WAITING or row.lost_slot is None:
        if not giving.stand(row.meetings.slots.filter(request=row), stands=True):
            raise CannotBeCorrectedError("other-meeting")
        return more
    if not giving.book(row.lost_slot, row):
        raise CannotBeCorrectedError("other-meeting")
    return more | {"place": row.lost_place, "lost_slot": None, "lost_place": None}
