"""What the people of a municipality do with one meeting that has its time: move it, note what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import kernel, written
from mulighetsrom.web.dialogue.access import meetings as access
from mulighetsrom.web.dialogue.actions import correcting, held
from mulighetsrom.web.dialogue.actions import meetings as actions
from mulighetsrom.web.dialogue.actions.wishes import TooLateError
from mulighetsrom.web.dialogue.forms.held import CancelForm, CorrectForm, LinkForm, MissedForm, MoveForm
from mulighetsrom.web.dialogue.queries import meetings as queries
from mulighetsrom.web.dialogue.views.meetings import form_method, meeting_page
from mulighetsrom.web.dialogue.views.meetings_own import form_page, moved_on, sent
from mulighetsrom.web.dialogue.words.meetings import noted

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Request as Wish


@form_method
def move(request: Request, public_id: str, part: str, request_id: str) -> HttpResponse:
    """Move one meeting, or give another time to the company whose meeting was cancelled."""
    one = access.request_(public_id, part, request_id, by=request.actor, what=May.PUBLISH)
    form = MoveForm(sent(request), meetings=one.meetings)
    title = _("Give another time") if one.state == one.State.CANCELLED else _("Move the meeting")
    about = _("It is now %(when)s, with team %(team)s.") % _now(one) if one.state == one.State.GIVEN else ""
    shown: dict[str, Any] = {"title": title, "button": title, "company": one.company.name, "about": about}
    if not form.is_valid() or not form.span:
        return form_page(request, one.meetings.part, form, **shown)
    person, reason, key = accounts.me(by=request.actor), form.cleaned_data["reason"], form.cleaned_data["key"]
    try:
        held.move.once(key, request=one, to=form.span, reason=reason, person=person, by=request.actor)
    except actions.TakenError:
        form.add_error("at", _("The team or the company has another meeting then."))
        return form_page(request, one.meetings.part, form, **shown, status=409)
    except (TooLateError, kernel.StageConflictError):
        return meeting_page(request, one, notice=moved_on(), status=409)
    return redirect("dialogue:meeting", public_id, part, request_id)


@form_method
def cancel(request: Request, public_id: str, part: str, request_id: str) -> HttpResponse:
    """Cancel one meeting."""
    one = access.request_(public_id, part, request_id, by=request.actor, what=May.PUBLISH)
    form, title = CancelForm(sent(request)), _("Cancel the meeting")
    about = _("It is now %(when)s, with team %(team)s.") % _now(one) if one.state == one.State.GIVEN else ""
    shown: dict[str, Any] = {"title": title, "button": title, "company": one.company.name, "about": about}
    if not form.is_valid():
        return form_page(request, one.meetings.part, form, **shown)
    said = form.cleaned_data
    try:
        held.cancel.once(said["key"], request=one, reason=said["reason"], by=request.actor)
    except (TooLateError, kernel.StageConflictError):
        return meeting_page(request, one, notice=moved_on(), status=409)
    return redirect("dialogue:meeting", public_id, part, request_id)


def _now(one: Wish) -> dict[str, Any]:
    return {"when": written.span(one.slot.starts_at, one.slot.ends_at), "team": one.slot.team}


@form_method
def link(request: Request, public_id: str, part: str, request_id: str) -> HttpResponse:
    """Give a meeting its video room."""
    one = access.request_(public_id, part, request_id, by=request.actor, what=May.WRITE)
    form = LinkForm(sent(request), initial={"link": one.link})
    if not form.is_valid():
        return form_page(request, one.meetings.part, form, title=_("Video room"), button=_("Save"))
    held.set_link(request=one, link=form.cleaned_data["link"], by=request.actor)
    return redirect("dialogue:meeting", public_id, part, request_id)


@require_POST
def hold(request: Request, public_id: str, part: str, request_id: str) -> HttpResponse:
    """Note that a meeting was held."""
    one = access.request_(public_id, part, request_id, by=request.actor, what=May.WRITE)
    if one.state != one.State.HELD:  # else it is pressed again
        try:
            held.hold(request=one, by=request.actor)
        except (held.TooEarlyError, kernel.StageConflictError):
            return meeting_page(request, one, notice=moved_on(), status=409)
    return redirect("dialogue:meeting", public_id, part, request_id)


@form_method
def miss(request: Request, public_id: str, part: str, request_id: str) -> HttpResponse:
    """Note that nobody came."""
    one = access.request_(public_id, part, request_id, by=request.actor, what=May.PUBLISH)
    form = MissedForm(sent(request), meetings=one.meetings)
    title = _("The company did not come")
    said: dict[str, Any] = {"company": one.company.name, "about": one.meetings.get_missed_display()}
    if not form.is_valid():
        return form_page(request, one.meetings.part, form, title=title, button=_("Note it"), **said)
    try:
        held.miss.once(form.cleaned_data["key"], request=one, instead=form.span, by=request.actor)
    except actions.TakenError:
        form.add_error("at", _("A team has another meeting then."))
        return form_page(request, one.meetings.part, form, title=title, button=_("Note it"), status=409, **said)
    except (held.TooEarlyError, kernel.StageConflictError):
        return meeting_page(request, one, notice=moved_on(), status=409)
    return redirect("dialogue:meeting", public_id, part, request_id)


@form_method
def correct(request: Request, public_id: str, part: str, request_id: str) -> HttpResponse:
    """Take back what was noted of a meeting."""
    one = access.request_(public_id, part, request_id, by=request.actor, what=May.PUBLISH)
    form, title = CorrectForm(sent(request)), _("Take back what is noted")
    if form.is_valid():
        said = form.cleaned_data
        try:
            correcting.correct.once(said["key"], request=one, why=said["why"], by=request.actor)
        except (correcting.CannotBeCorrectedError, kernel.StageConflictError):
            one = access.request_(public_id, part, request_id, by=request.actor)
            return meeting_page(request, one, notice=moved_on(), status=409)
        return redirect("dialogue:meeting", public_id, part, request_id)
    if not queries.is_noted(one) or queries.stands(one):
        return redirect("dialogue:meeting", public_id, part, request_id)
    about = _("It is noted: %(state)s. Afterwards you can note what is right.") % {"state": noted(one)}
    shown: dict[str, Any] = {"title": title, "button": title, "company": one.company.name, "about": about}
    return form_page(request, one.meetings.part, form, **shown)
