"""The pages of one municipality and one county."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.common.components import Link
from mulighetsrom.web.insights import access

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request


@require_safe
def municipality(request: Request, number: str) -> HttpResponse:
    """Show one municipality, at its number of today."""
    found = access.municipality(number, by=request.actor)
    if found.number != number:
        return redirect("insights:municipality", found.number, permanent=True)
    trail = [Link(_("Front page"), reverse("insights:front")), Link(found.name, request.path, verbatim=True)]
    return render(request, "insights/municipality.html", {"title": found.name, "verbatim": True, "trail": trail})


@require_safe
def paper(request: Request, number: str) -> HttpResponse:  # noqa: ARG001 - not written yet
    raise Http404


@require_safe
def county(request: Request, number: str) -> HttpResponse:  # noqa: ARG001 - not written yet
    raise Http404
