"""My desk: what waits for a person today, this week, later, and what they wait for themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import registry, written
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.needs.queries import desk as queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.common.registry import Task

KIND: Final = "slag"
AT_ONCE: Final = 10
"""How many lines of a group are shown before the rest is folded away."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on the desk, with its day in words; `late` where the day is past."""

    task: Task
    day: str
    late: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that are to be done about the same time."""

    name: str
    heading: StrOrPromise
    lines: Sequence[Line]

    @property
    def first(self) -> Sequence[Line]:
        return self.lines[:AT_ONCE]

    @property
    def rest(self) -> Sequence[Line]:
        return self.lines[AT_ONCE:]


@require_safe
def desk(request: Request) -> HttpResponse:
    """Show what waits for whoever is logged in."""
    accounts.me(by=request.actor)
    away = [part for keep in registry.kept_away for part in keep(request.actor)]
    waiting = (task for tell in registry.desk for task in tell(request.actor))
    tasks = [task for task in waiting if not any(part in task.url for part in away)]
    kinds = {str(task.kind): 0 for task in tasks}
    chosen = request.GET.get(KIND, "")
    chosen = chosen if chosen in kinds else ""
    groups = _groups([task for task in tasks if not chosen or task.kind == chosen])
    context = {
        "title": _("My desk"),
        "summary": _summary(tasks),
        "filters": _filters(tasks, chosen),
        "groups": groups,
        "is_first_time": may(request.actor, May.WRITE) and queries.has_none(request.actor),
        "steps": _steps(),
        "plan": request.actor.acting_for if may(request.actor, May.PLAN) else "",
        "writes": may(request.actor, May.WRITE),
        "people": reverse("accounts:invite", args=[request.actor.acting_for])
        if may(request.actor, May.PEOPLE) and request.actor.acting_for
        else "",
    }
    return render(request, "needs/desk.html", context)


def _groups(tasks: Sequence[Task]) -> list[Group]:
    today = timezone.localdate()
    sunday = today + timedelta(days=6 - today.weekday())
    groups: dict[str, list[Line]] = {"late": [], "today": [], "week": [], "later": [], "others": []}
    for task in sorted(tasks, key=lambda task: (task.due is None, task.due or today)):
        groups[_when(task, today, sunday)].append(_line(task, today))
    headings = {
        "late": _("Overdue"),
        "today": _("Today"),
        "week": _("This week"),
        "later": _("Later, or without a day"),
        "others": _("Waiting for others"),
    }
    return [Group(name, headings[name], lines) for name, lines in groups.items() if lines]


def _when(task: Task, today: date, sunday: date) -> str:
    if task.waits_for_others:
        return "others"
    if task.due is None or task.due > sunday:
        return "later"
    if task.due < today:
        return "late"
    return "today" if task.due == today else "week"


def _line(task: Task, today: date) -> Line:
    if task.due is None:
        return Line(task, "", late=False)
    if task.due < today:
        return Line(task, _("was due %(day)s") % {"day": written.day(task.due)}, late=not task.waits_for_others)
    if task.due == today:
        return Line(task, _("today"), late=False)
    if task.due.year != today.year:
        return Line(task, written.day(task.due), late=False)
    # Translators: Django's letters for a weekday and a day, such as Friday 27 November.
    return Line(task, date_format(task.due, _("l j F")), late=False)


def _summary(tasks: Sequence[Task]) -> str:
    """Count in words what waits for the person, and for others."""
    today = timezone.localdate()
    mine = [task for task in tasks if not task.waits_for_others]
    others = len(tasks) - len(mine)
    now = sum(task.due is not None and task.due <= today for task in mine)
    said = []
    if mine:
        said.append(ngettext("%(n)s thing waits for you.", "%(n)s things wait for you.", len(mine)) % _n(len(mine)))
    if now:
        said.append(ngettext("%(n)s is due today or overdue.", "%(n)s are due today or overdue.", now) % _n(now))
    if others:
        said.append(ngettext("%(n)s waits for others.", "%(n)s wait for others.", others) % _n(others))
    return " ".join(said)


def _n(count: int) -> dict[str, str]:
    return {"n": written.number(count)}


def _filters(tasks: Sequence[Task], chosen: str) -> list[Link]:
    """Return a link for each kind with its count, and one for all; none where there is only one kind."""
    counted: dict[str, int] = {}
    for task in tasks:
        counted[str(task.kind)] = counted.get(str(task.kind), 0) + 1
    if len(counted) < 2:  # noqa: PLR2004 - of one kind there is nothing to choose
        return []
    here = reverse("needs:desk")
    all_ = Link(_("Everything (%(n)s)") % _n(len(tasks)), here, current=not chosen)
    return [
        all_,
        *(
            Link(f"{kind} ({written.number(count)})", f"{here}?{urlencode({KIND: kind})}", current=kind == chosen)
            for kind, count in sorted(counted.items())
        ),
    ]


def _steps() -> list[tuple[StrOrPromise, StrOrPromise]]:
    return [
        (
            _("Describe a need"),
            _("Six short parts, in the residents' words. It takes about twenty minutes, and is saved as you write."),
        ),
        (
            _("Let colleagues read it"),
            _("They comment beside each part. Then somebody who may approve gets it on one page, on the phone too."),
        ),
        (
            _("Publish, and answer"),
            _("Everybody can read the need and ask about it. The questions come here, to your desk."),
        ),
    ]
