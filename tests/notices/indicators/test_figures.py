"""From counted rows to figures: levels, routes, coverage, and files for the store."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

import duckdb
import ibis
import pyarrow.parquet as pq
import pytest

from mulighetsrom.notices import indicators
from mulighetsrom.notices.indicators import INDICATORS, figures
from mulighetsrom.notices.schema import COUNTED, FIGURES, LEFT_OUT
from tests.notices.indicators.world import World

if TYPE_CHECKING:
    from pathlib import Path


def test_all_is_own_and_cooperation_together(crowd: World) -> None:
    counts: defaultdict[tuple[object, ...], dict[str, int]] = defaultdict(dict)
    for row in crowd.figures:
        place = (row["level"], row["key"], row["year"], row["indicator"])
        counts[place][row["route"]] = row["numerator"] + row["denominator"] * 1000
    assert all(one["all"] == one.get("own", 0) + one.get("cooperation", 0) for one in counts.values())


def test_the_country_has_no_more_than_its_municipalities_and_those_who_belong_to_none(crowd: World) -> None:
    at: defaultdict[str, int] = defaultdict(int)
    for row in crowd.figures:
        if (row["indicator"], row["route"]) == ("dialogue-ratio", "all"):
            at[row["level"]] += row["denominator"]
    outside = sum(row["competition"] for row in crowd.rows if row["for_country"] and not row["municipality_number"])
    assert 0 < at["country"] <= at["municipality"] + outside
    assert at["county"] <= at["municipality"]
    assert at["country"] == len({row["unit"] for row in crowd.rows if row["competition"]})


def test_there_is_no_nan_and_no_value_over_nothing(crowd: World) -> None:
    for row in crowd.figures:
        numbers = (row["value"], row["low"], row["high"])
        assert all(number is None or math.isfinite(number) for number in numbers)
        assert (row["value"] is None) == (row["denominator"] == 0)
        assert row["low"] is None or row["low"] <= row["value"] + 1e-9 <= row["high"] + 2e-9


def test_a_ratio_may_exceed_one_hundred_and_a_mean_is_no_per_cent(story: World) -> None:
    values = {row["indicator"]: row["value"] for row in story.figures if (row["key"], row["route"]) == ("3201", "all")}
    assert values["dialogue-ratio"] == 50
    assert values["tenders-received"] == 3.5


@pytest.mark.parametrize(
    ("kinds", "complete"),
    [
        ({"planning"}, set()),
        ({"competition"}, {"innovation-code", "joint-procurement"}),
        ({"result"}, {"tenders-received"}),
        ({"planning", "competition", "result"}, set(INDICATORS)),
    ],
)
def test_a_figure_is_complete_where_all_it_needs_is(story: World, kinds: set[str], complete: set[str]) -> None:
    coverage = {("doffin", kind, 2024) for kind in kinds} | {("ted", "planning", 2024), ("doffin", "planning", 2019)}
    told = indicators.evaluate(ibis.memtable(story.counted), coverage).to_pylist()
    assert {row["indicator"] for row in told if row["complete"]} == complete


def test_a_figure_that_is_not_complete_has_counts_only(story: World) -> None:
    told = indicators.evaluate(ibis.memtable(story.counted), {("doffin", "competition", 2024)}).to_pylist()
    for row in told:
        assert row["complete"] or (row["value"], row["low"], row["high"]) == (None, None, None)
    assert any(row["complete"] and row["value"] is not None for row in told)


def test_halves_from_two_sources_make_no_whole() -> None:
    assert not figures.is_complete(
        {("doffin", "planning", 2024), ("demo", "competition", 2024)}, ("planning", "competition"), 2024
    )


def test_the_store_gets_three_files_that_are_as_declared(story: World, tmp_path: Path) -> None:
    files = indicators.build(story.con, tmp_path, coverage=[("doffin", "planning", 2024)])
    for table in (COUNTED, FIGURES, LEFT_OUT):
        assert pq.read_schema(files[table.name]).equals(table.schema, check_metadata=False)
    numbers = duckdb.execute(f"select municipality_number, year from '{files['counted']}'").fetchall()
    assert numbers == sorted(numbers, key=lambda row: (row[0] is None, row))


def test_a_dataset_without_notices_has_no_figures(tmp_path: Path) -> None:
    files = indicators.build(World([]).con, tmp_path, coverage=())
    assert [pq.read_metadata(path).num_rows for path in files.values()] == [0, 0, 0]
