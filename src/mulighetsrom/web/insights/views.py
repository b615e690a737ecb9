"""The pages that show the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.common.components import Link
from mulighetsrom.web.insights import access, queries

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request


@require_safe
def front(request: Request) -> HttpResponse:
    """Say what this is, show the national figure, and help a reader find their municipality."""
    typed = request.GET.get("kommune", "").strip()
    found = queries.find_municipalities(typed) if typed else []
    if len(found) == 1:
        return redirect("insights:municipality", found[0].number)
    context = {"steps": _steps(), "names": queries.municipality_names(), "typed": typed, "found": found}
    return render(request, "insights/front.html", context)


@require_safe
def municipality(request: Request, number: str) -> HttpResponse:
    """Show one municipality, at its number of today."""
    found = access.municipality(number, by=request.actor)
    if found.number != number:
        return redirect("insights:municipality", found.number, permanent=True)
    trail = [Link(_("Front page"), reverse("insights:front")), Link(found.name, request.path, verbatim=True)]
    return render(request, "insights/municipality.html", {"title": found.name, "verbatim": True, "trail": trail})


def _steps() -> list[tuple[str, str]]:
    return [
        (
            _("We read the notices"),
            _("The public notices on Doffin and TED are the source, as the buyers wrote them."),
        ),
        (
            _("We count the dialogues"),
            _("An open rule decides which notices invite suppliers to market dialogue before the competition."),
        ),
        (_("You check the figure"), _("Each figure opens to the notices behind it, with the words that decided it.")),
    ]
