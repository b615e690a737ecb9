"""The operator's page: who says to act for an organisation that has nobody to confirm it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulighetsrom.web.accounts import access
from mulighetsrom.web.accounts.actions import claims
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common.kernel import StageConflictError

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request


@require_safe
def operate(request: Request) -> HttpResponse:
    """List the claims that nobody has confirmed."""
    access.require(May.OPERATE, by=request.actor)
    context = {"title": _("Requests that wait"), "claims": people.unconfirmed()}
    return render(request, "accounts/operate.html", context)


@require_POST
def claim(request: Request, membership: str) -> HttpResponse:
    """Confirm or refuse a claim as an operator."""
    found = access.claim(membership, by=request.actor)
    answer = claims.turn_down if "refuse" in request.POST else claims.confirm_as_operator
    try:
        answer(membership=found, by=request.actor)
    except StageConflictError:
        return render(request, "accounts/answered.html", {"title": _("Somebody has answered this already")}, status=409)
    return redirect("accounts:operate")
