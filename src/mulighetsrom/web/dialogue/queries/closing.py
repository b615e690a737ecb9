"""Reads of how dialogues end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.dialogue.models import Competition

if TYPE_CHECKING:
    from mulighetsrom.web.dialogue.models import Dialogue


def competition(dialogue: Dialogue) -> Competition | None:
    """Return the competition that was announced after a dialogue."""
    return Competition.objects.filter(dialogue=dialogue).first()
