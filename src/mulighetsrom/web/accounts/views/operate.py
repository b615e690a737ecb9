"""The operator's page: who says to act for an organisation that has nobody to confirm it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulighetsrom.web.accounts import access
from mulighetsrom.web.accounts.actions import claims
from mulighetsrom.web.accounts.forms.organisations import ConfirmForm
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common.kernel import StageConflictError

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.accounts.models import Membership
    from mulighetsrom.web.common.http import Request


@require_safe
def operate(request: Request) -> HttpResponse:
    """List the claims that nobody has confirmed."""
    access.require(May.OPERATE, by=request.actor)
    return _list(request)


@require_POST
def claim(request: Request, membership: str) -> HttpResponse:
    """Confirm or refuse a claim as an operator."""
    found = access.claim(membership, by=request.actor)
    form = ConfirmForm(request.POST, claim=found)
    if "refuse" not in request.POST and not form.is_valid():
        return _list(request, form, of=found)
    try:
        if "refuse" in request.POST:
            claims.turn_down(membership=found, by=request.actor)
        else:
            claims.confirm_as_operator(membership=found, by=request.actor, **form.cleaned_data)
    except StageConflictError:
        return render(request, "accounts/answered.html", {"title": _("Somebody has answered this already")}, status=409)
    return redirect("accounts:operate")


def _list(request: Request, form: ConfirmForm | None = None, *, of: Membership | None = None) -> HttpResponse:
    """Show the claims, each with its form: the one that was sent with what is wrong in it."""
    told = [(one, form if form and one == of else ConfirmForm(claim=one)) for one in people.unconfirmed()]
    return render(request, "accounts/operate.html", {"title": _("Requests that wait"), "claims": told})
