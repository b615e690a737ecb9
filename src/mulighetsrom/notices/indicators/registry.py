"""What an indicator is, and the list of them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    import ibis.expr.types as ir

    from mulighetsrom.notices.indicators.intervals import Interval

    Measure = Callable[[ir.Table], "Counts"]


class Counts(NamedTuple):
    """The counts of one indicator as sums over counted rows; `squares` only where the interval of a mean needs it."""

    numerator: ir.IntegerScalar
    denominator: ir.IntegerScalar
    squares: ir.IntegerScalar | None = None


@dataclass(frozen=True)
class Indicator:
    """An indicator: how it is counted, told and doubted."""

    name: str
    page: str
    """Its page, from the repository's root."""
    needs: tuple[str, ...]
    """Kinds of notices that must be complete for a year before its value means anything."""
    interval: Interval
    measure: Measure
    per: int = 100
    """What numerator / denominator is multiplied by: 100 competitions, per cent, or 1 for a mean."""


INDICATORS: dict[str, Indicator] = {}


def indicator(
    name: str, *, page: str, needs: tuple[str, ...], interval: Interval, per: int = 100
) -> Callable[[Measure], Measure]:
    """Register a pure function from counted rows to Counts as the indicator `name`."""

    def register(measure: Measure) -> Measure:
        INDICATORS[name] = Indicator(name, page, needs, interval, measure, per)
        return measure

    return register
