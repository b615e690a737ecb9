"""What goes on around the people of the tests, with names that stay: claims, an open invitation, a deputy."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from mulighetsrom.web.accounts import secret_links
from mulighetsrom.web.accounts.models import Deputy, Invitation, Membership, Person
from tests.web import people

CLAIM, COMPANY_CLAIM = "C1A1MWA1T1", "C1A1MF1RM1"
CLAIMANT: Final = "C1A1MANT11"
INVITATION, DEPUTY = "1NV1TAT1AN", "DEPVTY1111"
SECRET: Final = "s" * 40


def fill() -> None:
    """Let somebody who is nobody here claim to act for the municipality, and for a company."""
    claimant = Person.objects.create(public_id=CLAIMANT, name="Klara Krav", email="klara@eksempelvik.example.evil.com")
    claim(CLAIM, claimant, people.EKSEMPELVIK, "reader")
    claim(COMPANY_CLAIM, claimant, people.VARMT_HJEM, "representative")
    invite()
    deputise("adviser", "reader", timezone.localdate() + timedelta(days=30), days=14)


def claim(public_id: str, person: Person, organisation: str, role: str) -> Membership:
    """Make a claim that waits."""
    return Membership.objects.create(
        public_id=public_id, person=person, organisation=people.organisation(organisation), roles=[role], waits=True
    )


def invite() -> Invitation:
    """Let the municipality's owner have invited somebody whose letter holds a known secret."""
    return Invitation.objects.create(
        public_id=INVITATION,
        organisation=people.organisation(),
        email="nora@eksempelvik.example",
        roles=["need-owner"],
        title="Leder for hjemmetjenesten",
        invited_by=people.person("owner"),
        secret_hash=secret_links.hashed(SECRET),
        expires_at=timezone.now() + timedelta(days=14),
    )


def deputise(who: str, stands_in: str, first: date, *, days: int) -> Deputy:
    """Let one persona stand in for another from a day on, for so many days."""
    return Deputy.objects.create(
        public_id=DEPUTY,
        membership=people.person(who).memberships.get(),
        stands_in=people.person(stands_in).memberships.get(),
        days=DateRange(first, first + timedelta(days=days)),
    )
