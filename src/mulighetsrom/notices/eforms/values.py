"""From the text of an element to the value of a column."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from mulighetsrom.notices.schema import BOOL, DATE, INT, MONEY, NUMBER

if TYPE_CHECKING:
    from collections.abc import Callable

OSLO = ZoneInfo("Europe/Oslo")
YEARS = range(1990, 2200)  # a contract may be said to end in 2099; 9999 and 20223 are slips
CENT = Decimal("0.01")
LARGEST = 10**15
COUNTS = range(100_000)  # of tenders, renewals, ranks
LANGUAGES = dict(
    re.findall(
        r"(\w+):(\w+)",
        """
        NOB:nb NNO:nn NOR:no SME:se SMA:sma SMJ:smj ISL:is UKR:uk BUL:bg CES:cs DAN:da DEU:de ELL:el ENG:en SPA:es
        EST:et FIN:fi FRA:fr GLE:ga HRV:hr HUN:hu ITA:it LAV:lv LIT:lt MLT:mt NLD:nl POL:pl POR:pt RON:ro SLK:sk
        SLV:sl SWE:sv
        """,
    ),
)


class Impossible(ValueError):  # noqa: N818 - it is told to people, not to programmers
    """A value that cannot be what its column asks for; `code` says why."""

    def __init__(self, code: str, expected: str) -> None:
        super().__init__(expected)
        self.code = code


def language(code: str) -> str:
    """Return ISO 639-1 for the three-letter code that notices use; what is unknown stays as written, lower case."""
    return LANGUAGES.get(code.upper()) or code.lower()


@lru_cache(maxsize=4096)
def day(text: str) -> date:
    """Read an XML date, its offset left aside: the day as the buyer wrote it."""
    written = text[:10]
    try:
        if written[4] != "-" or written[7] != "-" or text[10:11].isdigit():
            raise Impossible("impossible-date", "a day as yyyy-mm-dd")
        found = date.fromisoformat(written)
    except (ValueError, IndexError):
        raise Impossible("impossible-date", "a day as yyyy-mm-dd") from None
    if found.year not in YEARS:
        raise Impossible("impossible-date", f"a year from {YEARS.start} to {YEARS.stop - 1}")
    return found


@lru_cache(maxsize=4096)
def moment(day_text: str, time_text: str) -> datetime:
    """Read an XML date and an XML time as one moment in UTC; without an offset they are Norwegian time."""
    try:
        clock = time.fromisoformat(time_text)
    except ValueError:
        raise Impossible("impossible-time", "a time as hh:mm:ss with an offset") from None
    zone = clock.tzinfo or _offset(day_text[10:]) or OSLO
    return datetime.combine(day(day_text), clock.replace(tzinfo=None), zone).astimezone(UTC)


def midnight(day_text: str) -> datetime:
    """Return when a day begins in Oslo, in UTC."""
    return datetime.combine(day(day_text), time.min, OSLO).astimezone(UTC)


def last_second(when: date) -> datetime:
    """Return when a day ends in Oslo, in UTC: a deadline given as a day lasts as long as the day."""
    return datetime.combine(when, time(23, 59, 59), OSLO).astimezone(UTC)


def _offset(text: str) -> tzinfo | None:
    try:
        return time.fromisoformat(f"00:00{text}").tzinfo if text else None
    except ValueError:
        return None


def money(text: str) -> Decimal:
    """Read an amount with at most two decimals; more are rounded."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise Impossible("impossible-number", "an amount as 1234.56") from None
    if not amount.is_finite() or abs(amount) >= LARGEST:
        raise Impossible("impossible-number", f"an amount below {LARGEST:.0e}")
    return amount.quantize(CENT)


def whole(text: str) -> int:
    """Read a count, also where it is written as 3.0."""
    number = money(text)
    if number != int(number) or int(number) not in COUNTS:
        raise Impossible("impossible-number", f"a whole number from 0 to {COUNTS.stop - 1}")
    return int(number)


def number(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        raise Impossible("impossible-number", "a number as 12.5") from None
    if not isfinite(found):
        raise Impossible("impossible-number", "a number as 12.5")
    return found


def truth(text: str) -> bool:
    try:
        return {"true": True, "false": False, "1": True, "0": False}[text.lower()]
    except KeyError:
        raise Impossible("impossible-indicator", "true or false") from None


CONVERTERS: dict[Any, Callable[[str], Any]] = {DATE: day, MONEY: money, INT: whole, NUMBER: number, BOOL: truth}
