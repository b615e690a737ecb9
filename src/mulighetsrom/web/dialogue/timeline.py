"""The plan of a dialogue, counted back from what is held and handed in, and on from there to its answer.

Pure: from the parts and two days to lines. What a part says itself (its deadline, when it is held) stands as it is;
every other line is at 12:00 on a working day on which few are away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from mulighetsrom.web.common import workdays
from mulighetsrom.web.dialogue import caution, timetable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PUBLISH, DOFFIN, ANSWERS, SUMMARY, ANSWER = "publish", "doffin", "answers", "summary", "answer"
SIGN_UP, WISHES, DRAW, QUESTIONS, MINUTES = "sign-up", "wishes", "draw", "questions", "minutes"
HELD, INPUT, COMMENTS = "held", "input", "comments"
OF_PART: Final = frozenset({SIGN_UP, WISHES, HELD, INPUT, COMMENTS})
"""The lines whose day is what the part itself says: they follow it, and nobody moves them here."""
DEADLINES: Final = {
    "conference": SIGN_UP, "workshop": SIGN_UP, "meetings": WISHES, "input": INPUT, "comments": COMMENTS,
}  # fmt: skip
"""What the deadline of each kind of part is for."""

TO_ANSWER: Final = 5
"""Working days before the first event or deadline by which questions should be answered, so that all can use it."""
TO_SEND_QUESTIONS: Final = 5
"""Working days before the first meeting by which every company has the questions."""
TO_WRITE_MINUTES: Final = 5
"""Working days after the last meeting until every company has its minutes to confirm."""
TO_SUMMARISE: Final = 15
"""Working days after the last event or deadline until everybody can read what was heard."""
TO_END: Final = timedelta(days=30)
"""From the last event or deadline until everybody knows what comes of it."""
DOFFIN_FIRST: Final = 2
"""Working days before publication by which a notice on form 4 is sent: TED has it first (FOA § 21-1 (5))."""


@dataclass(frozen=True, slots=True)
class Held:
    """A part as a plan sees it; `name` is its public id."""

    name: str
    kind: str
    starts: datetime | None
    ends: datetime | None
    deadline: datetime | None


@dataclass(frozen=True, slots=True)
class Due:
    """A line of a plan: what is due when, and of which part; empty where it is the whole dialogue's."""

    kind: str
    part: str
    at: datetime


def plan(parts: Iterable[Held], *, begun: date, doffin_first: bool = False) -> list[Due]:
    """Return the lines in order. Nothing that must be done before is due earlier than `begun`, the plan's first day.

    Without a part that says when it is, there is nothing to count from and no line.
    """
    rows = list(parts)
    moments = [at for part in rows for at in (part.starts, part.ends, part.deadline) if at]
    if not moments:
        return []
    lines = [*_before(rows, begun, doffin_first=doffin_first), *_of_parts(rows, begun), *_after(max(moments))]
    order = ORDER if doffin_first else (PUBLISH, *ORDER)  # a notice on form N4 leads to a page that is public
    return sorted(lines, key=lambda line: (line.at, order.index(line.kind), line.part))


def _before(rows: list[Held], begun: date, *, doffin_first: bool) -> Iterator[Due]:
    """Yield what is done before suppliers come: told 28 days before the first deadline, questions answered in time."""
    deadlines = [part.deadline or part.starts for part in rows if part.deadline or part.starts]
    first = timetable.local_date(min(at for at in deadlines if at))
    publish = _day(first - caution.ENOUGH, begun)
    yield Due(PUBLISH, "", noon(publish))
    yield Due(DOFFIN, "", noon(_day(_back(publish, DOFFIN_FIRST), begun) if doffin_first else publish))
    events = [part.starts for part in rows if part.starts] or [at for at in deadlines if at]
    yield Due(ANSWERS, "", noon(_day(_back(timetable.local_date(min(events)), TO_ANSWER), begun)))


def _of_parts(rows: list[Held], begun: date) -> Iterator[Due]:
    for part in rows:
        if part.deadline:
            yield Due(DEADLINES[part.kind], part.name, part.deadline)
        if part.starts:
            yield Due(HELD, part.name, part.starts)
        if part.kind == "meetings":
            yield from _of_meetings(part, begun)


def _of_meetings(part: Held, begun: date) -> Iterator[Due]:
    if part.deadline:
        after = workdays.add(timetable.local_date(part.deadline), 1)
        yield Due(DRAW, part.name, noon(caution.calm(after)))
    if part.starts:
        day = _back(timetable.local_date(part.starts), TO_SEND_QUESTIONS)
        yield Due(QUESTIONS, part.name, noon(_day(day, begun)))
    if part.ends:
        after = workdays.add(timetable.local_date(part.ends), TO_WRITE_MINUTES)
        yield Due(MINUTES, part.name, noon(caution.calm(after)))


def _after(last: datetime) -> Iterator[Due]:
    day = timetable.local_date(last)
    summary = caution.calm(workdays.add(day, TO_SUMMARISE))
    yield Due(SUMMARY, "", noon(summary))
    yield Due(ANSWER, "", noon(max(summary, caution.calm(day + TO_END))))


def noon(day: date) -> datetime:
    """Return 12:00 of a day by Norway's clock."""
    return timetable.moment(day, caution.NOON)


def _day(day: date, begun: date) -> date:
    """Return the last calm day that is not after this one; the first calm one from `begun` on where that is past."""
    found = caution.calm(day, -1)
    return found if found >= begun else caution.calm(begun)


def _back(day: date, count: int) -> date:
    """Return the working day that comes `count` working days before a day."""
    while count:
        day -= timedelta(days=1)
        count -= workdays.is_workday(day)
    return day


ORDER: Final = (
    DOFFIN, PUBLISH, ANSWERS, SIGN_UP, WISHES, DRAW, QUESTIONS, HELD, INPUT, COMMENTS, MINUTES, SUMMARY, ANSWER,
)  # fmt: skip
"""The kinds of lines, in the order of those that are due at one moment."""
