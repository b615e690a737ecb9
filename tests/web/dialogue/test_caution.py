"""Days and deadlines that are better thought over once more."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mulighetsrom.web.common import workdays
from mulighetsrom.web.dialogue import caution
from mulighetsrom.web.dialogue.timetable import OSLO, moment

DAYS = some.dates(date(2020, 1, 1), date(2045, 12, 31))
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2027, 3, 9), []),
        (date(2027, 3, 20), ["weekend"]),
        (date(2027, 3, 22), ["easter"]),
        (date(2027, 3, 26), ["holiday", "easter"]),
        (date(2027, 3, 29), ["holiday", "easter"]),
        (date(2027, 3, 30), []),
        (date(2027, 5, 17), ["holiday"]),
        (date(2027, 7, 9), []),
        (date(2027, 7, 12), ["summer"]),
        (date(2027, 8, 6), ["summer"]),
        (date(2027, 8, 9), []),
        (date(2026, 12, 21), []),
        (date(2026, 12, 22), ["christmas"]),
        (date(2026, 12, 25), ["holiday", "christmas"]),
        (date(2027, 1, 1), ["holiday", "christmas"]),
        (date(2027, 1, 2), ["weekend", "christmas"]),
        (date(2028, 1, 3), []),
    ],
)
def test_days_when_many_are_away_are_told(day: date, codes: list[str]) -> None:
    assert list(caution.of_day(day)) == codes


@given(DAYS)
def test_a_day_that_is_no_working_day_is_always_told(day: date) -> None:
    assert workdays.is_workday(day) or not caution.is_calm(day)


@given(DAYS, some.sampled_from([1, -1]))
def test_the_nearest_calm_day_is_a_working_day_at_most_a_month_away(day: date, step: int) -> None:
    found = caution.calm(day, step)
    assert caution.is_calm(found)
    assert workdays.is_workday(found)
    assert 0 <= (found - day).days * step <= 31
    assert found == day or not caution.is_calm(day)


@given(DAYS, some.times().map(lambda at: at.replace(second=0, microsecond=0)), some.booleans())
def test_every_code_has_its_words(day: date, at: time, deadline: bool) -> None:
    when = datetime.combine(day, at, OSLO).astimezone(UTC)
    codes = list(caution.of_moment(when, deadline=deadline, told=LONG_AGO))
    assert set(codes) <= set(caution.SAYS)
    assert len(codes) == len(set(codes))
    assert ("not-noon" in codes) == (deadline and when.astimezone(OSLO).time() != caution.NOON)


@pytest.mark.parametrize(
    ("passed", "codes"),
    [
        (timedelta(days=-1), ["past"]),
        (timedelta(0), ["past"]),
        (timedelta(days=1), ["short"]),
        (timedelta(days=28) - timedelta(seconds=1), ["short"]),
        (timedelta(days=28), []),
    ],
)
def test_suppliers_need_28_days(passed: timedelta, codes: list[str]) -> None:
    noon = moment(date(2027, 3, 9), time(12))
    assert list(caution.of_moment(noon, deadline=True, told=noon - passed)) == codes


def test_a_time_that_the_clock_shows_twice_is_told() -> None:
    for fold in (0, 1):
        when = moment(date(2027, 10, 31), time(2, 30, fold=fold))
        assert list(caution.of_moment(when, deadline=False, told=LONG_AGO)) == ["weekend", "twice"]
    after = moment(date(2027, 10, 31), time(3))
    assert list(caution.of_moment(after, deadline=False, told=LONG_AGO)) == ["weekend"]
