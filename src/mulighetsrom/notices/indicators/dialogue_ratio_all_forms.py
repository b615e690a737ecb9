"""Dialogue invitations in any form per 100 competitions: the side line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.notices.indicators.intervals import poisson
from mulighetsrom.notices.indicators.registry import Counts, indicator

if TYPE_CHECKING:
    import ibis.expr.types as ir


@indicator(
    "dialogue-ratio-all-forms",
    page="docs/indicators/dialogue-ratio-all-forms.md",
    needs=("planning", "competition"),
    interval=poisson,
)
def dialogue_ratio_all_forms(counted: ir.Table) -> Counts:
    """Count dialogues in any form (D*) over competitions (C): buyers also invite in competition and intention forms."""
    return Counts((counted.dialogue | counted.dialogue_side).sum(), counted.competition.sum())
