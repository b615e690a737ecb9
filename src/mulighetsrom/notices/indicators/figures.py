"""From counted rows to figures: every indicator at every level, with interval and coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from mulighetsrom.notices.indicators.registry import INDICATORS
from mulighetsrom.notices.schema import FIGURES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import ibis.expr.types as ir
    import pyarrow as pa

    from mulighetsrom.notices.indicators.registry import Indicator

    Coverage = Collection[tuple[str, str, int]]

LEVELS = {"buyer": "buyer_key", "municipality": "municipality_number", "county": "county_number", "country": None}
COUNTRY = "NO"
NATIONAL_SOURCES = ("doffin", "demo")  # TED holds only what is above the EEA threshold: never all of Norway
PLACE = ("level", "key", "year", "route")


def evaluate(counted: ir.Table, coverage: Coverage) -> pa.Table:
    """Evaluate all indicators at all levels.

    Args:
        counted: rows as schema.COUNTED says.
        coverage: the (source, kind, year) that are declared complete; all else is a sample.

    Returns:
        Rows as schema.FIGURES says, sorted by level, key, year, indicator and route; figures without counts left out.
    """
    shared = _kept(_shared(counted))
    sums = _kept(_with_all_routes(ibis.union(*(_at(level, shared) for level in LEVELS))))
    told = ibis.union(*(_told(indicator, sums, coverage) for indicator in INDICATORS.values()))
    return told.order_by("level", "key", "year", "indicator", "route").to_pyarrow().cast(FIGURES.schema)


def is_complete(coverage: Coverage, kinds: Collection[str], year: int) -> bool:
    """Is one national source declared complete for all these kinds of notices in the year?"""
    return any(all((source, kind, year) in coverage for kind in kinds) for source in NATIONAL_SOURCES)


def _shared(counted: ir.Table) -> ir.Table:
    """Sum what shares buyer, place, year and route: the one pass over all rows; a few per buyer and year are left."""
    keys = [*filter(None, LEVELS.values()), *(f"for_{level}" for level in LEVELS), "year", "route"]
    return counted.group_by(keys).aggregate(**dict(_counts(counted)))


def _counts(rows: ir.Table) -> Iterator[tuple[str, ir.IntegerScalar]]:
    for name, indicator in INDICATORS.items():
        for part, count in indicator.measure(rows)._asdict().items():
            if count is not None:
                yield f"{name}.{part}", count


def _kept(table: ir.Table) -> ir.Table:
    """Compute a small table once; its sums become 64-bit numbers, where DuckDB itself would go on with 128."""
    return ibis.memtable(table.to_pyarrow())


def _at(level: str, shared: ir.Table) -> ir.Table:
    column = LEVELS[level]
    rows = shared.filter(shared[f"for_{level}"])
    return _summed(rows.mutate(level=ibis.literal(level), key=rows[column] if column else ibis.literal(COUNTRY)))


def _with_all_routes(sums: ir.Table) -> ir.Table:
    return ibis.union(sums, _summed(sums.mutate(route=ibis.literal("all"))))


def _summed(rows: ir.Table) -> ir.Table:
    counts = [name for name in rows.columns if "." in name]
    return rows.group_by(PLACE).aggregate(**{name: rows[name].sum() for name in counts})


def _told(indicator: Indicator, sums: ir.Table, coverage: Coverage) -> ir.Table:
    """Tell one indicator wherever something was counted: counts, value, interval, and whether all was there."""
    parts = [sums[name] for name in sums.columns if name.startswith(f"{indicator.name}.")]
    numerator, denominator = parts[:2]
    low, high = indicator.interval(*parts)
    years = {year for _, _, year in coverage if is_complete(coverage, indicator.needs, year)}
    complete = sums.year.isin(sorted(years))
    value = indicator.per * numerator / denominator.nullif(0)
    numbers = {"value": value, "low": indicator.per * low, "high": indicator.per * high}
    told = sums.select(
        *PLACE,
        indicator=ibis.literal(indicator.name),
        numerator=numerator,
        denominator=denominator,
        # A sample has counts only.
        **{name: complete.ifelse(number, ibis.null("float64")) for name, number in numbers.items()},
        complete=complete,
    )
    return told.filter((told.numerator > 0) | (told.denominator > 0)).select(*FIGURES.columns)
