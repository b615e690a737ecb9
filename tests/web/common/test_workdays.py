"""Working days in Norway: what people are promised within five working days, they get within five."""

from __future__ import annotations

from datetime import date

import pytest

from mulighetsrom.web.common import workdays

EASTERS = {  # as printed in almanacs
    2020: (4, 12), 2021: (4, 4), 2022: (4, 17), 2023: (4, 9), 2024: (3, 31), 2025: (4, 20), 2026: (4, 5),
    2027: (3, 28), 2028: (4, 16), 2029: (4, 1), 2030: (4, 21), 2031: (4, 13), 2032: (3, 28), 2033: (4, 17),
    2034: (4, 9), 2035: (3, 25),
}  # fmt: skip


@pytest.mark.parametrize("year", EASTERS)
def test_easter_is_where_the_almanac_has_it(year: int) -> None:
    assert workdays.easter(year) == date(year, *EASTERS[year])


def test_a_year_has_its_twelve_holidays() -> None:
    assert sorted(workdays.holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 2),
        date(2026, 4, 3),
        date(2026, 4, 5),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 17),
        date(2026, 5, 24),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),  # Monday to Monday
        (date(2026, 11, 28), date(2026, 12, 4)),  # a Saturday counts for nothing
        (date(2026, 3, 31), date(2026, 4, 10)),  # over Easter
        (date(2026, 4, 30), date(2026, 5, 8)),  # over the first of May
        (date(2027, 5, 13), date(2027, 5, 21)),  # Whit Monday and the seventeenth are one day that year
        (date(2026, 12, 28), date(2027, 1, 5)),  # over New Year
    ],
)
def test_five_working_days_pass_over_weekends_and_holidays(begin: date, end: date) -> None:
    assert workdays.add(begin, 5) == end
