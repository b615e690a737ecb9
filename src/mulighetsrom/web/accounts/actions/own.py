"""One's own account: correct it, end its sessions, delete it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from mulighetsrom.web.accounts.models import Identity, Person, Session
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.common import audit
from mulighetsrom.web.common.kernel import action, save_edit

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor


class StillMemberError(Exception):
    """Raised where somebody would delete their account and leave an organisation without having said good-bye."""


@action
def correct(*, person: Person, seen: int, name: str, language: str, by: Actor) -> None:
    """Save a person's name and language. Raises kernel.EditConflictError."""
    save_edit(person, seen=seen, name=name, language=language)
    audit.record("person.corrected", about=person, by=by)


@action
def end_session(*, session: Session, by: Actor) -> None:
    """End a session: whoever has it, is logged out at their next click."""
    session.delete()
    audit.record("session.ended", about=session, by=by)


@action
def end_other_sessions(*, person: Person, but: str, by: Actor) -> None:
    """End all of a person's sessions but the one with this public id."""
    person.sessions.exclude(public_id=but).delete()
    audit.record("person.sessions-ended", about=person, by=by)


@action
def unlink(*, identity: Identity, but: str, by: Actor) -> None:
    """Let a provider's log-in open this account no more, and end its sessions but the one with this public id.

    There is always a way left: a letter to the person's address.
    """
    identity.sessions.exclude(public_id=but).delete()
    audit.record("person.identity-removed", about=identity.person, by=by, identity=identity.public_id)
    identity.delete()


@action
def delete(*, person: Person, by: Actor) -> None:
    """Delete an account: its row stays without name and address, since what was done for organisations points at it.

    Raises StillMemberError: who leaves an organisation hands over the work there first, and an owner the organisation.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    if people.memberships(person).exists():
        raise StillMemberError
    people.claims_of(person).update(ended_at=timezone.now())
    person.sessions.all().delete()
    person.identities.all().delete()
    Person.objects.filter(pk=person.pk).update(name="", email="", is_operator=False, deleted_at=timezone.now())
    audit.record("person.deleted", about=person, by=by)
