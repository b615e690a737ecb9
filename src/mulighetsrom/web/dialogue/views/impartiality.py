"""Impartiality: everybody who works with a dialogue declares, and somebody else decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.common.kernel import StageConflictError
from mulighetsrom.web.dialogue import access, law, told, trails
from mulighetsrom.web.dialogue.access import impartiality as declarations
from mulighetsrom.web.dialogue.actions import impartiality as actions
from mulighetsrom.web.dialogue.forms.impartiality import DecideForm, DeclareForm, DeputyForm
from mulighetsrom.web.dialogue.queries import impartiality as queries

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue

form_method = require_http_methods(["GET", "HEAD", "POST"])


@form_method
def impartiality(request: Request, public_id: str) -> HttpResponse:
    """Show who has declared what, and take one's own declaration; who is out of the case sees only that."""
    dialogue = declarations.declaring(public_id, by=request.actor)
    if queries.is_shut_out(dialogue, request.actor.person):
        return _out(request, dialogue)
    form = DeclareForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, dialogue, form=form)
    said = form.cleaned_data
    try:
        actions.declare.once(
            said["key"], dialogue=dialogue, interest=said["interest"], text=said["text"], by=request.actor
        )
    except StageConflictError:
        return _out(request, dialogue)
    return redirect("dialogue:impartiality", public_id)


@form_method
def decide(request: Request, public_id: str, declaration: str) -> HttpResponse:
    """Decide whether a colleague who declared an interest stays out of the case."""
    one = declarations.to_decide(public_id, declaration, by=request.actor)
    form = DecideForm(request.POST if request.method == "POST" else None)
    notice = None
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.decide(declaration=one, decision=said["decision"], reason=said["reason"], by=request.actor)
        except StageConflictError:
            one.refresh_from_db()
            notice = Notice(_("Somebody else was faster."), _("This is how it is now."), Tone.WARNING)
        else:
            return redirect("dialogue:impartiality", public_id)
    title = _("Is %(name)s impartial?") % {"name": one.person.name}
    context = {
        "title": title,
        "dialogue": one.dialogue,
        "one": one,
        "form": form,
        "notice": notice,
        "rules": law.cited(timezone.localdate(), "impartiality"),
        "trail": trails.log(one.dialogue, _here(one.dialogue), Link(title, request.path)),
    }
    return render(request, "dialogue/decide.html", context, status=409 if notice else 200)


@require_POST
def name_deputy(request: Request, public_id: str) -> HttpResponse:
    """Name who answers for a dialogue whose responsible person is out of the case."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.PEOPLE)
    form = DeputyForm(request.POST, fit=queries.fit(dialogue, May.WRITE))
    if not form.is_valid():
        return _page(request, dialogue, deputy=form)
    try:
        actions.name_deputy(dialogue=dialogue, to=form.chosen(), by=request.actor)
    except StageConflictError:
        notice = Notice(_("Somebody else was faster."), _("This is how it is now."), Tone.WARNING)
        return _page(request, dialogue, notice=notice, status=409)
    return redirect("dialogue:impartiality", public_id)


def _page(request: Request, dialogue: Dialogue, *, status: int = 200, **more: Any) -> HttpResponse:
    working = queries.working(dialogue)
    decides = may(request.actor, May.PEOPLE) and request.actor.acting_for == dialogue.owner.public_id
    needs_deputy = decides and queries.is_shut_out(dialogue, dialogue.responsible.public_id)
    context = {
        "title": _("Impartiality"),
        "dialogue": dialogue,
        "name": told.title(dialogue.draft),
        "working": working,
        "mine": next((one for one in working if one.person.public_id == request.actor.person), None),
        "decides": decides,
        "form": DeclareForm(None),
        "deputy": DeputyForm(None, fit=queries.fit(dialogue, May.WRITE)) if needs_deputy else None,
        "rules": law.cited(timezone.localdate(), "impartiality"),
        "trail": trails.log(dialogue, _here(dialogue)),
    }
    return render(request, "dialogue/impartiality.html", context | more, status=status)


def _out(request: Request, dialogue: Dialogue) -> HttpResponse:
    """Show somebody who is out of the case what they declared and what was decided: no word of the dialogue itself."""
    mine = queries.standing().filter(dialogue=dialogue, person__public_id=request.actor.person)
    context = {"title": _("You are out of the case"), "mine": mine.select_related("decided_by").get()}
    return render(request, "dialogue/out.html", context)


def _here(dialogue: Dialogue) -> Link:
    return Link(_("Impartiality"), reverse("dialogue:impartiality", args=[dialogue.public_id]))
