"""The people of a municipality write its plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import opened
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.common.kernel import EditConflictError
from mulighetsrom.web.needs import access, lines
from mulighetsrom.web.needs.actions import plan as actions
from mulighetsrom.web.needs.forms.plan import LineForm
from mulighetsrom.web.needs.queries import plan as queries
from mulighetsrom.web.needs.views.plan import shown, trail
from mulighetsrom.web.needs.views.plan_steps import on_page, steps

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.needs.models import Line

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
    return redirect(on_page(line))


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
            seen=form.was_seen,
            fields=form.columns(),
            reason=form.cleaned_data.get("reason", ""),
            person=accounts.me(by=request.actor),
            by=request.actor,
        )
    except actions.ReasonNeededError:
        form.add_error("reason", _("Tell why: everybody sees that this line was changed."))
        return _page(request, found.owner, form, title=found.title)
    except EditConflictError:
        saved = access.own_line(organisation, public_id, by=request.actor)
        met = opened.conflict(form, _form(request, saved.owner, saved, sent=False), saved)
        return _page(request, saved.owner, form, title=saved.title, status=409, **met)
    return redirect(on_page(found))


@form_method
def publish(request: Request, organisation: str) -> HttpResponse:
    """Show lines to everybody: those that are chosen, all at one moment."""
    owner = access.planner(organisation, by=request.actor, what=May.PUBLISH)
    if request.method == "POST":
        actions.publish_lines(lines=queries.by_id(owner, request.POST.getlist("line")), by=request.actor)
        return redirect("needs:plan", owner.public_id)
    context = {
        "title": _("Publish planned procurements"),
        "waiting": [shown(lines.as_published(line), alone=True) for line in queries.unpublished(owner)],
        "owner": owner,
        "trail": [*trail(owner), Link(_("Publish"), request.path)],
    }
    return render(request, "needs/plan_publish.html", context)


def _form(request: Request, owner: Organisation, line: Line | None, *, sent: bool = True) -> LineForm:
    planners = {one.person.public_id: one.person for one in people.holders(owner, May.PLAN)}
    if line:
        planners.setdefault(line.responsible.public_id, line.responsible)
    return LineForm(
        request.POST if sent and request.method == "POST" else None,
        line=line,
        people=planners.values(),
        needs=queries.needs_to_choose(owner),
        me=request.actor.person or "",
    )


def _page(
    request: Request, owner: Organisation, form: LineForm, *, title: str, status: int = 200, **more: Any
) -> HttpResponse:
    found = form.line
    context = {
        "title": title,
        "verbatim": found is not None,
        "form": form,
        "line": found,
        "steps": steps(found) if found else [],
        "owner": owner,
        "trail": [*trail(owner), Link(title, request.path, verbatim=found is not None)],
        **more,
    }
    return render(request, "needs/plan_line.html", context, status=status)
