"""What is better thought over once more about a day and a deadline; none of it stops anybody."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common import workdays
from mulighetsrom.web.dialogue.timetable import OSLO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_stubs_ext import StrOrPromise

NOON: Final = time(12)
ENOUGH: Final = timedelta(days=28)
"""How long suppliers should have (guidance from DFØ and LUP: 28 days or more)."""
SUMMER_WEEKS: Final = range(28, 32)
SAYS: Final[dict[str, StrOrPromise]] = {
    "weekend": _("It is a weekend: nobody answers the phone."),
    "holiday": _("It is a public holiday."),
    "easter": _("It is in Easter week, when many are away."),
    "summer": _("It is in weeks 28–31, when most of Norway is on holiday."),
    "christmas": _("It is between 22 December and 2 January, when many are away."),
    "not-noon": _("Deadlines are at 12:00 by custom: somebody is there to help, and nobody has to work at night."),
    "short": _("Suppliers get less than 28 days. Small firms and firms abroad need the time."),
    "past": _("It has passed."),
    "twice": _("The clock shows this time twice that night, since summer time ends. The later of the two counts."),
}


def of_day(day: date) -> Iterator[str]:
    """Yield what is odd about a day on which somebody should come or answer, in the codes of `SAYS`."""
    if day.weekday() >= workdays.SATURDAY:
        yield "weekend"
    if day in workdays.holidays(day.year):
        yield "holiday"
    if _in_easter_week(day):
        yield "easter"
    if day.isocalendar().week in SUMMER_WEEKS:
        yield "summer"
    if (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2):
        yield "christmas"


def of_moment(moment: datetime, *, deadline: bool, told: datetime, enough: timedelta = ENOUGH) -> Iterator[str]:
    """Yield what is odd about a moment that is told of at `told`, in the codes of `SAYS`; people need `enough`."""
    local = moment.astimezone(OSLO)
    yield from of_day(local.date())
    if deadline and local.timetz().replace(tzinfo=None) != NOON:
        yield "not-noon"
    if moment <= told:
        yield "past"
    elif moment - told < enough:
        yield "short"
    if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
        yield "twice"


def is_calm(day: date) -> bool:
    """Tell whether nothing is odd about a day."""
    return not any(of_day(day))


def calm(day: date, step: int = 1) -> date:
    """Return the first day about which nothing is odd: this one, or the nearest after it (before it with step -1)."""
    while not is_calm(day):
        day += timedelta(days=step)
    return day


def _in_easter_week(day: date) -> bool:
    sunday = workdays.easter(day.year)
    return sunday - timedelta(days=6) <= day <= sunday + timedelta(days=1)
