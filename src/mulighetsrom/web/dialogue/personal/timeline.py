"""What the plans of dialogues keep about people, for the register."""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.common.personal import Personal

KINDS: Final = (
    Personal(
        what="Who does what by when in the plan of a dialogue, and who has done it",
        whose="who works for a municipality",
        why="so that nothing that was promised to suppliers is forgotten",
        controller="the municipality",
        kept="always",
        fields=("dialogue.PlanLine.responsible", "dialogue.PlanLine.done_by"),
    ),
)
NOT_PERSONAL: Final = {"dialogue.PlanLine.public_id", "dialogue.PlanLine.kind"}
