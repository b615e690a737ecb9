"""Several organisations behind one text: they are asked, answer, and may withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.drafting import access, actions, queries
from mulighetsrom.web.drafting.forms import MemberForm
from mulighetsrom.web.drafting.kinds import kind_of
from mulighetsrom.web.drafting.models import Member
from mulighetsrom.web.drafting.views import work

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.drafting.models import Drafted


@require_POST
def ask_member(request: Request, model: str, public_id: str) -> HttpResponse:
    """Ask another organisation to stand behind the text."""
    row = access.going(model, public_id, by=request.actor, what=May.WRITE)
    form = MemberForm(request.POST)
    if not form.is_valid():
        return work.page(request, row, member_form=form)
    organisation = form.cleaned_data["organisation"]
    return work.do(request, row, lambda: actions.ask_member(row=row, organisation=organisation, by=request.actor))


@require_POST
def answer_as_member(request: Request, model: str, public_id: str) -> HttpResponse:
    """Consent to stand behind another's text, or decline."""
    row, member = access.membership(model, public_id, Member.State.ASKED, by=request.actor)
    consents = request.POST.get("answer") == "consent"
    actions.answer_as_member(row=row, member=member, consents=consents, by=request.actor)
    return redirect(kind_of(row).page(row, "work") if consents else _away(row))


@require_POST
def withdraw_as_member(request: Request, model: str, public_id: str) -> HttpResponse:
    """Stand behind another's text no more."""
    row, member = access.membership(model, public_id, Member.State.CONSENTED, by=request.actor)
    actions.withdraw_as_member(row=row, member=member, by=request.actor)
    return redirect(_away(row))


@require_POST
def let_answer_for(request: Request, model: str, public_id: str) -> HttpResponse:
    """Name the organisation that answers for archive, personal data and access requests."""
    row = access.in_work(model, public_id, by=request.actor, what=May.WRITE)
    chosen = next((one for one in queries.behind(row) if one.public_id == request.POST.get("organisation")), None)
    if chosen is None:
        return work.page(request, row, status=400)
    return work.do(request, row, lambda: actions.let_answer_for(row=row, organisation=chosen, by=request.actor))


def _away(row: Drafted) -> str:
    """Return where those go on whose text this is no more: to where the way to it began."""
    return kind_of(row).trail(row)[0].url
