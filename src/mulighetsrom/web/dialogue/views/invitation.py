"""Writing an invitation: where it begins, its form, and the needs it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.dialogue import access, building, fields, told, trails
from mulighetsrom.web.dialogue.actions import invitation as actions
from mulighetsrom.web.dialogue.forms.invitation import NeedsForm, Start
from mulighetsrom.web.dialogue.queries import dialogues
from mulighetsrom.web.drafting.views import work
from mulighetsrom.web.drafting.views.writing import WritingPage
from mulighetsrom.web.needs import access as needs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.http import Request

PAGE = WritingPage("dialogue")


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: Request) -> HttpResponse:
    """Offer what a new invitation can start from, and begin it."""
    owner = access.writer(by=request.actor)
    form = Start(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        begun = _begun(owner, said["copy"], said["need"], by=request.actor)
        made = actions.create.once(said["key"], owner=owner, **begun, by=request.actor)
        return redirect("dialogue:write", public_id=made.public_id)
    return render(request, "dialogue/start.html", _start(request))


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, public_id: str) -> HttpResponse:
    """Show the form of an invitation, and save what is written; by itself as one types, where the page asks for it."""
    return PAGE.answer(request, access.own_dialogue(public_id, by=request.actor, what=May.WRITE))


@require_POST
def choose_needs(request: Request, public_id: str) -> HttpResponse:
    """Say which needs the dialogue is about."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.WRITE)
    form = needs_form(dialogue, request)
    if not form.is_valid():
        return work.page(request, dialogue, status=400)
    chosen = form.chosen()
    return work.do(request, dialogue, lambda: actions.choose_needs(dialogue=dialogue, needs=chosen, by=request.actor))


def needs_form(dialogue: Any, request: Request | None = None) -> NeedsForm:
    """Return the form that chooses a dialogue's needs, filled in by a request or as it is."""
    chosen = dialogue.about.values_list("need__public_id", flat=True)
    return NeedsForm(request.POST if request else None, needs=dialogues.to_choose(dialogue), chosen=chosen)


def _begun(owner: Organisation, copy: str, need: str, *, by: Actor) -> dict[str, Any]:
    """Return what a new invitation begins with."""
    if copy:
        source, text = access.source(copy, by=by)
        content = fields.INVITATION.copied(text, contact_mailbox=owner.mailbox)
        parts = building.copied(source.parts.order_by("id"), timezone.localdate())
        return {"content": content, "parts": parts, "copied_from": source.public_id}
    if need:
        row, text = needs.source(need, by=by)
        title = _("Invitation to dialogue: %(need)s") % {"need": text.get("title", "")}
        about = [row] if row.stage != row.Stage.UNPUBLISHED else []
        return {"content": fields.from_need(text, title, owner.mailbox), "about": about}
    return {"content": fields.empty(owner.language, owner.mailbox)}


def _start(request: Request) -> dict[str, Any]:
    copy, need = request.GET.get("kopi", ""), request.GET.get("behov", "")
    source, text = access.source(copy, by=request.actor) if copy else (None, {})
    row, described = needs.source(need, by=request.actor) if need else (None, {})
    return {
        "title": _("Invite to dialogue"),
        "form": Start(),
        "source": source,
        "source_title": told.title(text),
        "need": row,
        "need_title": described.get("title", ""),
        "own": list(dialogues.of(request.actor).order_by("-changed_at")[:20]),
        "needs": list(dialogues.own_needs(request.actor)[:10]),
        "trail": trails.all_(Link(_("Invite to dialogue"), request.path)),
    }
