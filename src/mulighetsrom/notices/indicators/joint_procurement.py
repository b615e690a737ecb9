"""The share of competitions that name more than one buyer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.notices.indicators.intervals import wilson
from mulighetsrom.notices.indicators.registry import Counts, indicator

if TYPE_CHECKING:
    import ibis.expr.types as ir


@indicator(
    "joint-procurement",
    page="docs/indicators/joint-procurement.md",
    needs=("competition",),
    interval=wilson,
)
def joint_procurement(counted: ir.Table) -> Counts:
    """Count competitions with several buyers in the fields over competitions; buyers named in prose are not seen."""
    return Counts((counted.competition & counted.joint).sum(), counted.competition.sum())
