"""Who advised or took part in planning, with the advantage and the measure of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import opened
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.common.kernel import EditConflictError, StageConflictError
from mulighetsrom.web.dialogue import access, log, told, took_part, trails
from mulighetsrom.web.dialogue.access import record
from mulighetsrom.web.dialogue.actions import record as actions
from mulighetsrom.web.dialogue.forms.record import AdviserForm, AssessForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue

form_method = require_http_methods(["GET", "HEAD", "POST"])


@form_method
def participants(request: Request, public_id: str) -> HttpResponse:
    """List everybody, and add a consultant by hand."""
    what = May.READ if request.method != "POST" else May.PUBLISH
    dialogue = access.companies_dialogue(public_id, by=request.actor, what=what)
    form = AdviserForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_adviser.once(
                said["key"], dialogue=dialogue, name=said["name"], role=said["role"], by=request.actor
            )
        except actions.KnownAlreadyError:
            form.add_error("name", _("They are on the list already."))
        else:
            return redirect("dialogue:participants", public_id)
    return _list(request, dialogue, form)


@form_method
def assess(request: Request, public_id: str, pseudonym: str) -> HttpResponse:
    """Say what advantage somebody has, and what is done about it."""
    dialogue, one = record.participant(public_id, pseudonym, by=request.actor)
    form = AssessForm(request.POST if request.method == "POST" else None, row=one.row)
    more: dict[str, Any] = {}
    if form.is_valid():
        who = log.Somebody(one.key, one.name)
        try:
            actions.assess(dialogue=dialogue, who=who, seen=form.was_seen, fields=form.columns(), by=request.actor)
        except EditConflictError:
            _dialogue, now = record.participant(public_id, pseudonym, by=request.actor)
            saved = now.row
            more = opened.conflict(form, AssessForm(None, row=saved), saved) if saved else {}
        else:
            return redirect("dialogue:participants", public_id)
    context = {
        "title": one.name,
        "verbatim": True,
        "dialogue": dialogue,
        "one": one,
        "form": form,
        "trail": trails.log(dialogue, _here(dialogue), Link(one.name, request.path, verbatim=True)),
    }
    return render(request, "dialogue/assess.html", context | more, status=409 if more else 200)


@require_POST
def remove(request: Request, public_id: str, pseudonym: str) -> HttpResponse:
    """Take somebody off the list who was added by mistake."""
    dialogue, one = record.participant(public_id, pseudonym, by=request.actor)
    if not one.row:
        raise Http404
    try:
        actions.remove_adviser(adviser=one.row, by=request.actor)
    except StageConflictError:
        notice = Notice(_("Whoever has been assessed stays on the list."), tone=Tone.WARNING)
        return _list(request, dialogue, AdviserForm(None), notice=notice, status=409)
    return redirect("dialogue:participants", public_id)


def _list(request: Request, dialogue: Dialogue, form: AdviserForm, **more: Any) -> HttpResponse:
    assesses = may(request.actor, May.PUBLISH)
    context = {
        "title": _("Who took part"),
        "dialogue": dialogue,
        "name": told.title(dialogue.draft),
        "everybody": [(one, log.pseudonym(dialogue, one.key)) for one in took_part.everybody(dialogue)],
        "assesses": assesses,
        "form": form if assesses else None,
        "trail": trails.log(dialogue, _here(dialogue)),
    }
    status = more.pop("status", 200)
    return render(request, "dialogue/participants.html", context | more, status=status)


def _here(dialogue: Dialogue) -> Link:
    return Link(_("Who took part"), reverse("dialogue:participants", args=[dialogue.public_id]))
