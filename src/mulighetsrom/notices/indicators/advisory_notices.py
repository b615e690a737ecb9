"""Advisory notices per 100 competitions: a series that needs no reading of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.notices.indicators.intervals import poisson
from mulighetsrom.notices.indicators.registry import Counts, indicator

if TYPE_CHECKING:
    import ibis.expr.types as ir


@indicator(
    "advisory-notices",
    page="docs/indicators/advisory-notices.md",
    needs=("planning", "competition"),
    interval=poisson,
)
def advisory_notices(counted: ir.Table) -> Counts:
    """Count advisory notices, whatever they say, over competitions."""
    return Counts(counted.advisory.sum(), counted.competition.sum())
