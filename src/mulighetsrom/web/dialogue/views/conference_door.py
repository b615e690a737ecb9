"""At the door of an event: who is expected, on paper and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.dialogue import door_sheet, trails
from mulighetsrom.web.dialogue.access import conference as access
from mulighetsrom.web.dialogue.actions import check_in as actions
from mulighetsrom.web.dialogue.queries import conference as queries
from mulighetsrom.web.dialogue.views.conference import facts, form_method

if TYPE_CHECKING:
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Part

TAPS = {"in": actions.check_in, "undo": actions.undo}


@require_safe
def sheet(request: Request, public_id: str, part: str) -> HttpResponse:
    """Give the list of who has a seat in the room, to print."""
    found = access.own_event(public_id, part, by=request.actor)
    headers = {
        "Content-Disposition": f'attachment; filename="dorliste-{found.public_id}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(door_sheet.write(found), content_type="application/pdf", headers=headers)


@form_method
def check_in(request: Request, public_id: str, part: str) -> HttpResponse:
    """Show who is expected, with one button for each; `navn` narrows the list."""
    found = access.own_event(public_id, part, by=request.actor)
    asked = request.GET.get("navn", "").strip()
    if request.method == "POST":
        one = access.at_the_door(found, request.POST.get("who", ""))
        tap = TAPS.get(request.POST.get("do", ""))
        try:
            if tap:
                tap(participant=one, by=request.actor)
        except actions.TooEarlyError:
            return _page(request, found, asked, status=409)
        return redirect(f"{request.get_full_path()}#{one.public_id}")
    return _page(request, found, asked)


def _page(request: Request, found: Part, asked: str, status: int = 200) -> HttpResponse:
    everybody = list(queries.at_the_door(found))
    title = _("Check-in")
    context = facts(found) | {
        "title": title,
        "opens": not queries.is_its_day(found),
        "people": [
            (one, written.clock(one.arrived_at) if one.arrived_at else "")
            for one in everybody
            if asked.casefold() in f"{one.name} {one.sign_up.company}".casefold()
        ],
        "asked": asked,
        "arrived": sum(one.arrived_at is not None for one in everybody),
        "expected": len(everybody),
        "here": reverse("dialogue:check_in", args=[found.dialogue.public_id, found.public_id]),
        "trail": trails.of_part(found, Link(title, request.path)),
    }
    return render(request, "dialogue/conference_check_in.html", context, status=status)
