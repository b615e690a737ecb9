"""The events of a dialogue as text, for a form that has no field for them, in a layout that can be read back.

    Slik kan du delta

    1. Dialogkonferanse: Trygge netter
    Tid: tirsdag 9. mars 2027 kl. 09.00–12.00
    Sted: Rådhuset
    Form: Fysisk oppmøte eller video
    Frist: fredag 26. februar 2027 kl. 12.00
    Les mer og delta: https://...
    Program:
    - 09.00 Velkommen

Times are by Norway's clock, to the minute; in the hour that comes twice, it says which. `parse` finds the layout inside
any text, such as the whole of a notice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from mulighetsrom.web.dialogue.doffin.words import WORDS, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OSLO: Final = ZoneInfo("Europe/Oslo")
_NUMBERED: Final = re.compile(r"\d{1,3}\. (?P<name>\S.*)")
_SPAN: Final = re.compile(r"\s*–\s*")


@dataclass(frozen=True, slots=True)
class Event:
    """One way to take part: `kind` and `how` by the codes of Part, moments aware, programme as lines."""

    kind: str
    title: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    how: str = ""
    deadline: datetime | None = None
    url: str = ""
    programme: tuple[str, ...] = ()


def write(events: Iterable[Event], language: str) -> str:
    """Return the events as text in a language of `WORDS`."""
    words = WORDS[language]
    told = ["\n".join(_lines(number, event, words)) for number, event in enumerate(events, 1)]
    return "\n\n".join([words.heading, *told])


def parse(text: str) -> list[Event]:
    """Return the events that a text tells of in this layout, in whichever language; none where there are none."""
    for words in WORDS.values():
        lines = [line.strip() for line in text.splitlines()]
        if words.heading in lines:
            return list(_events(lines[lines.index(words.heading) + 1 :], words))
    return []


# --- written ----------------------------------------------------------------------------------------------------------


def _lines(number: int, event: Event, words: Words) -> Iterator[str]:
    kind = words.kinds[event.kind]
    yield f"{number}. {kind}: {_one_line(event.title)}" if _one_line(event.title) else f"{number}. {kind}"
    said = {
        words.time: _span(event, words),
        words.place: _one_line(event.place),
        words.how: words.ways.get(event.how, ""),
        words.deadline: _moment(event.deadline, words) if event.deadline else "",
        words.join: event.url,
    }
    yield from (f"{name}: {value}" for name, value in said.items() if value)
    programme = [_one_line(item) for item in event.programme if _one_line(item)]
    if programme:
        yield f"{words.programme}:"
        yield from (f"- {item}" for item in programme)


def _span(event: Event, words: Words) -> str:
    if not event.starts:
        return ""
    starts = _moment(event.starts, words)
    if not event.ends:
        return starts
    same = event.starts.astimezone(OSLO).date() == event.ends.astimezone(OSLO).date()
    ends = _clock(event.ends, words).removeprefix("kl. ") if same else _moment(event.ends, words)
    return f"{starts}–{ends}" if same else f"{starts} – {ends}"


def _moment(moment: datetime, words: Words) -> str:
    local = moment.astimezone(OSLO)
    day = words.day.format(
        weekday=words.weekdays[local.weekday()], day=local.day, month=words.months[local.month - 1], year=local.year
    )
    return f"{day} {_clock(moment, words)}"


def _clock(moment: datetime, words: Words) -> str:
    local = moment.astimezone(OSLO)
    clock = words.clock.format(local.hour, local.minute)
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        return clock
    return f"{clock} ({words.summer if local.dst() else words.winter})"


def _one_line(text: str) -> str:
    return " ".join(text.split())


# --- read -------------------------------------------------------------------------------------------------------------


def _events(lines: list[str], words: Words) -> Iterator[Event]:
    for at, line in enumerate(lines):
        if event := _named(line, words):
            rest = lines[at + 1 :]
            yield _told(event, list(takewhile(lambda one: one and not _named(one, words), rest)), words)


def _named(line: str, words: Words) -> Event | None:
    found = _NUMBERED.fullmatch(line)
    name, _at, title = found["name"].partition(": ") if found else ("", "", "")
    kind = next((code for code, called in words.kinds.items() if called == name), None)
    return Event(kind, title) if kind else None


def _told(event: Event, lines: list[str], words: Words) -> Event:
    said = dict(line.split(": ", 1) for line in lines if ": " in line and not line.startswith("- "))
    starts, *ends = _SPAN.split(said.get(words.time, ""), maxsplit=1)
    start = _read(starts, None, words)
    return replace(
        event,
        starts=start,
        ends=_read(ends[0], start, words) if ends else None,
        place=said.get(words.place, ""),
        how=next((code for code, called in words.ways.items() if called == said.get(words.how)), ""),
        deadline=_read(said.get(words.deadline, ""), None, words),
        url=said.get(words.join, ""),
        programme=tuple(line[2:] for line in lines if line.startswith("- ")),
    )


def _read(text: str, same_day: datetime | None, words: Words) -> datetime | None:
    """Return the moment that a text tells, on the day of `same_day` where it names none; None where it tells none."""
    clock = re.search(r"(\d{2})[.:](\d{2})(?: \((.+)\))?$", text)
    day = _day(text, words) or (same_day.astimezone(OSLO).date() if same_day else None)
    if not clock or not day:
        return None
    hour, minute = int(clock[1]), int(clock[2])
    try:
        local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=OSLO, fold=clock[3] == words.winter)
    except ValueError:
        return None
    return local.astimezone(UTC)


def _day(text: str, words: Words) -> date | None:
    months = "|".join(words.months)
    found = re.search(rf"\b(\d{{1,2}})\.? ({months}) (\d{{4}})\b", text)
    if not found:
        return None
    try:
        return date(int(found[3]), words.months.index(found[2]) + 1, int(found[1]))
    except ValueError:
        return None


def differ(event: Event, other: Event) -> bool:
    """Tell whether two tell different times; a minute's difference is one."""
    pairs = [(event.starts, other.starts), (event.ends, other.ends), (event.deadline, other.deadline)]
    return any(_apart(one, two) for one, two in pairs)


def _apart(one: datetime | None, two: datetime | None) -> bool:
    if one is None or two is None:
        return one is not two
    return abs(one - two) >= timedelta(minutes=1)


def without_programme(event: Event) -> Event:
    return replace(event, programme=())
