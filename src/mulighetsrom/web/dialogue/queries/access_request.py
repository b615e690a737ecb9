"""Reads of access requests: what was gathered, what is claimed secret in it, and who still has to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch

from mulighetsrom.web.dialogue import clock, gathering
from mulighetsrom.web.dialogue.models import AccessRequest, Claim, Hearing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.gathering import Document
    from mulighetsrom.web.dialogue.models import Dialogue


def of(dialogue: Dialogue) -> QuerySet[AccessRequest]:
    return dialogue.access_requests.select_related("dialogue__owner").order_by("-received_date", "-id")


def recorded(dialogue: Dialogue) -> QuerySet[AccessRequest]:
    """Return the requests as they came, with all that became of each, for the record."""
    heard = Prefetch("hearings", Hearing.objects.select_related("company").order_by("id"))
    claimed = Prefetch("claims", Claim.objects.select_related("company").order_by("id"))
    rows = dialogue.access_requests.select_related("decided_by").prefetch_related("gathered", heard, claimed)
    return rows.order_by("received_date", "id")


def documents(request: AccessRequest) -> list[Document]:
    """Return the documents of a request as they are, oldest first."""
    keys = set(request.gathered.values_list("key", flat=True))
    return [one for one in gathering.found(request.dialogue) if one.key in keys]


def claims(request: AccessRequest) -> dict[str, Claim]:
    """Return what is claimed secret in a request, by the passages' keys."""
    return {one.key: one for one in request.claims.select_related("company").order_by("id")}


def hearings(request: AccessRequest) -> QuerySet[Hearing]:
    return request.hearings.select_related("company", "answered_by").order_by("id")


def waits_for(request: AccessRequest) -> QuerySet[Hearing]:
    """Return the companies that have neither answered nor let their deadline pass."""
    return hearings(request).filter(answered_at=None, silent_at=None)


def claims_of(hearing: Hearing) -> QuerySet[Claim]:
    """Return what a company claims in a request."""
    return hearing.request.claims.filter(company=hearing.company).order_by("id")


def marked_with(hearing: Hearing) -> dict[str, str]:
    """Return why each of a company's passages is held back until now, by key: its own words, or that it kept silent."""
    own = [one for one in documents(hearing.request) if one.company == hearing.company]
    return {claim: section.reason for one in own for section in one.sections for claim in section.claims}


def silent() -> QuerySet[Hearing]:
    """Return the hearings whose deadline has passed by the database's clock without an answer."""
    waiting = Hearing.objects.filter(answered_at=None, silent_at=None, deadline_at__lte=clock.now())
    return waiting.select_related("request__dialogue", "company")


def of_company(company: Organisation) -> QuerySet[Hearing]:
    """Return what a company has yet to answer."""
    waiting = Hearing.objects.filter(company=company, answered_at=None, silent_at=None)
    return waiting.select_related("request__dialogue").order_by("deadline_at", "id")


def undecided(by: Actor) -> QuerySet[AccessRequest]:
    """Return the requests that the actor's organisation answers for and has not decided, the oldest first."""
    waiting = AccessRequest.objects.exclude(state=AccessRequest.State.DECIDED)
    own = waiting.filter(dialogue__answers_for__public_id=by.acting_for or "")
    return own.select_related("dialogue").order_by("received_date", "id")


def handled_by(person: str) -> Iterator[dict[str, Any]]:
    """Yield the requests that a person registered or decided, or answered for a company, as JSON takes them."""
    for one in AccessRequest.objects.filter(registered_by__public_id=person).order_by("id"):
        yield {"request": one.public_id, "registered_at": one.registered_at.isoformat()}
    for one in AccessRequest.objects.filter(decided_by__public_id=person).order_by("id"):
        yield {"request": one.public_id, "decided_at": one.decided_at and one.decided_at.isoformat()}
    for hearing in Hearing.objects.filter(answered_by__public_id=person).order_by("id"):
        yield {"hearing": hearing.public_id, "answered_at": hearing.answered_at and hearing.answered_at.isoformat()}
