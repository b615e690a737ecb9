"""The way of a need itself, as a table; that of its text in work is `drafting.stages`."""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.needs.models import Need

Stage = Need.Stage

STAGE: Final[dict[tuple[str, str], str]] = {
    (Stage.UNPUBLISHED, "publish"): Stage.PUBLISHED,
    (Stage.PUBLISHED, "start_dialogue"): Stage.IN_DIALOGUE,
    (Stage.PUBLISHED, "start_procurement"): Stage.IN_PROCUREMENT,
    (Stage.IN_DIALOGUE, "start_procurement"): Stage.IN_PROCUREMENT,
    (Stage.IN_PROCUREMENT, "start_contract"): Stage.IN_CONTRACT,
    (Stage.IN_CONTRACT, "take_into_use"): Stage.IN_USE,
    **{
        (stage, "drop"): Stage.DROPPED
        for stage in (Stage.PUBLISHED, Stage.IN_DIALOGUE, Stage.IN_PROCUREMENT, Stage.IN_CONTRACT)
    },
}
PUBLIC: Final = (
    Stage.PUBLISHED,
    Stage.IN_DIALOGUE,
    Stage.IN_PROCUREMENT,
    Stage.IN_CONTRACT,
    Stage.IN_USE,
    Stage.DROPPED,
)
"""The stages in which everybody can read the need: its newest published version, never the text in work."""


def possible(stage: str) -> list[str]:
    """Return what can be wanted of a need at this stage."""
    return [intention for (at, intention) in STAGE if at == stage]
