"""Whether a dialogue takes anything more: sign-ups, wishes, questions and input end the moment it is stopped or closed.

What was taken before may still be finished: minutes are confirmed, marks decided, files read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from mulighetsrom.web.common.kernel import inside_action
from mulighetsrom.web.dialogue.models import Dialogue

if TYPE_CHECKING:
    from datetime import datetime

    from mulighetsrom.web.dialogue.models import Part


class NotOpenError(Exception):
    """Raised when a dialogue takes nothing more: its competition is announced, or it is answered or cancelled."""


def takes(dialogue: Dialogue) -> bool:
    """Tell whether to offer a form; its action asks again with `keep_open`."""
    return dialogue.stage == Dialogue.Stage.OPEN


def takes_part(part: Part) -> bool:
    """Tell whether to offer a form about a part that has not been cancelled; deadlines are the theme's own."""
    return takes(part.dialogue) and part.state == part.State.PLANNED


@inside_action
def keep_open(dialogue: Dialogue) -> None:
    """Let nobody stop the dialogue before this action is whole; raises NotOpenError where somebody already has.

    Call it first. Many can hold it at once: only the stop waits, and what comes after the stop is refused.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT stage FROM dialogue_dialogue WHERE id = %s FOR SHARE", [dialogue.pk])
        (stage,) = cursor.fetchone()
    if stage != Dialogue.Stage.OPEN:
        raise NotOpenError(f"{dialogue.public_id} is {stage}")


def must_be_planned(part: Part) -> None:
    """Raise NotOpenError for a part that is cancelled; the caller has locked what cancelling it locks."""
    if part.state != part.State.PLANNED:
        raise NotOpenError(f"{part.public_id} is cancelled")


@dataclass(frozen=True, slots=True)
class Arrival:
    """When something that is meant for a part came to the database, by its clock, and what that was in time for."""

    at: datetime
    is_planned: bool
    before_deadline: bool
    before_start: bool


@inside_action
def arrive(part: Part) -> Arrival:
    """Note when something comes to a part, and let nobody cancel or move the part before this action is whole.

    Its moment is that of this statement, before it waited for anybody.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT statement_timestamp(), state = 'planned', coalesce(statement_timestamp() <= deadline_at, true),"
            " coalesce(statement_timestamp() < starts_at, true) FROM dialogue_part WHERE id = %s FOR SHARE",
            [part.pk],
        )
        return Arrival(*cursor.fetchone())
