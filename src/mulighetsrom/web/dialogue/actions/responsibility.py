"""Who answers for dialogues: handed from one person to another as they leave, or are out of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common import audit, kernel
from mulighetsrom.web.dialogue.models import Dialogue
from mulighetsrom.web.dialogue.queries import dialogues

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor


@kernel.inside_action
def hand_over_all(person: str, organisation: str, to: str, by: Actor) -> None:
    """Let somebody else answer for the dialogues of a person who leaves an organisation."""
    receiver = Person.objects.get(public_id=to)
    for dialogue in dialogues.open_of(person, organisation):
        hand_over(dialogue, to=receiver, by=by)


@kernel.inside_action
def hand_over(dialogue: Dialogue, *, to: Person, by: Actor) -> None:
    """Let somebody else answer for a dialogue."""
    Dialogue.objects.filter(pk=dialogue.pk).update(responsible=to)
    audit.record("dialogue.handed-over", about=dialogue, by=by, to=to.public_id)
