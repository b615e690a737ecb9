"""The people of the tests, with names that stay: one of each kind who can stand before a door.

Eksempelvik is the municipality that most things belong to, Liksomnes the other one; Varmt hjem AS and Trygg vei AS are
suppliers. Whoever tests a page logs in as one of `PERSONAS` by `session()`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from mulighetsrom.web.accounts import sessions
from mulighetsrom.web.accounts.models import Membership, Organisation, Person
from mulighetsrom.web.accounts.queries import people as queries
from mulighetsrom.web.common.actor import Actor

if TYPE_CHECKING:
    from django.test import Client


@dataclass(frozen=True)
class Someone:
    """A person, and what they are where."""

    person: str
    name: str
    organisation: str = ""
    roles: tuple[str, ...] = ()

    @property
    def membership(self) -> str:
        return f"M{self.person[1:]}"


EKSEMPELVIK, LIKSOMNES = "EKSEMPELV1", "L1KSOMNES1"
VARMT_HJEM, TRYGG_VEI = "VARMTHJEM1", "TRYGGVE1A1"

PEOPLE: Final = {
    "supplier": Someone("SVPPER1AN1", "Selma Strand", VARMT_HJEM, ("owner",)),
    "other_supplier": Someone("SVPPER2AN1", "Ravi Rise", TRYGG_VEI, ("representative",)),
    "stranger": Someone("STRANGER11", "Lars Liknes", LIKSOMNES, ("adviser", "approver")),
    "reader": Someone("READER1111", "Rita Rom", EKSEMPELVIK, ("reader",)),
    "need_owner": Someone("NEEDAWNER1", "Bente Behov", EKSEMPELVIK, ("need-owner",)),
    "adviser": Someone("ADV1SER111", "Ina Innkjøp", EKSEMPELVIK, ("adviser",)),
    "approver": Someone("APPRAVER11", "Gro Godkjenner", EKSEMPELVIK, ("approver",)),
    "owner": Someone("AWNER11111", "Eli Eier", EKSEMPELVIK, ("owner",)),
    "operator": Someone("APERATAR11", "Odd Operatør"),
}
PERSONAS: Final = ("visitor", *PEOPLE)


def fill() -> None:
    """Make the people and their organisations."""
    buyer, seller = Organisation.Kind.MUNICIPALITY, Organisation.Kind.SUPPLIER
    organisations = [
        Organisation(public_id=EKSEMPELVIK, kind=buyer, name="Eksempelvik kommune", number="316777627",
                     municipality="9901", county="99", mailbox="innkjop@eksempelvik.example",
                     mail_domains=["eksempelvik.example"]),
        Organisation(public_id=LIKSOMNES, kind=buyer, name="Liksomnes kommune", number="316387969",
                     municipality="9902", county="99", mailbox="post@liksomnes.example", language="nn"),
        Organisation(public_id=VARMT_HJEM, kind=seller, name="Varmt hjem AS", number="313003132", municipality="9901"),
        Organisation(public_id=TRYGG_VEI, kind=seller, name="Trygg vei AS", registered="founding"),
    ]  # fmt: skip
    Organisation.objects.bulk_create(organisations)
    for someone in PEOPLE.values():
        _make(someone)


def _make(someone: Someone) -> None:
    person = Person.objects.create(
        public_id=someone.person,
        name=someone.name,
        email=f"{someone.name.split()[0].lower()}@{someone.organisation.lower() or 'drift'}.example",
        is_operator=not someone.organisation,
    )
    if someone.organisation:
        Membership.objects.create(
            public_id=someone.membership,
            person=person,
            organisation=Organisation.objects.get(public_id=someone.organisation),
            roles=list(someone.roles),
            confirmed_by="owner",
            confirmed_at=timezone.now(),
        )


def person(who: str) -> Person:
    return Person.objects.get(public_id=PEOPLE[who].person)


def organisation(public_id: str = EKSEMPELVIK) -> Organisation:
    return Organisation.objects.get(public_id=public_id)


def actor(who: str) -> Actor:
    """Return the actor that the middleware would make of a persona's session."""
    someone = PEOPLE[who]
    if not someone.organisation:
        return Actor(someone.person, None, frozenset({"operator"}))
    membership = person(who).memberships.get()
    return Actor(someone.person, someone.organisation, queries.roles(membership))


def session(who: str) -> dict[str, str]:
    """Begin a session as a persona; return the cookie that a browser would send."""
    if who == "visitor":
        return {}
    request = HttpRequest()
    request.session = sessions.SessionStore()
    chosen = PEOPLE[who].organisation
    sessions.begin(request, person=person(who), acting_for=organisation(chosen) if chosen else None)
    request.session.save()
    return {settings.SESSION_COOKIE_NAME: str(request.session.session_key)}


def log_in(client: Client, who: str) -> Client:
    """Let Django's test client be a persona."""
    for name, value in session(who).items():
        client.cookies[name] = value
    return client
