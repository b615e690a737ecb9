"""What was done in an organisation, for its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.accounts import access, deeds, pages
from mulighetsrom.web.accounts.queries import history as queries
from mulighetsrom.web.common import written

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request


@require_safe
def history(request: Request, public_id: str) -> HttpResponse:
    """Show who did what, and when, the newest first."""
    found = access.our(public_id, by=request.actor)
    page = Paginator(queries.of(found), queries.PAGE).get_page(request.GET.get("page"))
    names = queries.names(page.object_list)
    context = {
        "title": _("History"),
        "organisation": found,
        "page": page,
        "events": [(written.moment(event.at), deeds.told(event, names)) for event in page.object_list],
        "trail": pages.trail(found, _("History"), request.path),
    }
    return render(request, "accounts/history.html", context)
