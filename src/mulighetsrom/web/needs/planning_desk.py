"""What waits with the plan and the contact meetings of an organisation, and the work with them that somebody leaves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import workdays, written
from mulighetsrom.web.common.registry import OpenWork, Task
from mulighetsrom.web.needs.actions import responsibility
from mulighetsrom.web.needs.queries import meeting as meetings
from mulighetsrom.web.needs.queries import plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.needs.models import Line, Meeting

LONGEST_OF_TEXT: Final = 60
"""How much of a contribution the desk tells: a line may have many."""
DAYS_TO_ANSWER: Final = 10
"""Working days from when a meeting takes no more contributions until each should be answered."""


def waits(by: Actor) -> Iterator[Task]:
    """Yield what waits with the plan and the meetings, for those who may do it."""
    if by.acting_for and may(by, May.ANSWER):
        yield from _to_answer(by.acting_for)
    if by.acting_for and may(by, May.PLAN):
        yield from _of_lines(by.acting_for)
        yield from _of_meetings(by.acting_for)


def end_of(quarter: str) -> date:
    """Return the last day of a quarter such as 2027-Q3."""
    months = 3 * int(quarter[-1])
    first_after = date(int(quarter[:4]) + months // 12, months % 12 + 1, 1)
    return first_after - timedelta(days=1)


def _to_answer(owner: str) -> Iterator[Task]:
    for one in meetings.unanswered(owner):
        meeting = one.presented.meeting
        url = reverse("needs:answer", args=[meeting.public_id, one.public_id])
        due = workdays.add(meeting.contributions_until, DAYS_TO_ANSWER)
        title = f"{one.presented.line.title}: {Truncator(one.text).chars(LONGEST_OF_TEXT)}"
        yield Task(title, url, _("Contribution to answer"), due=due, verbatim=True)


def _of_lines(owner: str) -> Iterator[Task]:
    for line in plan.overdue(owner):
        yield _line(owner, line, _("The quarter has passed"), end_of(line.quarter))
    for line in plan.past_decision(owner):
        yield _line(owner, line, _("The day of the decision has passed"), line.decision_date)


def _of_meetings(owner: str) -> Iterator[Task]:
    for meeting in meetings.without_outcomes(owner):
        url = reverse("needs:meeting", args=[meeting.public_id])
        yield Task(_title(meeting), url, _("Tell what became of the lines"))


def _line(owner: str, line: Line, kind: str, due: date | None) -> Task:
    return Task(line.title, reverse("needs:line", args=[owner, line.public_id]), kind, due=due, verbatim=True)


def _title(meeting: Meeting) -> str:
    return _("Contact meeting %(day)s") % {"day": written.day(meeting.date)}


def _found(person: str, organisation: str) -> Iterator[tuple[str, str]]:
    for line in plan.open_of(person, organisation):
        yield line.title, reverse("needs:line", args=[organisation, line.public_id])
    for meeting in meetings.open_of(person, organisation):
        yield _title(meeting), reverse("needs:meeting", args=[meeting.public_id])


OPEN_WORK: Final = OpenWork(found=_found, move=responsibility.hand_over_plan)
