"""The municipality writes what it asks for in writing, before the invitation is published."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import opened
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.common.kernel import EditConflictError, StageConflictError
from mulighetsrom.web.common.uploads import takes_files
from mulighetsrom.web.dialogue import trails
from mulighetsrom.web.dialogue.access import input as access
from mulighetsrom.web.dialogue.actions import input as actions
from mulighetsrom.web.dialogue.forms.input import READING_ENDS, ArrangeForm, PaperForm
from mulighetsrom.web.dialogue.models import Intake, Part
from mulighetsrom.web.dialogue.queries import input as queries
from mulighetsrom.web.dialogue.views import input_shown
from mulighetsrom.web.drafting.actions import TextClosedError

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request


@input_shown.form_method
def arrange(request: Request, public_id: str, part: str) -> HttpResponse:
    """Show and save the questions of a part with their word limits, and its rules."""
    found = access.own_input_part(public_id, part, by=request.actor, what=May.WRITE)
    form = _form(found, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, found, form)
    said = {name: form.cleaned_data[name] for name in ("late", "read_until_date")}
    try:
        actions.arrange(part=found, seen=form.was_seen, asked=form.asked(), by=request.actor, **said)
    except EditConflictError:
        return _conflict(request, found, form)
    except (TextClosedError, StageConflictError):
        return _page(request, found, form, notice=_closed(), status=HTTPStatus.CONFLICT)
    if request.POST.get("do") == "more":
        return redirect(f"{request.path}#text-{len(form.asked()) + 1}")
    return redirect(f"{request.path}?lagret#saved")


@takes_files()
@require_POST
def add_paper(request: Request, public_id: str, part: str) -> HttpResponse:
    """Take a draft document."""
    found = access.own_input_part(public_id, part, by=request.actor, what=May.WRITE)
    form = PaperForm(request.POST, request.FILES, auto_id="paper-%s")
    if not form.is_valid():
        return _page(request, found, _form(found), paper_form=form)
    said = form.cleaned_data
    fields = {name: said[name] for name in ("title", "version", "may_change")}
    try:
        actions.add_paper.once(said["key"], part=found, taken=said["file"], fields=fields, by=request.actor)
    except (TextClosedError, StageConflictError):
        return _page(request, found, _form(found), notice=_closed(), status=HTTPStatus.CONFLICT)
    return redirect(_papers(found))


@require_POST
def remove_paper(request: Request, public_id: str, part: str, paper: str) -> HttpResponse:
    """Take a draft document away."""
    found = access.own_input_part(public_id, part, by=request.actor, what=May.WRITE)
    try:
        actions.remove_paper(paper=access.own_paper(found, paper), by=request.actor)
    except (TextClosedError, StageConflictError):
        return _page(request, found, _form(found), notice=_closed(), status=HTTPStatus.CONFLICT)
    return redirect(_papers(found))


def _form(part: Part, sent: Any = None) -> ArrangeForm:
    intake, asked = queries.intake(part), list(queries.asked(part))
    deadline = timezone.localtime(part.deadline_at).date() if part.deadline_at else None
    first: dict[str, Any] = {"read_until_date": (deadline or timezone.localdate()) + READING_ENDS}
    if intake:
        first = {"late": intake.late, "read_until_date": intake.read_until_date, "seen": intake.edit_version}
    for one in asked:
        first |= {f"text-{one.number}": one.text, f"words-{one.number}": one.most_words}
    return ArrangeForm(sent, initial=first, rows=len(asked), deadline=deadline, auto_id="%s")


def _page(
    request: Request,
    part: Part,
    form: ArrangeForm,
    *,
    paper_form: PaperForm | None = None,
    notice: Notice | None = None,
    status: int = HTTPStatus.OK,
    **more: Any,
) -> HttpResponse:
    dialogue = part.dialogue
    words = _("What you ask for in writing")
    context = {
        "title": words,
        "part": part,
        "dialogue": dialogue,
        "form": form,
        "saved": "lagret" in request.GET,
        "is_comments": part.kind == Part.Kind.COMMENTS,
        "papers": list(queries.papers(part)),
        "paper_form": paper_form or PaperForm(auto_id="paper-%s"),
        "notice": notice,
        "trail": trails.work(dialogue, Link(words, request.path)),
        **more,
    }
    return render(request, "dialogue/input_arrange.html", context, status=status)


def _conflict(request: Request, part: Part, form: ArrangeForm) -> HttpResponse:
    saved = Intake.objects.get(part=part)
    told = opened.conflict(form, _form(part), saved)
    return _page(request, part, form, status=HTTPStatus.CONFLICT, **told)


def _closed() -> Notice:
    return Notice(
        _("The questions can no longer be changed here."),
        _("The invitation waits for approval, is approved or is published. What suppliers answer must stay the same."),
        Tone.WARNING,
    )


def _papers(part: Part) -> str:
    return f"{reverse('dialogue:arrange_input', args=[part.dialogue.public_id, part.public_id])}#papers"
