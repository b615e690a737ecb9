"""Times for one-to-one meetings: all equally long, with pauses, for several teams at once, around lunch.

People say times by Norway's clock; lengths and pauses are minutes that pass, whatever the clock does meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

OSLO: Final = ZoneInfo("Europe/Oslo")
MOST: Final = 500
"""How many times one set-up makes at most."""


class TimetableError(Exception):
    """Raised when times cannot be made: `code` says why, `day` on which day."""

    def __init__(self, code: str, day: date | None = None) -> None:
        super().__init__(f"{code} {day or ''}".strip())
        self.code, self.day = code, day


class Lunch(NamedTuple):
    """A break by the clock, the same every day, in which no meeting is held."""

    starts: time
    ends: time


class Span(NamedTuple):
    """When one team, counted from 1, can hold one meeting; moments in UTC."""

    team: int
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class Asked:
    """What somebody who plans meetings is asked; `each_day` is how many meetings each team holds in a day."""

    days: tuple[date, ...]
    first: time
    length: timedelta
    pause: timedelta
    each_day: int
    teams: int
    lunch: Lunch | None = None


def times(asked: Asked) -> list[Span]:
    """Return all times, by moment and team. Raises TimetableError: empty, too-many, lunch, no-such-time, too-late."""
    days = sorted(set(asked.days))
    if not days or min(asked.each_day, asked.teams) < 1 or asked.length <= timedelta(0) or asked.pause < timedelta(0):
        raise TimetableError("empty")
    if len(days) * asked.each_day * asked.teams > MOST:
        raise TimetableError("too-many")
    if asked.lunch and asked.lunch.starts >= asked.lunch.ends:
        raise TimetableError("lunch")
    teams = range(1, asked.teams + 1)
    return [Span(team, start, start + asked.length) for day in days for start in _starts(day, asked) for team in teams]


def moment(day: date, at: time) -> datetime:
    """Return when the clock in Norway shows this; of two moments the one that `at.fold` says, usually the first.

    Raises TimetableError: no-such-time.
    """
    local = datetime.combine(day, at, OSLO)
    utc = local.astimezone(UTC)
    if utc.astimezone(OSLO).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise TimetableError("no-such-time", day)
    return utc


def local_date(at: datetime) -> date:
    """Return the day in Norway on which a moment falls."""
    return at.astimezone(OSLO).date()


def _starts(day: date, asked: Asked) -> list[datetime]:
    lunch = (moment(day, asked.lunch.starts), moment(day, asked.lunch.ends)) if asked.lunch else None
    found: list[datetime] = []
    at = moment(day, asked.first)
    for _ in range(asked.each_day):
        if lunch and at < lunch[1] and at + asked.length > lunch[0]:
            at = lunch[1]
        if local_date(at + asked.length - timedelta.resolution) != day:  # a meeting may end at midnight
            raise TimetableError("too-late", day)
        found.append(at)
        at += asked.length + asked.pause
    return found
