"""At each part of an invitation: what the reader's company has done there, or else the button with which it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.dialogue import opening
from mulighetsrom.web.dialogue.access import input as inputs
from mulighetsrom.web.dialogue.access import meetings as meeting_access
from mulighetsrom.web.dialogue.models import Part, Request
from mulighetsrom.web.dialogue.queries import conference, meetings
from mulighetsrom.web.dialogue.queries import input as written
from mulighetsrom.web.dialogue.words.meetings import standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.safestring import SafeString

    from mulighetsrom.web.common import http


class Way(NamedTuple):
    """Where a page leads from a part: `done` says what has been done there already, and is empty before."""

    label: str
    url: str
    done: str = ""


def shown(request: http.Request, part: Part) -> SafeString | None:
    """Show the way into a part; the buyer's own people find theirs where they work with the dialogue."""
    offers = may(request.actor, May.OFFER) or not request.actor.acting_for
    way = _WAYS[part.kind](request, part) if offers else None
    return render_to_string("dialogue/part_way.html", way._asdict()) if way else None


def _event(request: http.Request, part: Part) -> Way | None:
    own = list(conference.mine(part, request.actor))
    if own:
        count = sum(len(one.participants.all()) for one in own)
        done = ngettext("You have signed up %(n)s person.", "You have signed up %(n)s people.", count) % {"n": count}
        return Way(_("See your sign-up"), _url("conference", part), done)
    return Way(_("Sign up"), _url("sign_up", part)) if conference.takes_sign_ups(part) else None


def _meeting(request: http.Request, part: Part) -> Way | None:
    row = meetings.of_part(part)
    if row is None:
        return None
    own = meetings.of_company(row, meeting_access.asking(by=request.actor)) if may(request.actor, May.OFFER) else None
    if own and own.state != Request.State.WITHDRAWN:
        return Way(_("See your meeting"), _url("meeting", part, own.public_id), f"{standing(own)}.")
    return Way(_("Ask for a meeting"), _url("wish", part)) if meetings.takes_wishes(row) else None


def _input(request: http.Request, part: Part) -> Way | None:
    company = inputs.company_of(request.actor)
    page = _url("input", part)
    if company and (standing := written.standing(part, company)):
        return Way(_("See your input"), page, _("Your company has handed in, receipt %(n)s.") % {"n": standing.number})
    if not opening.takes_part(part) or written.is_over(part):
        return None
    if company and written.draft(part, company):
        return Way(_("Go on writing"), page, _("Your company has a draft. Nothing is handed in yet."))
    label = _("See the drafts and comment") if part.kind == Part.Kind.COMMENTS else _("See the questions and answer")
    return Way(label, page)


def _url(name: str, part: Part, *more: str) -> str:
    return reverse(f"dialogue:{name}", args=[part.dialogue.public_id, part.public_id, *more])


_WAYS: Final[dict[str, Callable[[http.Request, Part], Way | None]]] = {
    Part.Kind.CONFERENCE: _event,
    Part.Kind.WORKSHOP: _event,
    Part.Kind.MEETINGS: _meeting,
    Part.Kind.INPUT: _input,
    Part.Kind.COMMENTS: _input,
}
