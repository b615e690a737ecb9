"""Numbers and days as the reader's language writes them: 1 021, 2,4 and 23. november 2026."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format, get_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

if TYPE_CHECKING:
    from datetime import date, datetime


def number(value: float, decimals: int = 0) -> str:
    """Write a number with that many decimals, its thousands apart."""
    # Rounded first: Django cuts digits off, and 9.96 would become 9.
    return number_format(round(value, decimals), decimal_pos=decimals, force_grouping=True)


def day(when: date) -> str:
    """Write a day in full."""
    # Translators: Django's letters for a day written in full, such as 23 November 2026.
    return date_format(when, pgettext("date", "j F Y"))


def local_day(moment: datetime) -> str:
    """Write the day in Norway on which a moment fell."""
    return day(timezone.localtime(moment))


def moment(when: datetime) -> str:
    """Write a moment by Norway's clock, with its day in full."""
    # Translators: Django's letters for a day and a time, such as 23 November 2026, 14:05.
    return _one_of_two(when, date_format(timezone.localtime(when), pgettext("date", "j F Y, H:i")))


def weekday(when: date) -> str:
    """Write a day in full with its weekday, such as Tuesday 9 March 2027."""
    # Translators: Django's letters for a weekday and a day, such as Tuesday 9 March 2027.
    return date_format(when, pgettext("date", "l j F Y"))


def clock(when: datetime) -> str:
    """Write the time by Norway's clock, such as 12:00."""
    return _one_of_two(when, _clock(when))


def weekday_moment(when: datetime) -> str:
    """Write a moment by Norway's clock with its weekday, such as Tuesday 9 March 2027 at 12:00."""
    told = {"day": weekday(timezone.localtime(when).date()), "clock": _clock(when)}
    return _one_of_two(when, _("%(day)s at %(clock)s") % told)


def second(when: datetime) -> str:
    """Write a moment to the second, where a deadline was close: such as Tuesday 9 March 2027 at 12:00:03."""
    local = timezone.localtime(when)
    told = {"day": weekday(local.date()), "clock": f"{local:%H:%M:%S}"}
    return _one_of_two(when, _("%(day)s at %(clock)s") % told)


def seconds(when: datetime) -> str:
    """Write the seconds of a moment to the thousandth, such as 53.225."""
    return f"{when:%S}{get_format('DECIMAL_SEPARATOR')}{when.microsecond // 1000:03}"


def span(starts: datetime, ends: datetime) -> str:
    """Write from when to when by Norway's clock; of two on one day, the day once."""
    if timezone.localtime(starts).date() == timezone.localtime(ends).date():
        return f"{weekday_moment(starts)}–{clock(ends)}"
    return f"{weekday_moment(starts)} – {weekday_moment(ends)}"


def quarter(written_as: str) -> str:
    """Write 2027-Q3 in words; nothing where it is not told."""
    if not written_as:
        return ""
    return _("quarter %(number)s of %(year)s") % {"number": written_as[-1], "year": written_as[:4]}


def quarter_alone(written_as: str) -> str:
    """Write the quarter of 2027-Q3 without its year."""
    return _("Quarter %(number)s") % {"number": written_as[-1]}


def _clock(when: datetime) -> str:
    return date_format(timezone.localtime(when), "H:i")


def _one_of_two(when: datetime, told: str) -> str:
    """Say which of the two it is, where the clock shows a time twice since it is put back that night."""
    local = timezone.localtime(when)
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        return told
    which = _("%(moment)s (winter time)") if local.fold else _("%(moment)s (summer time)")
    return which % {"moment": told}
