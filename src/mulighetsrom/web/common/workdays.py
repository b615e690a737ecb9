"""Norway's working days: Monday to Friday, without the public holidays."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final

SATURDAY: Final = 5
_FROM_EASTER: Final = (-3, -2, 0, 1, 39, 49, 50)
"""Maundy Thursday, Good Friday, the two days of Easter, Ascension Day, the two days of Pentecost."""
_FIXED: Final = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))


def add(day: date, count: int) -> date:
    """Return the working day that comes `count` working days after a day."""
    while count:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def is_workday(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in holidays(day.year)


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the public holidays of a year (lov 24. februar 1995 nr. 12 § 2 and lov 26. april 1947 nr. 1)."""
    sunday = easter(year)
    return frozenset(
        [date(year, month, day) for month, day in _FIXED] + [sunday + timedelta(days=days) for days in _FROM_EASTER]
    )


def easter(year: int) -> date:
    """Return Easter Sunday by the Gregorian rule, in the shape that was printed in Nature on 20 April 1876."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    leaps, rest = divmod(century, 4)
    moved = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - moved + 15) % 30
    quads, odd = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * quads - moon - odd) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
