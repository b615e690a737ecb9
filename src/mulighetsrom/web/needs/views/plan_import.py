"""Reading a plan from a file: first a look at every row, then those that are chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Cell, Column, Link, Notice, Table, Tone
from mulighetsrom.web.common.kernel import EditConflictError, StageConflictError
from mulighetsrom.web.common.uploads import takes_files
from mulighetsrom.web.needs import access, lines, plan_reading, wording
from mulighetsrom.web.needs.actions import plan as plan_actions
from mulighetsrom.web.needs.actions import plan_import as actions
from mulighetsrom.web.needs.forms.plan_import import PlanFileForm, TakeForm
from mulighetsrom.web.needs.queries import plan_import as queries
from mulighetsrom.web.needs.views.plan import trail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.needs.models import PlanImport
    from mulighetsrom.web.needs.plan_reading import Problem
    from mulighetsrom.web.needs.queries.plan_import import Told

SAID: Final[dict[str, Callable[[Any], Any]]] = {
    "probability": wording.probability,
    "focus_area": wording.focus_area,
    "quarter": written.quarter,
    "value_min": wording.plain_amount,
    "value_max": wording.plain_amount,
    "need": lambda need: need.public_id,
    "cpv": ", ".join,
    "internal": lambda parts: ", ".join(str(lines.NAMES[part]) for part in parts),
}
"""How a column's value is written for the reader, where it is not written as it is."""


MOST_SHOWN: Final = 3
"""How many of the cells with the same mistake are shown as they stand."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A row that can be taken: whether it is marked, what a new line would be, or what would change."""

    row: Told
    is_marked: bool
    about: str = ""
    changes: list[tuple[str, str, str]] = field(default_factory=list)


@takes_files()
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: Request, organisation: str) -> HttpResponse:
    """Ask for a file, and lay its rows out."""
    owner = access.planner(organisation, by=request.actor)
    sent = request.method == "POST"
    form = PlanFileForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        try:
            rows = plan_reading.read(form.cleaned_data["file"])
        except plan_reading.UnreadableFileError as error:
            form.add_error("file", str(error))
        else:
            made = actions.lay_out.once(form.cleaned_data["key"], owner=owner, rows=rows, by=request.actor)
            return redirect("needs:plan_import", owner.public_id, made.public_id)
    way = [*trail(owner), Link(_("Read a file"), request.path)]
    context = {"title": _("Read the plan from a file"), "form": form, "owner": owner, "trail": way}
    return render(request, "needs/plan_read.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: Request, organisation: str, public_id: str) -> HttpResponse:
    """Show what each row would do, and take those that are chosen."""
    found = access.plan_import(organisation, public_id, by=request.actor)
    rows = queries.told(found)
    form = TakeForm(request.POST if request.method == "POST" else None)
    form.fields["row"].choices = [(row.number, row.title) for row in rows]  # type: ignore[attr-defined] # a choice field
    if not form.is_valid():
        return _page(request, found, rows, form)
    numbers, reason = set(form.cleaned_data["row"]), form.cleaned_data["reason"]
    try:
        seen = form.cleaned_data["seen"]
        actions.take(laid_out=found, seen=seen, numbers=numbers, reason=reason, by=request.actor)
    except plan_actions.ReasonNeededError:
        form.add_error("reason", _("Tell why: everybody sees that these lines were changed."))
        return _page(request, found, rows, form)
    except (EditConflictError, StageConflictError):
        changed = Notice(_("Somebody else was faster."), _("Look at the rows as they are now."), Tone.WARNING)
        return _page(request, found, queries.told(found), form, status=409, notice=changed)
    return redirect("needs:plan", found.owner.public_id)


def _page(
    request: Request, found: PlanImport, rows: list[Told], form: TakeForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    good = [row for row in rows if not row.problems and not row.is_same]
    marked = set(form["row"].value()) if form.is_bound else {str(row.number) for row in good}
    context = {
        "title": _("What the file would do"),
        "form": form,
        "new": [Choice(row, str(row.number) in marked, about=_about(row.fields)) for row in good if not row.line],
        "changed": [Choice(row, str(row.number) in marked, changes=_changes(row)) for row in good if row.line],
        "same": sum(row.is_same for row in rows),
        "seen": queries.seen(rows),
        "needs_reason": any(row.needs_reason for row in good),
        "wrong": _wrong(rows),
        "owner": found.owner,
        "trail": [*trail(found.owner), Link(_("Read a file"), request.path)],
    }
    return render(request, "needs/plan_take.html", context | more, status=status)


def _wrong(rows: list[Told]) -> Table | None:
    """Return what cannot be read, each mistake once with all rows that have it: often it fills a whole column."""
    found: dict[tuple[str, str], list[tuple[int, Problem]]] = {}
    for row in rows:
        for one in row.problems:
            found.setdefault(plan_reading.kind(one), []).append((row.number, one))
    columns = [Column(_("Column")), Column(_("What stands there")), Column(_("What would be right")), Column(_("Rows"))]
    bad = sum(bool(row.problems) for row in rows)
    caption = ngettext("%(n)s row that cannot be read", "%(n)s rows that cannot be read", bad) % {"n": bad}
    return Table(caption, columns, [_mistake(of) for of in found.values()]) if found else None


def _mistake(of: list[tuple[int, Problem]]) -> list[Cell]:
    numbers, problems = zip(*of, strict=True)
    cells = list(dict.fromkeys(one.found or "–" for one in problems))
    more = len(cells) - MOST_SHOWN
    note = ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more} if more > 0 else ""
    return [
        Cell(problems[0].column, verbatim=True),
        Cell(" · ".join(cells[:MOST_SHOWN]), note=note, verbatim=True),
        Cell(plan_reading.said_of(problems)),
        Cell(_ranges(numbers)),
    ]


def _ranges(numbers: Iterable[int]) -> str:
    """Write 2, 3, 4, 7 as 2–4, 7."""
    each: list[list[int]] = []
    for number in numbers:
        if each and number == each[-1][-1] + 1:
            each[-1][1:] = [number]
        else:
            each.append([number])
    return ", ".join("–".join(map(str, one)) for one in each)


def _about(fields: dict[str, Any]) -> str:
    value = wording.value(fields.get("value_min"), fields.get("value_max"))
    return " · ".join(filter(None, [written.quarter(fields["quarter"]), value]))


def _changes(row: Told) -> list[tuple[str, str, str]]:
    """Return what would change in a line: the column, how it is, how it would be."""
    return [
        (str(plan_reading.READ[name].heading), _said(name, old), _said(name, new))
        for name, (old, new) in row.changes.items()
    ]


def _said(name: str, value: Any) -> str:
    if value in (None, "", [], False):
        return "–"
    if value is True:
        return _("Yes")
    return str(SAID[name](value)) if name in SAID else str(value)
