"""A need on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.common import written
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.drafting import access
from mulighetsrom.web.drafting.views.versions import trail
from mulighetsrom.web.needs import told

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request


@require_safe
def paper(request: Request, public_id: str) -> HttpResponse:
    """Show the need as it is printed on sheets of A4."""
    need, found = access.public("need", public_id, by=request.actor)
    context = {
        "title": found.content.get("title", ""),
        "verbatim": True,
        "need": need,
        "version": found,
        "published": written.local_day(found.published_at),
        "description": told.Description(found.content),
        "cite": absolute(reverse("needs:need", args=[public_id])),
        "trail": trail(need, found, Link(_("A page to print"), request.path)),
    }
    return render(request, "needs/paper.html", context)
