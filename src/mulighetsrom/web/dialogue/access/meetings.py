"""From the ids in an address to one-to-one meetings: the set-up, a company's own request, one meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from mulighetsrom.web.accounts import access
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.dialogue.access.dialogues import companies_part, public_part
from mulighetsrom.web.dialogue.models import Meetings, Minutes, Part, Request
from mulighetsrom.web.dialogue.queries import meetings as queries
from mulighetsrom.web.dialogue.queries import minutes as queries_of_minutes

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Exchange, TeamMember


def public_meetings(public_id: str, part: str, *, by: Actor) -> Meetings:
    """Return how the meetings of a public dialogue are held, once their times are made and wishes open."""
    found = queries.of_part(public_part(public_id, part, Part.Kind.MEETINGS, by=by))
    if not found or found.state == Meetings.State.PREPARED:
        raise Http404
    return found


def drawn(public_id: str, part: str, *, by: Actor) -> Meetings:
    """Return meetings whose times have been drawn."""
    found = public_meetings(public_id, part, by=by)
    if found.state != Meetings.State.DRAWN:
        raise Http404
    return found


def meetings_part(public_id: str, part: str, *, by: Actor, what: May = May.READ) -> Part:
    """Return an own part of one-to-one meetings, whether it is set up or not."""
    return companies_part(public_id, part, Part.Kind.MEETINGS, by=by, what=what)


def own_meetings(public_id: str, part: str, *, by: Actor, what: May = May.READ) -> Meetings:
    """Return how an own dialogue's meetings are held, where the actor may do `what` with them."""
    found = queries.of_part(meetings_part(public_id, part, by=by, what=what))
    if not found:
        raise Http404
    return found


def asking(*, by: Actor) -> Organisation:
    """Return the company that the actor asks for a meeting for."""
    company = access.own(May.OFFER, by=by)
    if not company.is_supplier:
        raise PermissionDenied
    return company


def own_request(public_id: str, part: str, *, by: Actor) -> Request:
    """Return the request of the company that the actor acts for."""
    found = queries.of_company(public_meetings(public_id, part, by=by), asking(by=by))
    if not found:
        raise Http404
    return found


def request_(public_id: str, part: str, request: str, *, by: Actor, what: May = May.READ) -> Request:
    """Return a company's request, for the municipality whose meetings they are."""
    found = own_meetings(public_id, part, by=by, what=what)
    return _request(found, request)


def meeting(public_id: str, part: str, request: str, *, by: Actor) -> Request:
    """Return a request for its company and the municipality's people; to all others it is not there."""
    if not by.person:
        raise access.LoginNeededError
    if may(by, May.OFFER):
        own = own_request(public_id, part, by=by)
        if own.public_id != request:
            raise Http404
        return own
    try:
        return request_(public_id, part, request, by=by)
    except PermissionDenied:
        raise Http404 from None  # that there is such a meeting is nobody else's business


def sits_in(found: Request, *, by: Actor) -> bool:
    """Tell whether the actor is in the team that meets this company, and still works with the dialogue."""
    slot = getattr(found, "slot", None)
    return slot is not None and may(by, May.WRITE) and queries.sits_in(found.meetings, slot.team, by=by)


def minutes(own: Request, *, by: Actor) -> Minutes | None:
    """Return the minutes of a meeting that was held; until they are sent they are the team's alone.

    To others there are none, also where some are being written. `own` is what `meeting` let the actor see.
    """
    if own.state != Request.State.HELD:
        raise Http404
    found = queries_of_minutes.of(own)
    is_draft = found is None or found.state == Minutes.State.DRAFT
    return None if is_draft and not sits_in(own, by=by) else found


def readable(found: Minutes, own: Request, *, by: Actor) -> list[Exchange]:
    """Return what of the minutes the actor may open.

    The company and the team read all; the team's colleagues what is no secret, once the company has answered.
    """
    rows = queries_of_minutes.exchanges(found)
    if _met(own, by=by):
        return rows
    return [one for one in rows if not one.is_secret] if found.state in queries_of_minutes.ANSWERED else []


def reads_comment(found: Minutes, own: Request, *, by: Actor) -> bool:
    """Tell whether the actor may open the company's comment: it may tell what it has marked."""
    return found.comment is not None and _met(own, by=by)


def member(found: Meetings, public_id: str) -> TeamMember:
    """Return somebody who sits in a team."""
    one = queries.team(found).filter(public_id=public_id).first() if public_id.isalnum() else None
    if not one:
        raise Http404
    return one


def _request(found: Meetings, public_id: str) -> Request:
    one = queries.requests(found).filter(public_id=public_id).first() if public_id.isalnum() else None
    if not one:
        raise Http404
    return one


def _met(own: Request, *, by: Actor) -> bool:
    """Tell whether the actor is of the company, or of the team that met it."""
    return by.acting_for == own.company.public_id or sits_in(own, by=by)
