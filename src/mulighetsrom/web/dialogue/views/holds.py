"""Holds: what stops the deletion of what belongs to a dialogue."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.common.kernel import StageConflictError
from mulighetsrom.web.dialogue import access, trails
from mulighetsrom.web.dialogue.access import contacts as record
from mulighetsrom.web.dialogue.actions import holds as actions
from mulighetsrom.web.dialogue.forms.contacts import HoldForm
from mulighetsrom.web.dialogue.models import Hold

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request


@require_http_methods(["GET", "HEAD", "POST"])
def holds(request: Request, public_id: str) -> HttpResponse:
    """Show the holds of a dialogue, and place one."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.ARCHIVE)
    rows = list(dialogue.holds.select_related("placed_by", "lifted_by").order_by("-id"))
    standing = {one.kind for one in rows if not one.lifted_at}
    choices: list[tuple[str, Any]] = [(kind, label) for kind, label in Hold.Kind.choices if kind not in standing]
    form = HoldForm(request.POST if request.method == "POST" else None, choices=choices)
    if form.is_valid():
        actions.place.once(
            form.cleaned_data["key"], dialogue=dialogue, kind=form.cleaned_data["kind"], by=request.actor
        )
        return redirect("dialogue:holds", public_id)
    title = _("Stop deletion")
    context = {
        "title": title,
        "dialogue": dialogue,
        "holds": rows,
        "standing": standing,
        "form": form if choices else None,
        "trail": trails.log(dialogue, Link(title, request.path)),
    }
    return render(request, "dialogue/holds.html", context)


@require_POST
def lift(request: Request, public_id: str, hold: str) -> HttpResponse:
    """Let deletion go on; done twice, it is done."""
    found = record.standing_hold(public_id, hold, by=request.actor)
    with suppress(StageConflictError):  # a colleague was faster: the page shows it
        actions.lift(hold=found, by=request.actor)
    return redirect("dialogue:holds", public_id)
