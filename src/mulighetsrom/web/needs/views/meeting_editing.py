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
        seen = form.cleaned_data["seen"] or 0
        try:
            actions.edit_meeting(meeting=found, seen=seen, fields=form.columns(), lines=form.chosen(), by=request.actor)
        except EditConflictError:
            return _conflict(request, found, MeetingForm(None, meeting=_again(request, found), lines=form._lines))  # noqa: SLF001
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
        said_ = form.cleaned_data
        try:
            actions.write_outcome(presented=presented, seen=said_["seen"], outcome=said_["text"], by=request.actor)
        except EditConflictError:
            fresh = access.presented(found, line)
            saved = TextForm(None, initial={"text": fresh.outcome, "seen": fresh.edit_version})
            return _conflict(request, found, saved, yours=said_["text"])
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
        said_ = form.cleaned_data
        try:
            actions.answer(
                contribution=one, seen=said_["seen"], text=said_["text"],
                person=accounts.me(by=request.actor), by=request.actor,
            )  # fmt: skip
        except EditConflictError:
            fresh = access.contribution(found, contribution)
            saved = TextForm(None, initial={"text": fresh.answer, "seen": fresh.edit_version})
            return _conflict(request, found, saved, yours=said_["text"])
        return redirect(f"{reverse('needs:meeting', args=[found.public_id])}#{one.public_id}")
    company = said_for(one, people.confirmed([one.by]))
    more: dict[str, Any] = {"about": one.text, "company": company}
    return form_page(request, found, form, title=_("Answer"), button=_("Answer for all to read"), **more)


def _again(request: Request, found: Meeting) -> Meeting:
    return access.own_meeting(found.public_id, by=request.actor)


def _conflict(request: Request, found: Meeting, form: MeetingForm | TextForm, yours: str = "") -> HttpResponse:
    notice = Notice(
        _("Somebody else has saved this while you wrote."),
        _("This is what they saved. Nothing of it is overwritten; add what you meant, and save again."),
        Tone.WARNING,
    )
    title, button = _("Saved by somebody else"), _("Save")
    return form_page(request, found, form, title=title, button=button, status=409, notice=notice, yours=yours)
