"""From the ids in an address to the lines of a dialogue's plan: its people's, and nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.dialogue.access import dialogues
from mulighetsrom.web.dialogue.queries import timeline as queries

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import PlanLine


def line(public_id: str, line: str, *, by: Actor) -> PlanLine:
    """Return a line of a plan that the actor may change."""
    dialogue = dialogues.own_dialogue(public_id, by=by, what=May.WRITE)
    found = queries.lines(dialogue).filter(public_id=line).first() if line.isalnum() else None
    if not found:
        raise Http404
    return found
