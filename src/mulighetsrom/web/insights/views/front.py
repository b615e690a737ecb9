"""The front page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.insights import dataset
from mulighetsrom.web.insights.queries import search

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request


@require_safe
def front(request: Request) -> HttpResponse:
    """Say what this is, show the national figure, and help a reader find their municipality."""
    typed = request.GET.get("kommune", "").strip()
    found = search.find_municipalities(dataset.register(), typed) if typed else []
    if len(found) == 1:
        return redirect("insights:municipality", found[0].number)
    context = {
        "steps": _steps(),
        "names": search.municipality_names(dataset.register()),
        "typed": typed,
        "found": found,
    }
    return render(request, "insights/front.html", context)


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
