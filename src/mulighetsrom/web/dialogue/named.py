"""What a dialogue is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.dialogue import told
from mulighetsrom.web.drafting import queries as drafting

if TYPE_CHECKING:
    from mulighetsrom.web.dialogue.models import Dialogue


def title(dialogue: Dialogue) -> str:
    """Return what everybody calls a dialogue; before it is public, what its own people call it."""
    version = drafting.newest(dialogue) if dialogue.is_public else None
    return told.title(version.content if version else dialogue.draft)
