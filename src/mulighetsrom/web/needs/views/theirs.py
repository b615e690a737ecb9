"""On an organisation's and a municipality's page: the way to what it needs, plans and invites to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from mulighetsrom.web.accounts.queries import organisations
from mulighetsrom.web.common import written
from mulighetsrom.web.needs.queries import front

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.http import Request


def part(request: Request, organisation: Organisation) -> SafeString | None:
    """Lead from a buyer to its needs, plan and next contact meeting, and a company's people to what they can do."""
    if organisation.is_supplier:
        own = request.actor.acting_for == organisation.public_id
        return render_to_string("needs/theirs_supplier.html", {"organisation": organisation}, request) if own else None
    meeting = front.next_meetings_of(organisation).first()
    day = written.day(meeting.date) if meeting else ""
    context = {"organisation": organisation, "meeting": meeting, "day": day}
    return render_to_string("needs/theirs.html", context, request)


def of_municipality(request: Request, number: str) -> SafeString | None:
    """Lead from a municipality's figures to the same, where it has come to the platform."""
    found = organisations.of_municipality(number)
    return part(request, found) if found else None
