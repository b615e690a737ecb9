"""A company says what it holds on to before anything it has marked is released, and reads what was decided."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.common.kernel import StageConflictError
from mulighetsrom.web.dialogue import clock, gathering, trails
from mulighetsrom.web.dialogue.access import access_request as access
from mulighetsrom.web.dialogue.actions import access_request as actions
from mulighetsrom.web.dialogue.forms.access_request import HoldsForm
from mulighetsrom.web.dialogue.models import AccessRequest
from mulighetsrom.web.dialogue.queries import access_request as queries
from mulighetsrom.web.dialogue.views import input_shown

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Hearing


@input_shown.unstored
@input_shown.form_method
def hearing(request: Request, public_id: str, hearing: str) -> HttpResponse:
    """Show a company what it has marked, and take what it holds on to."""
    found = access.hearing(public_id, hearing, by=request.actor)
    claims = list(queries.claims_of(found))
    form = HoldsForm(request.POST if request.method == "POST" else None, claims=claims)
    if _takes(found) and form.is_valid():
        try:
            actions.answer(hearing=found, said=form.said(), by=request.actor)
        except (actions.OverError, StageConflictError):
            found.refresh_from_db()
            return _page(request, found, form, status=HTTPStatus.CONFLICT)
        return redirect("dialogue:hearing", public_id, found.public_id)
    return _page(request, found, form)


def _takes(found: Hearing) -> bool:
    return not found.answered_at and not found.silent_at and clock.now() < found.deadline_at


def _page(request: Request, found: Hearing, form: HoldsForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
    claims = list(queries.claims_of(found))
    texts, marked = gathering.read([one.key for one in claims]), queries.marked_with(found)
    decided = found.request.state == AccessRequest.State.DECIDED
    copy_from = found.request.copy_from_date
    words = _("Somebody asks to see what you have handed in or told")
    context = {
        "title": words,
        "dialogue": found.request.dialogue,
        "found": found,
        "takes": _takes(found),
        "form": form,
        "passages": [(one, texts[one.key], marked.get(one.key, ""), holds, why) for one, holds, why in form.passages()],
        "deadline": written.weekday_moment(found.deadline_at),
        "answered": written.weekday_moment(found.answered_at) if found.answered_at else "",
        "decided": decided,
        "copy_day": written.weekday(copy_from) if copy_from else "",
        "trail": trails.public(found.request.dialogue, Link(words, request.path)),
    }
    return render(request, "dialogue/access_hearing.html", context, status=status)
