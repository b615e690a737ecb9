"""Who a provider says somebody is, and who they are here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.accounts.actions import claims as claiming
from mulighetsrom.web.accounts.models import Identity, Organisation, Person, Session
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.common import audit
from mulighetsrom.web.common.actor import SYSTEM, Actor
from mulighetsrom.web.common.kernel import action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mulighetsrom.web.accounts.kinds import Described
    from mulighetsrom.web.accounts.oidc.claims import Who


class TakenError(Exception):
    """Raised where a provider's word for somebody belongs to another person here."""


@action
def recognise(*, who: Who, by: Actor) -> Identity | None:  # noqa: ARG001 - whoever comes from the provider
    """Return somebody's identity: a known one, or one that a trusted and verified address links now; or None.

    An address links only a person whom this provider does not know under another name yet: addresses are given to new
    people when somebody leaves, and an account is not.
    """
    known = people.identity(who.issuer, who.subject)
    if known or not who.email:
        return known
    person = people.by_email(who.email)
    if not person or person.identities.filter(issuer=who.issuer).exists():
        return None
    return _link(person, who)


@action
def link(*, person: Person, who: Who, by: Actor) -> Identity:  # noqa: ARG001 - who has just proved the address
    """Link an identity to a person who has just shown an address to be theirs. Raises TakenError."""
    return _link(person, who)


@action
def act_for(*, person: Person, what: Sequence[Described], by: Actor) -> Organisation | None:  # noqa: ARG001 - as above
    """Confirm whom a person acts for, as the provider says; return the first of them."""
    actor = Actor(person=person.public_id)
    made = [claiming.confirm_by_login(person=person, what=one, by=actor).organisation for one in what]
    return next(iter(made), None)


@action
def end_sessions(*, issuer: str, session: str, subject: str, by: Actor) -> int:  # noqa: ARG001 - the provider says so
    """End the sessions that a provider ends: one, by the hash of its name, or all of a person's; return how many."""
    theirs = Session.objects.filter(identity__issuer=issuer)
    ended = theirs.filter(provider_session=session) if session else theirs.filter(identity__subject=subject)
    for one in Person.objects.filter(sessions__in=ended).distinct():
        audit.record("person.sessions-ended", about=one, by=SYSTEM)
    return ended.delete()[0]


def _link(person: Person, who: Who) -> Identity:
    made, new = Identity.objects.get_or_create(issuer=who.issuer, subject=who.subject, defaults={"person": person})
    if made.person_id != person.pk:
        raise TakenError
    if new:
        audit.record("person.identity", about=person, by=Actor(person=person.public_id), identity=made.public_id)
    return made
