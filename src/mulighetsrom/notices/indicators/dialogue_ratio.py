"""Dialogue invitations per 100 competitions: the headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.notices.indicators.intervals import poisson
from mulighetsrom.notices.indicators.registry import Counts, indicator

if TYPE_CHECKING:
    import ibis.expr.types as ir


@indicator(
    "dialogue-ratio",
    page="docs/indicators/dialogue-ratio.md",
    needs=("planning", "competition"),
    interval=poisson,
)
def dialogue_ratio(counted: ir.Table) -> Counts:
    """Count dialogues in planning and consultation forms (D) over competitions (C). A ratio: it may exceed 100."""
    return Counts(counted.dialogue.sum(), counted.competition.sum())
