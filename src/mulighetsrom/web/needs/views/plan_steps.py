"""A line is announced or carried out, comes to nothing, or is taken up again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import opened
from mulighetsrom.web.common.components import Link, Notice
from mulighetsrom.web.common.kernel import EditConflictError, StageConflictError
from mulighetsrom.web.needs import access
from mulighetsrom.web.needs.actions import plan as actions
from mulighetsrom.web.needs.forms.plan_steps import DoneForm, ReasonForm
from mulighetsrom.web.needs.lines import own_view
from mulighetsrom.web.needs.views.plan import shown, trail

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.needs.models import Line


@dataclass(frozen=True, slots=True)
class Step:
    """What can be wanted of a line: what it is called, what comes of it, what is asked."""

    name: StrOrPromise
    lead: StrOrPromise
    form: type[ReasonForm] = ReasonForm


STEPS: Final = {
    "finish": Step(
        gettext_lazy("Announced or carried out"),
        gettext_lazy("The line moves to the end of the page with its history, where those who follow it find it."),
        DoneForm,
    ),
    "drop": Step(
        gettext_lazy("Drop the planned procurement"),
        gettext_lazy(
            "The line stays on the page, struck through, with your reason: "
            "those who have prepared for it deserve to know."
        ),
    ),
    "resume": Step(
        gettext_lazy("Take up again"),
        gettext_lazy("The line is planned again. Everybody sees that it was taken up, and why."),
    ),
}


def steps(line: Line) -> list[tuple[StrOrPromise, str]]:
    """Return what can be wanted of a line now: its name, and where it is done."""
    return [
        (STEPS[intention].name, reverse("needs:turn_line", args=[line.owner.public_id, line.public_id, intention]))
        for state, intention in actions.NEXT
        if state == line.state
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def turn(request: Request, organisation: str, public_id: str, intention: str) -> HttpResponse:
    """Ask what is to be told of a step, and take it; who comes second sees the line as it is now."""
    line = access.own_line(organisation, public_id, by=request.actor)
    if intention not in STEPS:
        raise Http404
    form = STEPS[intention].form(request.POST if request.method == "POST" else None, initial=_initial(line, intention))
    if not form.is_valid():
        return _page(request, line, intention, form)
    person = accounts.me(by=request.actor)
    try:
        actions.turn_line(
            line=line, intention=intention, seen=form.was_seen, told=form.told(), person=person, by=request.actor
        )
    except (EditConflictError, StageConflictError):
        saved = access.own_line(organisation, public_id, by=request.actor)
        form.opened_again(saved.edit_version)
        return _page(request, saved, intention, form, status=409, notice=opened.notice())
    return redirect(on_page(line))


def on_page(line: Line) -> str:
    """Return where a line stands in its plan."""
    return f"{reverse('needs:plan', args=[line.owner.public_id])}#{line.public_id}"


def _initial(line: Line, intention: str) -> dict[str, Any]:
    kept = {name: getattr(line, name) for name in actions.NOTHING_TOLD} if intention == "finish" else {}
    return kept | {"seen": line.edit_version}


def _page(
    request: Request, line: Line, intention: str, form: ReasonForm, *, status: int = 200, notice: Notice | None = None
) -> HttpResponse:
    step, possible = STEPS[intention], (line.state, intention) in actions.NEXT
    if not possible:
        notice = Notice(_("Somebody else has just done this. Look at the plan before you go on."))
    context = {
        "title": step.name,
        "lead": step.lead if possible else "",
        "line": line,
        "now": shown(own_view(line), alone=True) if notice else None,
        "form": form,
        "possible": possible,
        "yours": form["reason"].value() if form.is_bound and not possible else "",
        "plan_url": on_page(line),
        "notice": notice,
        "trail": [*trail(line.owner), Link(line.title, request.path, verbatim=True)],
    }
    return render(request, "needs/plan_step.html", context, status=status)
