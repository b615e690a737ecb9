"""The pages that show the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request


@require_safe
def front(request: Request) -> HttpResponse:
    """Say what this is, show the national figure, and help a reader find their municipality."""
    return render(request, "insights/front.html", {"steps": _steps()})


def _steps() -> list[tuple[str, str]]:
    return [
        (
            _("We read the notices"),
            _("Public notices of procurement from Doffin and TED are the source, as the buyers wrote them."),
        ),
        (
            _("We count the dialogues"),
            _("An open rule decides which notices invite suppliers to market dialogue before the competition."),
        ),
        (_("You check the figure"), _("Each figure opens to the notices behind it, with the words that decided it.")),
    ]
