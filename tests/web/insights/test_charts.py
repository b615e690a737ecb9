"""From figures to places on a drawing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulighetsrom.web.insights import charts
from mulighetsrom.web.insights.charts import LABEL_GAP, Told, apart
from mulighetsrom.web.insights.queries.figures import Figure, Series


def series(*values: float | None, first: int = 2021, low: float = 1.0, high: float = 1.0) -> Series:
    """Complete figures of 100 competitions each; None is a year with too few of them."""
    return {
        year: Figure(
            year,
            numerator=int(value or 0),
            denominator=5 if value is None else 100,
            value=value,
            low=(value or 0) - low,
            high=(value or 0) + high,
            complete=True,
        )
        for year, value in enumerate(values, first)
    }


def test_a_year_without_a_ratio_is_a_gap_in_the_line() -> None:
    chart = charts.chart([Told("A", "own", series(10, 20, None, 30, 40))])
    assert chart
    assert [tick.value for tick in chart.years] == [2021, 2022, 2023, 2024, 2025]
    assert [point.figure.year for point in chart.lines[0].points] == [2021, 2022, 2024, 2025]
    assert len(chart.lines[0].strokes) == 2


def test_higher_ratios_stand_higher_and_zero_on_the_axis() -> None:
    chart = charts.chart([Told("A", "own", series(0, 20, 40))])
    assert chart
    heights = [point.y for point in chart.lines[0].points]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] == chart.levels[0].at == chart.bottom


def test_the_own_interval_fits_and_others_are_cut_off_at_the_top() -> None:
    chart = charts.chart([Told("A", "own", series(10, 10, high=29)), Told("B", "other", series(20, 20, high=500))])
    assert chart
    assert chart.levels[-1].value >= 39
    assert chart.lines[1].points[0].high_y == chart.levels[-1].at


def test_years_at_the_ends_without_any_ratio_are_left_out() -> None:
    chart = charts.chart([Told("A", "own", series(None, 10, 20, None))])
    assert chart
    assert [tick.value for tick in chart.years] == [2022, 2023]


@pytest.mark.parametrize("values", [(), (10.0,), (None, 10.0, None), (None, None)])
def test_fewer_than_two_years_make_no_chart(values: tuple[float | None, ...]) -> None:
    assert charts.chart([Told("A", "own", series(*values))]) is None


def test_a_place_without_a_ratio_has_no_line() -> None:
    chart = charts.chart([Told("A", "own", series(None, None)), Told("B", "country", series(5, 6))])
    assert chart
    assert [line.told.name for line in chart.lines] == ["B"]


@given(st.lists(st.floats(0, 300, allow_nan=False), max_size=10))
def test_labels_never_collide_and_never_leave_the_drawing(wanted: list[float]) -> None:
    found = sorted(apart(wanted, LABEL_GAP, 0, 300))
    assert all(lower - upper >= LABEL_GAP - 1e-6 for upper, lower in pairwise(found))
    assert all(-1e-6 <= place <= 300 + 1e-6 for place in found)


@given(st.lists(st.floats(0, 300, allow_nan=False), min_size=2, max_size=10))
def test_labels_keep_the_order_of_their_lines(wanted: list[float]) -> None:
    found = apart(wanted, LABEL_GAP, 0, 300)
    by_wish = sorted(range(len(wanted)), key=lambda at: wanted[at])
    assert [found[at] for at in by_wish] == sorted(found)


def test_a_label_with_room_stays_where_its_line_ends() -> None:
    assert apart([10, 100, 200], LABEL_GAP, 0, 300) == [10, 100, 200]
