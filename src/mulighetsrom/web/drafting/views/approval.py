"""One page for those who approve, made for a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import kernel, registry
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.drafting import access, actions, comparing, queries
from mulighetsrom.web.drafting.forms import NoteForm
from mulighetsrom.web.drafting.kinds import NotReadyError, kind_of
from mulighetsrom.web.drafting.views import pages

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.drafting.models import Drafted


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: Request, model: str, public_id: str) -> HttpResponse:
    """Show the whole text and what has changed since it was published; take the approver's decision."""
    row = access.in_work(model, public_id, by=request.actor, what=May.APPROVE)
    form = NoteForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, row, form)
    returns = request.POST.get("do") == "return"
    if returns and not form.cleaned_data["note"]:
        form.add_error("note", _("Say what should be different."))
        return _page(request, row, form)
    return _decide(request, row, form, returns=returns)


def _decide(request: Request, row: Drafted, form: NoteForm, *, returns: bool) -> HttpResponse:
    asked = queries.newest_round(row)
    if asked is None or request.POST.get("round") != str(asked.number):
        return _page(request, row, form, notice=_moved_on(), status=409)
    act = actions.return_ if returns else actions.approve
    try:
        act(row=row, round_=asked, note=form.cleaned_data["note"], by=request.actor)
    except (kernel.StageConflictError, NotReadyError):
        row.refresh_from_db()
        return _page(request, row, form, notice=_moved_on(), status=409)
    return redirect(kind_of(row).page(row, "approve"))


def _moved_on() -> Notice:
    return Notice(_("This has been decided, or the text has changed."), _("Read it as it is now."), Tone.WARNING)


def _page(request: Request, row: Drafted, form: NoteForm, *, status: int = 200, **more: Any) -> HttpResponse:
    asked, version, of = queries.newest_round(row), queries.newest(row), kind_of(row).of
    context = {
        **pages.titled(row),
        "round": asked,
        "waits": queries.can_decide(row, by=request.actor),
        "decided": asked.approvals.filter(person__public_id=request.actor.person).first() if asked else None,
        "changes": comparing.differences(version.content, row.draft, of) if version else [],
        "form": form,
        "desk": [Link(place.label, reverse(place.url_name)) for place in registry.own_places[:1]],
        "trail": pages.trail(row, Link(_("Approval"), request.path)),
    }
    return pages.answer(request, row, "approve", context | more, content=row.draft, status=status)
