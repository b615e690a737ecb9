"""From counted rows to figures: every indicator at every level, with interval and coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from mulighetsrom.notices.indicators.registry import INDICATORS
from mulighetsrom.notices.schema import FIGURES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import ibis.expr.types as ir

    from mulighetsrom.notices.indicators.registry import Indicator

    Coverage = Collection[tuple[str, str, int]]

LEVELS = {"buyer": "buyer_key", "municipality": "municipality_number", "county": "county_number", "country": None}
COUNTRY = "NO"
NATIONAL_SOURCES = ("doffin", "demo")  # TED holds only what is above the EEA threshold: never all of Norway
PLACE = ("level", "key", "year", "route")


def figures(counted: ir.Table, coverage: Coverage) -> pa.Table:
    """Evaluate all indicators at all levels.

    Args:
        counted: rows as schema.COUNTED says.
        coverage: the (source, kind, year) that are declared complete; all else is a sample.

    Returns:
        Rows as schema.FIGURES says, sorted by level, key, year, indicator and route; figures without counts left out.
    """
    sums = pa.concat_tables(by_route(counted, level).to_pyarrow() for level in LEVELS)
    tables = [_figures_of(indicator, sums, coverage) for indicator in INDICATORS.values()]
    order = [(column, "ascending") for column in ("level", "key", "year", "indicator", "route")]
    return pa.concat_tables(tables).sort_by(order)


def by_route(counted: ir.Table, level: str) -> ir.Table:
    """Sum the counts of all indicators by key, year and route of one level; route `all` is the sum of the others."""
    routes = _sums(counted, level)
    counts = [name for name in routes.columns if name not in PLACE]
    every = routes.mutate(route=ibis.literal("all"))
    both = every.group_by(PLACE).aggregate(**{name: every[name].sum() for name in counts})
    return ibis.union(routes, both.select(routes.columns))


def is_complete(coverage: Coverage, kinds: Collection[str], year: int) -> bool:
    """Is one national source declared complete for all these kinds of notices in the year?"""
    return any(all((source, kind, year) in coverage for kind in kinds) for source in NATIONAL_SOURCES)


def _sums(counted: ir.Table, level: str) -> ir.Table:
    column = LEVELS[level]
    rows = counted.filter(counted[f"for_{level}"])
    rows = rows.mutate(level=ibis.literal(level), key=rows[column] if column else ibis.literal(COUNTRY))
    return rows.group_by(PLACE).aggregate(**dict(_counts(rows)))


def _counts(rows: ir.Table) -> Iterator[tuple[str, ir.IntegerScalar]]:
    for indicator in INDICATORS.values():
        for part, count in indicator.measure(rows)._asdict().items():
            if count is not None:
                yield f"{indicator.name}.{part}", count.cast("int64")


def _figures_of(indicator: Indicator, sums: pa.Table, coverage: Coverage) -> pa.Table:
    """Tell one indicator at every place where something was counted."""
    told = sums.filter((pc.field(f"{indicator.name}.numerator") > 0) | (pc.field(f"{indicator.name}.denominator") > 0))
    places = {column: told[column].to_pylist() for column in PLACE}
    complete = {year: is_complete(coverage, indicator.needs, year) for year in set(places["year"])}
    columns = places | _values(indicator, told)
    columns |= {"indicator": [indicator.name] * len(told), "complete": [complete[year] for year in places["year"]]}
    return pa.table(columns, schema=FIGURES.schema)


def _values(indicator: Indicator, told: pa.Table) -> dict[str, list[float | None]]:
    """Give the counts, the value and its interval, row by row; None where there is none, never NaN."""
    parts = [told[name].to_pylist() for name in told.column_names if name.startswith(f"{indicator.name}.")]
    per, nothing = indicator.per, (None, None)
    limits = [indicator.interval(*counts) or nothing for counts in zip(*parts, strict=True)]
    numerators, denominators = parts[:2]
    return {
        "numerator": numerators,
        "denominator": denominators,
        "value": [per * n / d if d else None for n, d in zip(numerators, denominators, strict=True)],
        "low": [low if low is None else per * low for low, _ in limits],
        "high": [high if high is None else per * high for _, high in limits],
    }
