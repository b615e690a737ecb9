"""Days on which few answer: told beside a deadline, never in its way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from mulighetsrom.web.common import workdays

if TYPE_CHECKING:
    from datetime import datetime

SUMMER: Final = range(28, 32)
"""The weeks in which most of the country is on holiday."""
CHRISTMAS: Final = ((12, 22), (1, 2))


def of(moment: datetime) -> list[str]:
    """Return codes for what speaks against a deadline or an event at a moment, the weightiest first."""
    day = timezone.localtime(moment).date()
    told = (
        ("public-holiday", day in workdays.holidays(day.year)),
        ("weekend", day.weekday() >= workdays.SATURDAY),
        ("easter-week", is_easter_week(day)),
        ("summer", day.isocalendar().week in SUMMER),
        ("christmas", (day.month, day.day) >= CHRISTMAS[0] or (day.month, day.day) <= CHRISTMAS[1]),
    )
    return [code for code, is_so in told if is_so]


def is_easter_week(day: date) -> bool:
    """Tell whether a day is from Palm Sunday to Easter Monday."""
    sunday = workdays.easter(day.year)
    return sunday - timedelta(days=7) <= day <= sunday + timedelta(days=1)
