"""The front page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.common import written
from mulighetsrom.web.dialogue import told
from mulighetsrom.web.dialogue.queries import dialogues
from mulighetsrom.web.insights import dataset, pictures, places
from mulighetsrom.web.insights.queries import figures as queries
from mulighetsrom.web.insights.queries import search
from mulighetsrom.web.needs.queries import front as coming

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.notices.store import Version
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue

MOST_DIALOGUES: Final = 3
MOST_NEEDS: Final = 3
MOST_MEETINGS: Final = 4


@require_safe
def front(request: Request) -> HttpResponse:
    """Say what this is and what can be done here, show what is new, and help a reader find their municipality."""
    typed = request.GET.get("kommune", "").strip()
    found = search.find_municipalities(dataset.register(), typed) if typed else []
    if len(found) == 1:
        return redirect("insights:municipality", found[0].number)
    context = {
        "steps": _steps(),
        "dialogues": _dialogues(),
        "needs": coming.newest_needs(MOST_NEEDS),
        "meetings": [(written.day(one.date), one) for one in coming.next_meetings(MOST_MEETINGS)],
        "names": search.municipality_names(dataset.register()),
        "typed": typed,
        "found": found,
    }
    return render(request, "insights/front.html", context | _country(dataset.of(request)))


def _dialogues() -> list[tuple[Dialogue, str]]:
    """Return the dialogues whose next deadline comes first, each with that deadline in words."""
    soonest = list(dialogues.going_on()[:MOST_DIALOGUES])
    deadlines = told.next_deadlines([one.public_id for one in soonest])
    return [(one, "".join(deadlines.get(one.public_id, []))) for one in soonest]


def _country(version: Version | None) -> dict[str, Any]:
    """Return the national figure of the last complete year, and of all years; of a sample, what was found."""
    country = places.country()
    figures = queries.figures(version, country.level, country.key) if version else None
    year = figures.usual_year() if figures else None
    if not figures or not year:
        return {}
    return {
        "country": country,
        "headline": pictures.headline(country, figures, year),
        "chart": pictures.through_the_years(country, figures),
    }


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
