"""Who may write to everybody: those of the owner who may publish, about what there is to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.dialogue.access import dialogues
from mulighetsrom.web.dialogue.letters import to_everybody as announcing

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue


def to_tell(public_id: str, kind: str, about: str, *, by: Actor) -> tuple[Dialogue, Any]:
    """Return a dialogue and what the actor may tell everybody about it now."""
    dialogue = dialogues.own_dialogue(public_id, by=by, what=May.PUBLISH)
    known = announcing.kinds.get(kind)
    offered = dict(known.offers(dialogue)) if known and known.offers else {}
    if not known or about not in offered:
        raise Http404
    return dialogue, known.load(dialogue, about)
