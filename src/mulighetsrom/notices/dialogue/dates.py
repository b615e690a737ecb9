"""The stated day of an event and the stated deadline for answers, out of running text in many languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from mulighetsrom.notices.dialogue import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mulighetsrom.notices.dialogue.passages import Passage

HORIZON = timedelta(days=270)
"""How long after its notice an event can lie; what lies later is a contract's start."""
NEAR_BEFORE, NEAR_AFTER = 90, 50
"""Characters before and after a date where a word may say what the date is."""

_DAY = r"(?P<day>[0-3]?\d)"
_EARLIER_DAY = r"(?:(?P<first>[0-3]?\d)\.?\s?(?:og|and|und|et|ja|en|y|e|til|to|bis|au|[-–/&])\s?(?:(?:den|le|the)\s)?)?"
_NUMERIC = (
    r"(?P<year>20\d\d)-(?P<month>[01]?\d)-" + _DAY,
    _EARLIER_DAY + _DAY + r"[./]\s?(?P<month>[01]?\d)(?:[./-]\s?(?P<year>20\d\d|\d\d)(?!\d)|\.(?!\d)|(?=\s|$|,))",
)
_NAMED = (
    _EARLIER_DAY
    + _DAY
    + r"(?:\.|st|nd|rd|th|er|º)?\s?(?:of |de |d['’])?(?P<name>{months})\.?,?(?:\s(?:de )?(?P<year>20\d\d))?",
    r"(?P<name>{months})\.?\s" + _DAY + r"(?:st|nd|rd|th)?(?:,?\s(?P<year>20\d\d))?",
)


@dataclass(frozen=True)
class Stated:
    """A date in a passage: what it is, and where."""

    day: date
    passage: Passage
    start: int
    end: int


@cache
def _patterns(languages: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    named = "|".join(sorted(map(words.pattern, _months(languages)), key=len, reverse=True))
    written = (*_NUMERIC, *(form.replace("{months}", named) for form in _NAMED))
    return tuple(re.compile(rf"(?<![\w.,/]){form}(?!\w|\.\d)") for form in written)


@cache
def _months(languages: tuple[str, ...]) -> dict[str, int]:
    return {
        name: number
        for language in reversed(words.every())
        if set(language.languages) & set(languages)
        for number, name in enumerate(language.months, 1)
    }


def _month(name: str, languages: tuple[str, ...]) -> int:
    months = _months(languages)
    return next(number for written, number in months.items() if re.fullmatch(words.pattern(written), name))


def stated(passage: Passage, published: date | None) -> Iterator[Stated]:
    """Every date of a passage that can be an event's or deadline's to come; without a year it is the next such day."""
    languages = tuple(chain.from_iterable(language.languages for language in passage.words))
    for pattern in _patterns(languages):
        for found in pattern.finditer(passage.lower):
            day = _day(found, languages, published)
            if day and (published is None or published <= day <= published + HORIZON):
                yield Stated(day, passage, *found.span())


def _day(found: re.Match[str], languages: tuple[str, ...], published: date | None) -> date | None:
    parts = found.groupdict()
    month = int(parts["month"]) if parts.get("month") else _month(parts["name"], languages)
    day = int(parts.get("first") or parts["day"])
    if parts["year"]:
        return _valid(int(parts["year"]) % 100 + 2000, month, day)
    return _next(month, day, published)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _next(month: int, day: int, published: date | None) -> date | None:
    if published is None:
        return None
    years = (published.year, published.year + 1)
    return next((day_ for year in years if (day_ := _valid(year, month, day)) and day_ >= published), None)


def event_and_deadline(passages: Sequence[Passage], published: date | None) -> tuple[date | None, date | None]:
    """The first stated day of an event, and the last stated deadline for sign-up or answers."""
    events: set[date] = set()
    deadlines: set[date] = set()
    for each in chain.from_iterable(stated(passage, published) for passage in passages):
        {"event": events, "deadline": deadlines}.get(_what(each), set()).add(each.day)
    return min(events, default=None), max(deadlines, default=None)


def _what(each: Stated) -> str:
    """What a date is: the role of the word nearest to it, before it rather than after it."""
    first, last = each.passage.sentence(each.start, each.end)
    first, last = max(first, each.start - NEAR_BEFORE), min(last, each.end + NEAR_AFTER)
    cues = chain(_cues(each.passage, first, each.start, -1), _cues(each.passage, each.end, last, 1))
    return min(cues, key=_nearest, default=(0, ""))[1]


def _nearest(cue: tuple[int, str]) -> tuple[int, bool]:
    """Nearer is better; «tilbudsfrist» is both a tender's word and a deadline's, and the tender wins."""
    return cue[0], cue[1] != "tender"


def _cues(passage: Passage, first: int, last: int, side: int) -> Iterator[tuple[int, str]]:
    """The words between two places that say what a date is, as (distance from the date, role)."""
    for language in passage.words:
        for role in words.DATE_CUES:
            for found in language[role].finditer(passage.lower, first, last):
                yield (last - found.end() if side < 0 else _after(found.start() - first)), role


def _after(distance: int) -> int:
    """A word after the date counts less than any before it, unless it follows at once, as in «9.9.2022 mennessä»."""
    return 0 if distance <= 1 else distance + NEAR_BEFORE
