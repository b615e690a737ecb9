"""A conference or a workshop as everybody reads it, and what its pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.pages import Company, company
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import floods, written
from mulighetsrom.web.dialogue import conference, invites, trails
from mulighetsrom.web.dialogue.access import conference as access
from mulighetsrom.web.dialogue.models import Seats
from mulighetsrom.web.dialogue.queries import conference as queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Part, SignUp

form_method = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def event(request: Request, public_id: str, part: str) -> HttpResponse:
    """Show when and where, the programme, how to sign up, and who lets everybody know that they come."""
    found = access.event(public_id, part, by=request.actor)
    buyer = may(request.actor, May.READ)
    context = facts(found) | {
        "title": conference.name(found),
        "verbatim": True,
        "is_over": queries.is_over(found),
        "mine": list(queries.mine(found, request.actor)),
        "listed": with_company(queries.listed(found), buyer=buyer),
        "materials": queries.released_materials(found) if found.dialogue.is_public else [],
        "counts": counts(found) if runs(found, request.actor) else [],
        "trail": trails.of_part(found),
    }
    return render(request, "dialogue/conference.html", context)


@require_safe
@floods.held_back(floods.FILES)
def calendar(request: Request, public_id: str, part: str) -> HttpResponse:
    """Give the event as a calendar takes it; whoever signs up gets it by mail, and hears of changes there."""
    found = access.public_event(public_id, part, by=request.actor)
    if not found.starts_at:
        raise Http404
    return HttpResponse(invites.of_part(found).as_file(), content_type="text/calendar; charset=utf-8")


def runs(found: Part, by: Actor) -> bool:
    """Tell whether the actor looks after the conference: they see who comes."""
    return accounts.is_in(found.dialogue.owner, by=by) and may(by, May.WRITE)


def facts(found: Part) -> dict[str, Any]:
    """Return what a page tells of when, where and how many."""
    takes = queries.takes_sign_ups(found)
    rooms = [(one, conference.room_left(one, takes=takes)) for one in queries.seats(found)]
    return {
        "takes": takes,
        "part": found,
        "dialogue": found.dialogue,
        "name": conference.name(found),
        "when": conference.when(found),
        "deadline": written.weekday_moment(found.deadline_at) if found.deadline_at else "",
        "seats": [(one, room) for one, room in rooms if room],
        "streams": takes and Seats.How.STREAM in queries.ways(found),
    }


def counts(found: Part) -> list[dict[str, Any]]:
    """Return for each way to come how many places there are, how many are taken and who waits: for its own people."""
    waits = queries.waiting(found)
    return [
        {"how": one.get_how_display(), "taken": one.taken, "capacity": one.capacity, "waiting": waits.get(one.how, 0)}
        for one in queries.seats(found)
    ]


def with_company(rows: Iterable[SignUp], *, buyer: bool) -> list[tuple[SignUp, Company]]:
    """Return sign-ups with their companies; a buyer is told where a company is only what somebody wrote."""
    found = list(rows)
    sure = people.confirmed(one.person for one in found) if buyer else None
    return [(one, _company(one, sure)) for one in found]


def _company(one: SignUp, sure: dict[int, list[Organisation]] | None) -> Company:
    known = [] if sure is None else sure.get(one.person_id or 0, [])
    if one.organisation:
        return company(one.organisation, is_unsure=sure is not None and one.organisation not in known)
    same = one.company.casefold() in {of.name.casefold() for of in known}
    return Company(one.company, is_unsure=sure is not None and not same)
