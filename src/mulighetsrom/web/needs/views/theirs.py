"""On an organisation's page: the way to what it needs, plans and invites to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from mulighetsrom.web.common import written
from mulighetsrom.web.needs.queries import front

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.http import Request


def part(request: Request, organisation: Organisation) -> SafeString | None:
    """Lead from a municipality to its needs, its plan and its next contact meeting; a supplier has none."""
    if organisation.is_supplier:
        return None
    meeting = front.next_meetings_of(organisation).first()
    day = written.day(meeting.date) if meeting else ""
    context = {"organisation": organisation, "meeting": meeting, "day": day}
    return render_to_string("needs/theirs.html", context, request)
