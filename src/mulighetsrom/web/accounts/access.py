"""Who may: from the actor, and from the ids in an address, to people and organisations, or a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from mulighetsrom.web.accounts import codes
from mulighetsrom.web.accounts.models import Organisation, Person, Proof
from mulighetsrom.web.accounts.queries import logins, people
from mulighetsrom.web.accounts.roles import may

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.roles import May
    from mulighetsrom.web.common.actor import Actor


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
    me(by=by)
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
