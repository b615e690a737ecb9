"""The share of everything announced that uses innovation partnership or competitive dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.notices.indicators.intervals import wilson
from mulighetsrom.notices.indicators.registry import Counts, indicator

if TYPE_CHECKING:
    import ibis.expr.types as ir


@indicator(
    "innovation-procedures",
    page="docs/indicators/innovation-procedures.md",
    needs=("planning", "competition", "result"),
    interval=wilson,
)
def innovation_procedures(counted: ir.Table) -> Counts:
    """Count units with such a procedure over all units, as DFØ does with notices; kept for continuity."""
    return Counts(counted.innovation_procedure.sum(), counted.count())
