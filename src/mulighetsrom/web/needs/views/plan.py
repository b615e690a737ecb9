"""A municipality's plan: for everybody, and for its own people."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Link, Notice
from mulighetsrom.web.drafting import amounts
from mulighetsrom.web.needs import access, lines, wording
from mulighetsrom.web.needs.forms.plan_filter import PlanFilter
from mulighetsrom.web.needs.queries import meeting as meetings
from mulighetsrom.web.needs.queries import plan as queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.needs.lines import ChangeView, LineView
    from mulighetsrom.web.needs.models import Meeting


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as the page writes it: words only, nothing left to decide."""

    line: LineView
    edit_url: str
    facts: list[tuple[str, str]]
    done: str
    notice_url: str
    focus_area: str
    need_url: str
    changes: list[dict[str, Any]]
    internal: list[str]


@require_safe
def plan(request: Request, organisation: str) -> HttpResponse:
    """Show what a municipality plans to buy, by year and quarter; to its own people also what is internal."""
    owner = access.buyer(organisation, by=request.actor)
    own = access.reads_plan_of(owner, by=request.actor)
    whole = own and request.GET.get("vis") != "offentlig"
    told = queries.own_plan(owner) if whole else queries.public_plan(owner)
    narrow = PlanFilter(request.GET, years=lines.years(told))
    chosen = [line for line in told if _is_chosen(line, narrow)]
    edit = whole and may(request.actor, May.PLAN)
    coming = [line for line in chosen if not line.done]
    done = sorted((line for line in chosen if line.done), key=lambda line: str(line.done_date), reverse=True)
    met = list(meetings.announced_by(owner))
    context = {
        "title": _("What %(name)s plans to buy") % {"name": owner.name},
        "owner": owner,
        "own": own,
        "whole": whole,
        "writes": edit,
        "waiting": sum(not line.published and line.planned for line in told),
        "notice": _only_us() if whole else None,
        "filter": narrow,
        "any": bool(told),
        "narrowed": any(narrow.chosen(name) for name in ("omrade", "aar")),
        "count": len(coming),
        "years": by_year(coming, edit=edit),
        "done": [shown(line, edit=edit) for line in done],
        "meetings": [_in_words(one) for one in met],
        "next": _next(met),
        "trail": trail(owner),
        "feed_url": reverse("needs:plan_file", args=[owner.public_id, "atom"]),
        "files": _files(owner, whole=whole),
    }
    return render(request, "needs/plan.html", context)


def _next(met: list[Meeting]) -> dict[str, str] | None:
    """Return the meeting that comes next, of an organisation's meetings that everybody can see."""
    coming = [one for one in met if one.state == one.State.ANNOUNCED and one.date >= timezone.localdate()]
    return _in_words(min(coming, key=lambda one: (one.date, one.starts))) if coming else None


def _files(owner: Organisation, *, whole: bool) -> list[tuple[str, str]]:
    forms = ("CSV", "XLSX") if whole else ("CSV", "XLSX", "JSON", "Atom")
    name = "needs:own_plan_file" if whole else "needs:plan_file"
    return [(form, reverse(name, args=[owner.public_id, form.lower()])) for form in forms]


def trail(owner: Organisation) -> list[Link]:
    return [
        Link(_("Front page"), reverse("insights:front")),
        Link(owner.name, reverse("accounts:organisation", args=[owner.public_id]), verbatim=True),
        Link(_("Plan"), reverse("needs:plan", args=[owner.public_id])),
    ]


def meetings_of(owner: Organisation, *, other_than: Meeting) -> list[dict[str, Any]]:
    """Return an organisation's meetings that everybody can see, in words, newest first."""
    return [_in_words(one) for one in meetings.announced_by(owner) if one != other_than]


def _in_words(meeting: Meeting) -> dict[str, str]:
    return {
        "public_id": meeting.public_id,
        "day": written.day(meeting.date),
        "state": str(meeting.get_state_display()),
    }


def by_year(told: Iterable[LineView], *, edit: bool) -> list[tuple[str, list[tuple[str, list[Shown]]]]]:
    """Return lines that are in order as the page groups them: years, in them quarters, in them lines."""
    return [
        (year, [(quarter, [shown(line, edit=edit) for line in of]) for quarter, of in groupby(within, key=_quarter)])
        for year, within in groupby(told, key=lambda line: line.year)
    ]


def shown(line: LineView, *, edit: bool = False, alone: bool = False) -> Shown:
    """Return a line in words; `alone`, where no heading above it says when it is expected."""
    facts = [
        (str(_("Planned for")), written.quarter(line.quarter) if line.done or alone else ""),
        (str(_("Probability")), str(wording.probability(line.probability)) if line.planned else ""),
        (str(_("Value")), wording.value(line.value_min, line.value_max)),
    ]
    return Shown(
        line=line,
        edit_url=reverse("needs:line", args=[line.owner, line.public_id]) if edit else "",
        facts=[fact for fact in facts if fact[1]] + (_decision(line) if line.planned else []),
        done=wording.done(line) if line.done else "",
        notice_url=amounts.notice_address(line.notice) if line.notice else "",
        need_url=reverse("needs:need", args=[line.need]) if line.need_title else "",
        focus_area=str(wording.focus_area(line.focus_area)),
        changes=[
            {
                "said": wording.change(one),
                "reason": one.reason,
                "day": written.local_day(one.at),
                "internal": one.internal,
            }
            for one in reversed(line.changes)
            if one is not _last_step(line)
        ],
        internal=[str(lines.NAMES[part]) for part in lines.PARTS if part in line.internal],
    )


def _last_step(line: LineView) -> ChangeView | None:
    """Return the step that brought a line out of the plan: what it tells stands in the line itself."""
    steps = [] if line.planned else [one for one in line.changes if one.field == "state"]
    return steps[-1] if steps else None


def _decision(line: LineView) -> list[tuple[str, str]]:
    said = wording.decision(line)
    return [(str(_("Political decision")), said)] if said else []


def _quarter(line: LineView) -> str:
    return written.quarter_alone(line.quarter) if line.quarter else ""


def _is_chosen(line: LineView, narrow: PlanFilter) -> bool:
    area, year = narrow.chosen("omrade"), narrow.chosen("aar")
    return (not area or line.focus_area == area) and (not year or line.year == year)


def _only_us() -> Notice:
    return Notice(
        _("You see everything."),
        _("What is marked as internal, and lines that are not published, only your people see."),
    )
