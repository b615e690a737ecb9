"""The intervals against published tables, and against the sums that define them."""

from __future__ import annotations

from math import exp, lgamma, log

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mulighetsrom.notices.indicators import intervals

GARWOOD = {
    0: (0, 3.689),
    1: (0.0253, 5.572),
    5: (1.623, 11.668),
    10: (4.795, 18.390),
    24: (15.377, 35.710),
    100: (81.364, 121.627),
}
STUDENT = {1: 12.706, 3: 3.182, 4: 2.776, 9: 2.262, 19: 2.093, 99: 1.984}


@pytest.mark.parametrize("count", GARWOOD)
def test_poisson_limits_are_those_of_the_tables(count: int) -> None:
    assert intervals.poisson_limits(count) == pytest.approx(GARWOOD[count], abs=6e-4)


@given(st.integers(1, 3000))
@settings(max_examples=50)
def test_each_poisson_limit_leaves_two_and_a_half_per_cent_outside(count: int) -> None:
    low, high = intervals.poisson_limits(count)
    assert 1 - at_most(count - 1, low) == pytest.approx(0.025, abs=1e-9)
    assert at_most(count, high) == pytest.approx(0.025, rel=1e-8)


def at_most(count: int, rate: float) -> float:
    return sum(exp(k * log(rate) - rate - lgamma(k + 1)) for k in range(count + 1))


def test_limits_of_a_country_s_counts_take_no_time_and_stay_near_the_normal() -> None:
    low, high = intervals.poisson_limits(1_000_000)
    assert low == pytest.approx(1_000_000 - 1_960, abs=3)
    assert high == pytest.approx(1_000_000 + 1_960, abs=4)


@pytest.mark.parametrize(
    ("interval", "counts", "limits"),
    [
        (intervals.poisson, (24, 100), (0.1538, 0.3571)),
        (intervals.poisson, (3, 0), (None, None)),
        (intervals.wilson, (24, 100), (0.1669, 0.3323)),
        (intervals.wilson, (0, 10), (0, 0.2775)),
        (intervals.wilson, (10, 10), (0.7225, 1)),
        (intervals.wilson, (0, 0), (None, None)),
        (intervals.mean, (40, 20, 118), (1.3381, 2.6619)),
        (intervals.mean, (3, 1, 9), (None, None)),
        (intervals.mean, (0, 0, 0), (None, None)),
        (intervals.mean, (8, 2, 50), (0, 42.119)),
    ],
)
def test_intervals(interval: intervals.Interval, counts: tuple[int, ...], limits: tuple[float | None, ...]) -> None:
    columns = ibis.memtable(pa.table({f"count{place}": [count] for place, count in enumerate(counts)}))
    low, high = interval(*(columns[name] for name in columns.columns))
    ((told),) = columns.select(low=low, high=high).to_pyarrow().to_pylist()
    assert (told["low"], told["high"]) == pytest.approx(limits, abs=6e-4)


@pytest.mark.parametrize("degrees", STUDENT)
def test_student_s_percentile_is_that_of_the_tables(degrees: int) -> None:
    told = ibis.memtable(pa.table({"degrees": [degrees]})).select(told=lambda table: intervals.student(table.degrees))
    assert told.to_pyarrow()["told"][0].as_py() == pytest.approx(STUDENT[degrees], rel=0.003)
