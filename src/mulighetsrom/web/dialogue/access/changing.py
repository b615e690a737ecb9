"""Who may change a public dialogue: those of the owner who may publish it, as long as it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.dialogue import opening
from mulighetsrom.web.dialogue.access import dialogues
from mulighetsrom.web.dialogue.queries import changing as queries

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Change, Part


def part(public_id: str, part: str, *, by: Actor) -> Part:
    """Return a planned part of an open dialogue."""
    found = dialogues.own_part(public_id, part, by=by, what=May.PUBLISH)
    if not opening.takes_part(found):
        raise Http404
    return found


def change(public_id: str, change: str, *, by: Actor) -> Change:
    """Return a change of an own dialogue."""
    dialogue = dialogues.own_dialogue(public_id, by=by, what=May.PUBLISH)
    found = queries.of(dialogue).filter(public_id=change).first() if change.isalnum() else None
    if not found:
        raise Http404
    return found
