"""Reading a plan from a file: first a look at every row, then those that are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
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
    from collections.abc import Callable

    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.needs.models import PlanImport
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
        actions.take(laid_out=found, numbers=numbers, reason=reason, by=request.actor)
    except plan_actions.ReasonNeededError:
        form.add_error("reason", _("Tell why: everybody sees that these lines were changed."))
        return _page(request, found, rows, form)
    except (EditConflictError, StageConflictError):
        changed = Notice(_("Somebody else was faster."), _("Look at the rows as they are now."), Tone.WARNING)
        return _page(request, found, queries.told(found), form, notice=changed)
    return redirect("needs:plan", found.owner.public_id)


def _page(request: Request, found: PlanImport, rows: list[Told], form: TakeForm, **more: Any) -> HttpResponse:
    good = [row for row in rows if not row.problems and not row.is_same]
    context = {
        "title": _("What the file would do"),
        "form": form,
        "new": [row for row in good if row.line is None],
        "changed": [(row, _changes(row)) for row in good if row.line],
        "same": sum(row.is_same for row in rows),
        "needs_reason": any(row.needs_reason for row in good),
        "wrong": _wrong(rows),
        "trail": [*trail(found.owner), Link(_("Read a file"), request.path)],
    }
    return render(request, "needs/plan_take.html", context | more)


def _wrong(rows: list[Told]) -> Table | None:
    """Return the rows that cannot be taken, cell by cell, with what would be right."""
    bad = [
        [
            Cell(str(row.number)),
            Cell(one.column, verbatim=True),
            Cell(one.found or "–", verbatim=True),
            Cell(plan_reading.said(one)),
        ]
        for row in rows
        for one in row.problems
    ]
    columns = [Column(_("Row")), Column(_("Column")), Column(_("What stands there")), Column(_("What would be right"))]
    return Table(_("Rows that cannot be read"), columns, bad) if bad else None


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
