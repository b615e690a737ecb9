"""The people of a municipality write its plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common.components import Cell, Column, Link, Notice, Table, Tone
from mulighetsrom.web.common.kernel import EditConflictError, StageConflictError
from mulighetsrom.web.needs import access, lines
from mulighetsrom.web.needs.actions import plan as actions
from mulighetsrom.web.needs.forms.plan import LineForm, ReasonForm, differences
from mulighetsrom.web.needs.models import Line
from mulighetsrom.web.needs.queries import plan as queries
from mulighetsrom.web.needs.views.plan import shown, trail

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.http import Request

form_method = require_http_methods(["GET", "HEAD", "POST"])


@form_method
def new_line(request: Request, organisation: str) -> HttpResponse:
    """Write a new line."""
    owner = access.planner(organisation, by=request.actor)
    form = _form(request, owner, None)
    if not form.is_valid():
        return _page(request, owner, form, title=_("New planned procurement"))
    fields = form.columns()
    line = actions.add_line.once(
        form.cleaned_data["key"], owner=owner, responsible=fields["responsible"], fields=fields, by=request.actor
    )
    return redirect(_on_page(line))


@form_method
def line(request: Request, organisation: str, public_id: str) -> HttpResponse:
    """Change a line; who comes second sees what the first one wrote."""
    found = access.own_line(organisation, public_id, by=request.actor)
    form = _form(request, found.owner, found)
    if not form.is_valid():
        return _page(request, found.owner, form, title=found.title)
    try:
        actions.edit_line(
            line=found,
            seen=form.cleaned_data["seen"] or 0,
            fields=form.columns(),
            reason=form.cleaned_data.get("reason", ""),
            person=accounts.me(by=request.actor),
            by=request.actor,
        )
    except actions.ReasonNeededError:
        form.add_error("reason", _("Tell why: everybody sees that this line was changed."))
        return _page(request, found.owner, form, title=found.title)
    except EditConflictError:
        return _conflict(request, access.own_line(organisation, public_id, by=request.actor), form)
    return redirect(_on_page(found))


@form_method
def drop(request: Request, organisation: str, public_id: str) -> HttpResponse:
    """Say that a line comes to nothing, or is taken up again, and why."""
    found = access.own_line(organisation, public_id, by=request.actor)
    act = actions.resume_line if found.state == Line.State.DROPPED else actions.drop_line
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            act(line=found, reason=reason, person=accounts.me(by=request.actor), by=request.actor)
        except StageConflictError:
            form.add_error(None, _("Somebody else has just done this. Look at the plan before you go on."))
        else:
            return redirect(_on_page(found))
    context = {
        "title": _("Take up again") if found.state == Line.State.DROPPED else _("Drop the planned procurement"),
        "line": found,
        "form": form,
        "trail": [*trail(found.owner), Link(found.title, request.path, verbatim=True)],
    }
    return render(request, "needs/plan_drop.html", context)


@form_method
def publish(request: Request, organisation: str) -> HttpResponse:
    """Show lines to everybody: those that are chosen, all at one moment."""
    owner = access.planner(organisation, by=request.actor, what=May.PUBLISH)
    if request.method == "POST":
        actions.publish_lines(lines=queries.by_id(owner, request.POST.getlist("line")), by=request.actor)
        return redirect("needs:plan", owner.public_id)
    context = {
        "title": _("Publish planned procurements"),
        "waiting": [shown(lines.as_published(line)) for line in queries.unpublished(owner)],
        "owner": owner,
        "trail": [*trail(owner), Link(_("Publish"), request.path)],
    }
    return render(request, "needs/plan_publish.html", context)


def _form(request: Request, owner: Organisation, line: Line | None) -> LineForm:
    planners = {one.person.public_id: one.person for one in people.holders(owner, May.PLAN)}
    if line:
        planners.setdefault(line.responsible.public_id, line.responsible)
    return LineForm(
        request.POST if request.method == "POST" else None,
        line=line,
        people=planners.values(),
        needs=queries.needs_to_choose(owner),
        me=request.actor.person or "",
    )


def _conflict(request: Request, saved: Line, form: LineForm) -> HttpResponse:
    """Show what another has saved meanwhile beside what was written; sent once more, it is saved over that."""
    rows = [
        [Cell(form.fields[name].label or lines.INTERNAL), Cell(theirs, verbatim=True), Cell(ours, verbatim=True)]
        for name, (theirs, ours) in differences(form, saved).items()
    ]
    columns = [Column(_("Field")), Column(_("Saved by somebody else")), Column(_("Written by you"))]
    form.opened_again(saved.edit_version)
    notice = Notice(
        _("Somebody else has saved this line while you wrote."),
        _("Nothing of theirs is overwritten yet. Compare, correct what you wrote, and save again."),
        Tone.WARNING,
    )
    table = Table(_("Where the two differ"), columns, rows)
    return _page(request, saved.owner, form, title=saved.title, status=409, notice=notice, table=table)


def _page(
    request: Request, owner: Organisation, form: LineForm, *, title: str, status: int = 200, **more: Any
) -> HttpResponse:
    found = form.line
    context = {
        "title": title,
        "verbatim": found is not None,
        "form": form,
        "line": found,
        "owner": owner,
        "trail": [*trail(owner), Link(title, request.path, verbatim=found is not None)],
        **more,
    }
    return render(request, "needs/plan_line.html", context, status=status)


def _on_page(line: Line) -> str:
    return f"{reverse('needs:plan', args=[line.owner.public_id])}#{line.public_id}"
