"""Who may: from the actor, and from the ids in an address, to people and organisations, or a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404
from django.utils.crypto import constant_time_compare

from mulighetsrom.web.accounts import codes, secret_links
from mulighetsrom.web.accounts.models import Deputy, Invitation, Kept, Membership, Organisation, Person, Proof
from mulighetsrom.web.accounts.queries import logins, people
from mulighetsrom.web.accounts.roles import May, may

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.models import Identity, Session
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.models import Mail

Row = TypeVar("Row", bound=Model)


class LoginNeededError(Exception):
    """Raised where a visitor must say who they are; the middleware leads to the log-in and back."""


def me(*, by: Actor) -> Person:
    """Return the person who acts."""
    found = Person.objects.filter(public_id=by.person, deleted_at=None).first() if by.person else None
    if not found:
        raise LoginNeededError
    return found


def acting_for(*, by: Actor) -> Organisation:
    """Return the organisation that the actor acts for."""
    if not by.person:
        raise LoginNeededError
    found = Organisation.objects.filter(public_id=by.acting_for).first() if by.acting_for else None
    if not found:
        raise PermissionDenied
    return found


def my_organisation(public_id: str, *, by: Actor) -> Organisation:
    """Return an organisation that the person may act for, whether they do so now or not."""
    mine = people.memberships(me(by=by))
    found = mine.filter(organisation__public_id=public_id).first() if public_id.isalnum() else None
    if not found:
        raise Http404
    return found.organisation


def require(what: May, *, by: Actor) -> None:
    """Refuse an actor who may not do something; a visitor is asked to log in first."""
    if not by.person:
        raise LoginNeededError
    if not may(by, what):
        raise PermissionDenied


def own(what: May, *, by: Actor) -> Organisation:
    """Return the organisation the actor acts for, where they may do something there."""
    require(what, by=by)
    return acting_for(by=by)


def organisation(public_id: str, *, by: Actor) -> Organisation:  # noqa: ARG001 - open to all, and says so here
    """Return an organisation by its public id: that it is here, is no secret."""
    found = Organisation.objects.filter(public_id=public_id).first() if public_id.isalnum() else None
    if not found:
        raise Http404
    return found


def is_in(organisation: Organisation, *, by: Actor) -> bool:
    """Tell whether the actor acts for this organisation now."""
    return by.person is not None and by.acting_for == organisation.public_id


def for_system(public_id: str) -> Organisation:
    """Return an organisation for a task, which nobody in particular asked for."""
    return Organisation.objects.get(public_id=public_id)


def proof(public_id: str, secret: str | None = None) -> Proof:
    """Return a letter that is still good, by what the browser was led to when it asked, or by the letter's link."""
    letters = logins.good().filter(purpose=Proof.Purpose.LOG_IN)
    found = letters.filter(public_id=public_id).first() if public_id.isalnum() else None
    if not found or (secret is not None and not codes.is_link(found, secret)):
        raise Http404
    return found


def letter_of_change(public_id: str, secret: str) -> Mail:
    """Return the letter that told an address of losing an account, as long as it can be taken back by it."""
    found = logins.letter_of_change(public_id) if public_id.isalnum() else None
    if not found or not constant_time_compare(secret_links.to_take_back(found.public_id), secret):
        raise Http404
    return found


def our(public_id: str, *, by: Actor, what: May | None = None) -> Organisation:
    """Return the organisation the actor acts for, by its id, where they may do `what` there.

    Of others it is no secret that they are here, so whoever is not of it is refused, and a visitor asked to log in.
    """
    found = organisation(public_id, by=by)
    me(by=by)
    if not is_in(found, by=by) or (what and not may(by, what)):
        raise PermissionDenied
    return found


def membership(public_id: str, *, of: Organisation) -> Membership:
    """Return a member or a claim of today of an organisation that the actor was let into by `our`."""
    return _named(public_id, people.current(of))


def member(public_id: str, *, of: Organisation, by: Actor) -> Membership:
    """Return a member whom the actor may change: themselves, or anybody as an owner; colleagues are refused."""
    found = _named(public_id, people.members(of))
    if not may_change(found, by=by):
        raise PermissionDenied
    return found


def invitation(public_id: str, *, of: Organisation) -> Invitation:
    """Return an invitation of an organisation that the actor was let into by `our`."""
    return _named(public_id, of.invitations.all())


def deputy(public_id: str, *, of: Organisation, by: Actor) -> Deputy:
    """Return a deputy in an organisation, for the member, for the deputy, and for an owner."""
    found = _named(public_id, people.deputies_ahead(of))
    if not (may_change(found.membership, by=by) or may_change(found.stands_in, by=by)):
        raise PermissionDenied
    return found


def invited(secret: str) -> Invitation:
    """Return the invitation whose letter holds this secret, whatever has become of it."""
    told = Invitation.objects.select_related("organisation", "invited_by")
    return _one_of(told.filter(secret_hash=secret_links.hashed(secret)))


def claim(public_id: str, *, by: Actor) -> Membership:
    """Return a claim that is not confirmed, for an operator."""
    require(May.OPERATE, by=by)
    return _named(public_id, people.unconfirmed())


def may_change(found: Membership, *, by: Actor) -> bool:
    """Tell whether the actor may name a deputy for a member, or end the membership: their own, or as an owner."""
    return found.person.public_id == by.person or may(by, May.PEOPLE)


def new_address(public_id: str, *, by: Actor) -> Proof:
    """Return the letter to a person's new address, for themselves."""
    mine = logins.good().filter(purpose=Proof.Purpose.ADDRESS, person=me(by=by))
    return _named(public_id, mine)


def my_session(public_id: str, *, by: Actor) -> Session:
    """Return one of a person's own sessions."""
    mine = people.sessions(me(by=by))
    return _named(public_id, mine)


def my_identity(public_id: str, *, by: Actor) -> Identity:
    """Return one of the log-ins that are linked to a person, for themselves."""
    mine = people.identities(me(by=by))
    return _named(public_id, mine)


def kept(public_id: str, *, by: Actor) -> Kept:
    """Return what a person wrote when their session had run out, for themselves."""
    mine = logins.kept(me(by=by))
    return _named(public_id, mine)


def _named(public_id: str, rows: QuerySet[Row]) -> Row:
    """Return the row with this id; what cannot be an id, such as a NUL byte, never gets to the database."""
    return _one_of(rows.filter(public_id=public_id) if public_id.isalnum() else rows.none())


def _one_of(rows: QuerySet[Row]) -> Row:
    found = rows.first()
    if not found:
        raise Http404
    return found
