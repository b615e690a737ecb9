"""Who somebody is: log in, log out, and for whom they act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulighetsrom.web.accounts import access, demo, paths, sessions
from mulighetsrom.web.common.components import Link

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request


@require_safe
def log_in(request: Request) -> HttpResponse:
    """Offer the ways to log in that this installation has."""
    context = {
        "title": _("Log in"),
        "trail": [Link(_("Log in"), request.path, current=True)],
        "examples": demo.people_by_role(),
        "next": paths.own(request.GET.get(paths.NEXT)),
    }
    return render(request, "accounts/log_in.html", context)


@require_POST
def log_out(request: Request) -> HttpResponse:
    """End this browser's session."""
    sessions.end(request)
    return redirect(paths.front())


@require_POST
def act_for(request: Request) -> HttpResponse:
    """Act for another organisation from now on, or for nobody but oneself."""
    access.me(by=request.actor)
    chosen = request.POST.get("organisation", "")
    sessions.act_for(request, access.my_organisation(chosen, by=request.actor) if chosen else None)
    return redirect(paths.home())
