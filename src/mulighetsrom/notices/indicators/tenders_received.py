"""How many tenders a result drew, on average."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.notices.indicators.intervals import mean
from mulighetsrom.notices.indicators.registry import Counts, indicator

if TYPE_CHECKING:
    import ibis.expr.types as ir


@indicator(
    "tenders-received",
    page="docs/indicators/tenders-received.md",
    needs=("result",),
    interval=mean,
    per=1,
)
def tenders_received(counted: ir.Table) -> Counts:
    """Sum tenders (BT-759 where BT-760 is `tenders`) over results with a known number."""
    return Counts(counted.tenders.sum(), counted.tenders_results.sum(), counted.tenders_squares.sum())
