"""What one-to-one meetings put on the desks of a municipality's people, and of the companies that they meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import workdays, written
from mulighetsrom.web.common.registry import Task
from mulighetsrom.web.dialogue import timeline
from mulighetsrom.web.dialogue.log.gaps import Gap
from mulighetsrom.web.dialogue.models import Meetings
from mulighetsrom.web.dialogue.queries import meeting_desk as queries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue, Request


def waits(by: Actor) -> Iterator[Task]:
    """Yield what is to be done about meetings, from opening them to the minutes; for a company, when it meets whom."""
    if may(by, May.PUBLISH):
        for row in queries.to_run(by):
            yield _to_run(row, row.title)
        for one in queries.to_note(by):
            yield Task(_which(one), _page(one), _("Was the meeting held?"), due=_day(one), verbatim=True)
    for one in queries.minutes_to_write(by) if may(by, May.WRITE) else ():
        due = workdays.add(_day(one), timeline.TO_WRITE_MINUTES)
        yield Task(_which(one), _minutes(one), _("Minutes to write and send"), due=due, verbatim=True)
    if may(by, May.OFFER):
        for one in queries.minutes_to_confirm(by):
            yield Task(one.title, _minutes(one), _("Minutes to confirm"), due=one.minutes.due_date, verbatim=True)
        for one in queries.ahead(by):
            yield Task(one.title, _page(one), _("Your meeting"), due=_day(one), waits_for_others=True, verbatim=True)


def without_minutes(dialogue: Dialogue) -> Iterator[Gap]:
    """Yield the meetings that were held, and of which no company has been sent what was told."""
    for one in queries.without_minutes(dialogue):
        told = {"company": one.company.name, "day": written.day(_day(one))}
        yield Gap(
            _("Minutes of a held meeting are lacking: %(company)s, %(day)s") % told,
            _("Nobody else can know what was told there before the company has confirmed it."),
            _minutes(one),
            _("To the minutes"),
        )


def _to_run(row: Meetings, title: str) -> Task:
    until = row.part.deadline_at
    url = reverse("dialogue:meetings_plan", args=[row.part.dialogue.public_id, row.part.public_id])
    kinds = {
        Meetings.State.PREPARED: _("Meetings to open for wishes"),
        Meetings.State.OPEN: _("Meetings that lack people in a team"),
        Meetings.State.FROZEN: _("Times to draw"),
    }
    due = timezone.localtime(until).date() if until else None
    return Task(title, url, kinds[Meetings.State(row.state)], due=due, verbatim=True)


def _day(one: Request) -> date:
    return timezone.localtime(one.slot.starts_at).date()


def _which(one: Any) -> str:
    """Return whom one met when, and in which dialogue."""
    return f"{one.company.name}, {written.clock(one.slot.starts_at)} · {one.title}"


def _page(one: Request) -> str:
    return _address("meeting", one)


def _minutes(one: Request) -> str:
    return _address("minutes", one)


def _address(name: str, one: Request) -> str:
    part = one.meetings.part
    return reverse(f"dialogue:{name}", args=[part.dialogue.public_id, part.public_id, one.public_id])
