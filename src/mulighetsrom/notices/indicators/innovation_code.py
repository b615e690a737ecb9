"""The share of competitions that mark themselves as procurement of innovation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.notices.indicators.intervals import wilson
from mulighetsrom.notices.indicators.registry import Counts, indicator

if TYPE_CHECKING:
    import ibis.expr.types as ir


@indicator(
    "innovation-code",
    page="docs/indicators/innovation-code.md",
    needs=("competition",),
    interval=wilson,
)
def innovation_code(counted: ir.Table) -> Counts:
    """Count competitions with BT-776, or BT-06 `inn-pur`, over competitions whose form has the field."""
    could = counted.can_carry_innovation
    return Counts((could & counted.innovation_code).sum(), could.sum())
