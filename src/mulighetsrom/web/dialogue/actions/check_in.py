"""Who has come: one tap for each person at the door, and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from mulighetsrom.web.common import audit
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.models import Participant
from mulighetsrom.web.dialogue.queries import conference as queries

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor


class TooEarlyError(Exception):
    """Raised when somebody is said to have come before the day of the event."""


@action
def check_in(*, participant: Participant, by: Actor) -> None:
    """Note that somebody has come; a second tap changes nothing. Raises TooEarlyError."""
    if not queries.is_its_day(participant.seats.part):
        raise TooEarlyError
    _note(participant, "arrived", by=by, was={"arrived_at": None}, becomes=timezone.now())


@action
def undo(*, participant: Participant, by: Actor) -> None:
    """Take back that somebody has come."""
    _note(participant, "arrival-undone", by=by, was={"arrived_at__isnull": False}, becomes=None)


def _note(one: Participant, kind: str, *, by: Actor, was: dict[str, Any], becomes: Any) -> None:
    rows = Participant.objects.filter(pk=one.pk, state=Participant.State.SEATED, **was)
    if not rows.update(arrived_at=becomes):
        return  # somebody else at the door was faster
    part = one.seats.part
    audit.record(f"participant.{kind}", about=one, by=by, part=part.public_id)
    log.write(part.dialogue, kind, by=by, whom=queries.who(one.sign_up), part=part.public_id)
