"""Days on which an invented municipality would announce something, written as Norwegians write them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

SATURDAY = 5
JULY, DECEMBER = 7, 12
CHRISTMAS = 15
HOLIDAYS = {(1, 5), (17, 5)}


def any_day(rng: Random, year: int) -> date:
    """Return a day of the year when an office is open."""
    return office_day(date(year, 1, 4) + timedelta(rng.randrange(335)))


def later(rng: Random, day: date, soonest: int, latest: int) -> date:
    """Return an office day at least so many days later."""
    return office_day(day + timedelta(rng.randint(soonest, latest)))


def office_day(day: date) -> date:
    """Return the day itself, or one soon after that is no weekend, holiday, July or Christmas."""
    if day.weekday() >= SATURDAY:
        return office_day(day + timedelta(7 - day.weekday()))
    if day.month == JULY:
        return office_day(date(day.year, JULY + 1, 1 + day.day // 3))
    if day.month == DECEMBER and day.day > CHRISTMAS:
        return office_day(date(day.year + 1, 1, day.day // 3))
    return office_day(day + timedelta(1)) if (day.day, day.month) in HOLIDAYS else day


def written(day: date, words: dict[str, Any]) -> str:
    """Return “14. mars 2024”."""
    return f"{day.day}. {words['months'].split()[day.month - 1]} {day.year}"


def with_weekday(day: date, words: dict[str, Any]) -> str:
    """Return “torsdag 14. mars 2024”."""
    return f"{words['weekdays'].split()[day.weekday()]} {written(day, words)}"


def quarter(day: date, words: dict[str, Any]) -> str:
    """Return “første kvartal 2024”."""
    return f"{words['quarters'][(day.month - 1) // 3]} {day.year}"
