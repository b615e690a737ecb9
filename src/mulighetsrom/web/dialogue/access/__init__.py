"""From the ids in an address to dialogues and what belongs to them, for those who may see them."""

from __future__ import annotations

from mulighetsrom.web.dialogue.access.dialogues import (
    companies_dialogue,
    for_system,
    own_dialogue,
    own_part,
    public_dialogue,
    public_part,
    source,
    writer,
)

__all__ = [
    "companies_dialogue",
    "for_system",
    "own_dialogue",
    "own_part",
    "public_dialogue",
    "public_part",
    "source",
    "writer",
]
