"""What a municipality sees of those who come to its conference or workshop, and how many can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.dialogue import trails
from mulighetsrom.web.dialogue.access import conference as access
from mulighetsrom.web.dialogue.actions import seats as seating
from mulighetsrom.web.dialogue.actions import taking_part
from mulighetsrom.web.dialogue.conference import place
from mulighetsrom.web.dialogue.forms.conference import SeatsForm
from mulighetsrom.web.dialogue.models import Participant, SignUp
from mulighetsrom.web.dialogue.queries import conference as queries
from mulighetsrom.web.dialogue.views.conference import counts, facts, form_method, with_company

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.accounts.pages import Company
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Part


@require_safe
def participants(request: Request, public_id: str, part: str) -> HttpResponse:
    """Show who has signed up, in which order they came, and how many places are left."""
    found = access.own_event(public_id, part, by=request.actor)
    return _page(request, found)


@require_POST
def needs(request: Request, public_id: str, part: str) -> HttpResponse:
    """Show what people need to take part: asked for by a button, since it is noted who has read it."""
    found = access.own_event(public_id, part, by=request.actor)
    read = taking_part.read_needs(part=found, by=request.actor)
    return _page(request, found, read=read)


@form_method
def seats(request: Request, public_id: str, part: str) -> HttpResponse:
    """Say how many can come; once the invitation is public, more only."""
    found = access.own_event(public_id, part, by=request.actor)
    form = SeatsForm(request.POST if request.method == "POST" else None, seats=queries.seats(found))
    if form.is_valid():
        try:
            seating.set_capacity(part=found, capacities=form.cleaned_data, by=request.actor)
            if found.dialogue.is_public:
                return redirect("dialogue:participants", public_id, part)
            return redirect("dialogue:parts", public_id)  # where one goes on preparing: nobody has signed up yet
        except seating.CapacityError as refused:
            form.add_error(refused.how, _("Everybody has been told that there are more places. You can only add some."))
    title = _("How many can come")
    context = facts(found) | {"form": form, "title": title, "trail": trails.of_part(found, Link(title, request.path))}
    return render(request, "dialogue/conference_seats.html", context)


def _page(request: Request, found: Part, **read: Any) -> HttpResponse:
    rows = list(queries.signed_up(found))
    context = facts(found) | {
        "counts": counts(found),
        "sign_ups": [_shown(*one) for one in with_company(rows, buyer=True)],
        "needs_given": sum(one.needs_id is not None for one in rows),
        "needs_gone": sum(one.needs_given and one.needs_id is None for one in rows),
        "needs_until": written.day(taking_part.needs_kept_until(found)) if found.starts_at else "",
        "title": _("Signed up"),
        "trail": trails.of_part(found, Link(_("Signed up"), reverse("dialogue:participants", args=_ids(found)))),
        **read,
    }
    return render(request, "dialogue/conference_people.html", context)


def _shown(one: SignUp, company: Company) -> dict[str, Any]:
    """Return a sign-up as the municipality reads it, with the company, and whether that is only what they wrote."""
    return {
        "sign_up": one,
        "company": company,
        "contact": one.person.email if one.person else one.email,
        "people": [(who, place(who)) for who in one.participants.all() if who.state != Participant.State.UNCONFIRMED],
        "at": written.moment(one.confirmed_at or one.created_at),
        "forgotten": written.local_day(one.forgotten_at) if one.forgotten_at else "",
    }


def _ids(found: Part) -> list[str]:
    return [found.dialogue.public_id, found.public_id]
