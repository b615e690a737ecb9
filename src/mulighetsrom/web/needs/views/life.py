"""A need's own people take it further: what every text goes through is shown by `drafting`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.views.decorators.http import require_POST

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.drafting.steps import leads
from mulighetsrom.web.drafting.views import work
from mulighetsrom.web.needs import access, steps
from mulighetsrom.web.needs.actions import life as actions
from mulighetsrom.web.needs.forms.life import DropForm
from mulighetsrom.web.needs.queries import life

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.needs.models import Need


@require_POST
def drop(request: Request, public_id: str) -> HttpResponse:
    """Say openly that nothing will come of a need."""
    need = access.own_need(public_id, by=request.actor, what=May.PUBLISH)
    form = DropForm(request.POST)
    if not form.is_valid():
        return work.page(request, need, drop_form=form)
    reason = form.cleaned_data["reason"]
    return work.do(request, need, lambda: actions.drop(need=need, reason=reason, by=request.actor))


@require_POST
def check_voices(request: Request, public_id: str) -> HttpResponse:
    """Say that one has read the quotes, and that nobody can be known by them."""
    need = access.own_need(public_id, by=request.actor, what=May.COMMENT)
    seen = request.POST.get("seen", "")
    return work.do(request, need, lambda: actions.check_voices(need=need, seen=seen, by=request.actor))


def shown(need: Need, *, by: Actor) -> dict[str, Any]:
    """Return what a need's work page shows beside its text's way."""
    return {
        "stage_steps": steps.of_stage(need, by=by),
        "drop_form": DropForm() if steps.can_drop(need, by=by) else None,
        "voices_checked": life.voices_are_checked(need),
        "voices_hash": life.voices_hash(need),
        "can_archive": leads(need, by=by) and may(by, May.ARCHIVE),
    }
