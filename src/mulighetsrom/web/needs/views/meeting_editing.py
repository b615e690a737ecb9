"""The people of a municipality plan their contact meeting, answer, and tell what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import opened
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.common.kernel import EditConflictError, StageConflictError
from mulighetsrom.web.needs import access
from mulighetsrom.web.needs.actions import meeting as actions
from mulighetsrom.web.needs.forms.meeting import MeetingForm, TextForm
from mulighetsrom.web.needs.queries import meeting as queries
from mulighetsrom.web.needs.views.meeting import form_method, form_page, said, said_for
from mulighetsrom.web.needs.views.plan import trail as plan_trail

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.common.opened import OpenedForm
    from mulighetsrom.web.common.tenancy import Editable
    from mulighetsrom.web.needs.models import Meeting

STEPS = {"announce": actions.announce, "hold": actions.hold, "close": actions.close}


@form_method
def new_meeting(request: Request, organisation: str) -> HttpResponse:
    """Plan a meeting."""
    owner = access.planner(organisation, by=request.actor)
    form = MeetingForm(
        request.POST if request.method == "POST" else None, meeting=None, lines=queries.to_choose(owner, None)
    )
    if not form.is_valid():
        title = _("New contact meeting")
        way = [*plan_trail(owner), Link(title, request.path)]
        context = {"title": title, "form": form, "button": _("Save"), "trail": way}
        return render(request, "needs/meeting_form.html", context)
    made = actions.add_meeting.once(
        form.cleaned_data["key"], owner=owner, responsible=accounts.me(by=request.actor),
        fields=form.columns(), lines=form.chosen(), by=request.actor,
    )  # fmt: skip
    return redirect("needs:meeting", made.public_id)


@form_method
def edit_meeting(request: Request, public_id: str) -> HttpResponse:
    """Change a meeting; who comes second is told, and sees what is saved."""
    found = access.own_meeting(public_id, by=request.actor)
    sent = request.POST if request.method == "POST" else None
    form = MeetingForm(sent, meeting=found, lines=queries.to_choose(found.owner, found))
    if form.is_valid():
        try:
            actions.edit_meeting(
                meeting=found, seen=form.was_seen, fields=form.columns(), lines=form.chosen(), by=request.actor
            )
        except EditConflictError:
            saved = access.own_meeting(public_id, by=request.actor)
            now = MeetingForm(None, meeting=saved, lines=queries.to_choose(saved.owner, saved))
            return _conflict(request, found, form, now, saved)
        return redirect("needs:meeting", found.public_id)
    return form_page(request, found, form, title=_("Change the meeting"), button=_("Save"))


@require_POST
def step(request: Request, public_id: str, intention: str) -> HttpResponse:
    """Announce a meeting, note that it was held, close it."""
    found = access.own_meeting(public_id, by=request.actor, what=May.PUBLISH)
    if intention not in STEPS:
        raise Http404
    try:
        STEPS[intention](meeting=found, by=request.actor)
    except actions.UnansweredError:
        text = _("Answer every contribution and tell what became of every line first. Then the meeting can be closed.")
        return said(request, found, title=_("Not yet"), notice=Notice(text, tone=Tone.WARNING))
    except actions.TooEarlyError:
        text = _("The meeting has not been yet. When its day has come, note that it was held.")
        return said(request, found, title=_("Not yet"), notice=Notice(text, tone=Tone.WARNING))
    except StageConflictError:
        text = _("Somebody else has just done this.")
        return said(request, found, title=_("Already done"), notice=Notice(text))
    return redirect("needs:meeting", found.public_id)


@form_method
def outcome(request: Request, public_id: str, line: str) -> HttpResponse:
    """Tell what became of a line."""
    found = access.own_meeting(public_id, by=request.actor)
    presented = access.presented(found, line)
    sent = request.POST if request.method == "POST" else None
    form = TextForm(sent, initial={"text": presented.outcome, "seen": presented.edit_version})
    if form.is_valid():
        outcome = form.cleaned_data["text"]
        try:
            actions.write_outcome(presented=presented, seen=form.was_seen, outcome=outcome, by=request.actor)
        except EditConflictError:
            saved = access.presented(found, line)
            return _conflict(request, found, form, TextForm(None, initial={"text": saved.outcome}), saved)
        return redirect(f"{reverse('needs:meeting', args=[found.public_id])}#{line}")
    title = _("What became of it")
    return form_page(request, found, form, title=title, button=_("Save"), about=presented.line.title)


@form_method
def answer(request: Request, public_id: str, contribution: str) -> HttpResponse:
    """Answer a contribution, for all."""
    found = access.own_meeting(public_id, by=request.actor, what=May.ANSWER)
    one = access.contribution(found, contribution)
    sent = request.POST if request.method == "POST" else None
    form = TextForm(sent, initial={"text": one.answer, "seen": one.edit_version})
    if form.is_valid():
        try:
            actions.answer(
                contribution=one, seen=form.was_seen, text=form.cleaned_data["text"],
                person=accounts.me(by=request.actor), by=request.actor,
            )  # fmt: skip
        except EditConflictError:
            saved = access.contribution(found, contribution)
            return _conflict(request, found, form, TextForm(None, initial={"text": saved.answer}), saved)
        return redirect(f"{reverse('needs:meeting', args=[found.public_id])}#{one.public_id}")
    company = said_for(one, people.confirmed([one.by]))
    more: dict[str, Any] = {"about": one.text, "company": company}
    return form_page(request, found, form, title=_("Answer"), button=_("Answer for all to read"), **more)


def _conflict(request: Request, found: Meeting, form: OpenedForm, now: OpenedForm, saved: Editable) -> HttpResponse:
    met = opened.conflict(form, now, saved)
    return form_page(request, found, form, title=_("Saved by somebody else"), button=_("Save"), status=409, **met)
