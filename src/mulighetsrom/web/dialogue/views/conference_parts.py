"""What conferences and workshops put on the page where a municipality works with its dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from mulighetsrom.web.dialogue import conference
from mulighetsrom.web.dialogue.queries import conference as queries
from mulighetsrom.web.dialogue.views.conference import counts, runs

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue


def work(request: Request, dialogue: Dialogue) -> SafeString | None:
    """Write how many come to each event, and the ways to look after it."""
    events = list(dialogue.parts.filter(kind__in=queries.KINDS).order_by("starts_at", "id"))
    if not events or not runs(events[0], request.actor):
        return None
    shown = [(one, conference.name(one), counts(one)) for one in events]
    return render_to_string("dialogue/conference_work.html", {"events": shown, "dialogue": dialogue})
