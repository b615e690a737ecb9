"""Invitations: a letter with a secret, that whoever opens it and logs in can use once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mulighetsrom.web.accounts import access, secret_links
from mulighetsrom.web.accounts.actions import organisations
from mulighetsrom.web.accounts.models import Invitation, Membership
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import Role
from mulighetsrom.web.common import audit, kernel
from mulighetsrom.web.common.mail import Receiver, Sender, post

if TYPE_CHECKING:
    from collections.abc import Collection

    from mulighetsrom.web.accounts.models import Organisation, Person
    from mulighetsrom.web.common.actor import Actor

OPEN_FOR: Final = timedelta(days=14)
KEPT: Final = timedelta(days=30)
"""How long an invitation that ran out, or was answered, tells whom it was for."""

LETTER: Final = "accounts.invitation"
Confirmed = Membership.Confirmed


class AlreadyMemberError(Exception):
    """Raised where the address is that of a member, or the person who accepts is one already."""


class NotOpenError(Exception):
    """Raised where an invitation has been accepted or withdrawn, or has run out."""


@kernel.action
def invite(*, organisation: Organisation, email: str, roles: Collection[str], title: str, by: Actor) -> Invitation:
    """Invite an address to join with these roles; one that is invited already gets a new letter with what is said now.

    Owners are made by owners, not by their deputies. Raises AlreadyMemberError, and WrongAddressError of `common.mail`.
    """
    organisations.lock(organisation)
    inviter = _inviter(organisation, roles, by=by)
    if people.members(organisation).filter(person__email__iexact=email).exists():
        raise AlreadyMemberError
    invitation = people.invitations(organisation).filter(email__iexact=email).first()
    invitation = invitation or Invitation(organisation=organisation, email=email)
    invitation.roles, invitation.title, invitation.invited_by = sorted(roles), title, inviter.person
    _send(invitation)
    audit.record("invitation.sent", about=invitation, by=by, roles=invitation.roles)
    return invitation


@kernel.action
def send_again(*, invitation: Invitation, by: Actor) -> None:
    """Send a new letter; the link in the earlier one no longer works. Raises NotOpenError, PermissionDenied."""
    invitation = _locked(invitation)
    invitation.invited_by = _inviter(invitation.organisation, invitation.roles, by=by).person
    _send(invitation)
    audit.record("invitation.sent", about=invitation, by=by, roles=invitation.roles)


@kernel.action
def withdraw(*, invitation: Invitation, by: Actor) -> None:
    """Withdraw an invitation. Raises NotOpenError."""
    invitation = _locked(invitation)
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    audit.record("invitation.withdrawn", about=invitation, by=by)


@kernel.action
def accept(*, invitation: Invitation, by: Actor) -> Membership:
    """Join an organisation by its invitation, as whoever has logged in with its letter's link open.

    It counts as confirmed where whoever invited is confirmed. A claim that waited is answered by it. Raises
    NotOpenError, AlreadyMemberError.
    """
    person = access.me(by=by)
    invitation = _locked(invitation)
    if invitation.expires_at <= timezone.now():
        raise NotOpenError
    membership = _member(invitation, person)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    audit.record("invitation.accepted", about=invitation, by=by, membership=membership.public_id)
    return membership


def is_open(invitation: Invitation) -> bool:
    """Tell whether an invitation can still be accepted."""
    answered = invitation.accepted_at or invitation.withdrawn_at
    return not answered and invitation.expires_at > timezone.now()


def forget() -> int:
    """Take out of old invitations whom they were for; return of how many."""
    old = timezone.now() - KEPT
    return Invitation.objects.filter(expires_at__lt=old).exclude(email="").update(email="", title="")


def _send(invitation: Invitation) -> None:
    now = timezone.now()
    invitation.sent_at, invitation.expires_at = now, now + OPEN_FOR
    invitation.secret_hash = secret_links.hashed(secret_links.of_invitation(invitation.public_id, now))
    invitation.save()
    organisation = invitation.organisation
    post(
        LETTER,
        to=Receiver(invitation.email, organisation.language),
        sender=Sender(organisation.name, organisation.mailbox),
        about=invitation,
        once=now.isoformat(),
    )


def _locked(invitation: Invitation) -> Invitation:
    """Return the invitation as it is now, for this action alone, with its organisation locked first."""
    organisations.lock(invitation.organisation)
    found = Invitation.objects.select_related("organisation").select_for_update(of=("self",)).get(pk=invitation.pk)
    if found.accepted_at or found.withdrawn_at:
        raise NotOpenError
    return found


def _inviter(organisation: Organisation, roles: Collection[str], *, by: Actor) -> Membership:
    own = people.members(organisation).filter(person__public_id=by.person).first()
    if own is None or set(roles) - set(people.roles_of(organisation.kind)):
        raise PermissionDenied
    if Role.OWNER in roles and Role.OWNER not in own.roles:
        raise PermissionDenied
    return own


def _member(invitation: Invitation, person: Person) -> Membership:
    """Return the membership that the invitation makes, or makes of a claim."""
    organisation = invitation.organisation
    membership = people.current(organisation).filter(person=person).first()
    if membership and not membership.waits:
        raise AlreadyMemberError
    membership = membership or Membership(person=person, organisation=organisation)
    how = Confirmed.OWNER if _was_confirmed(invitation) else Confirmed.NOT
    membership.roles, membership.title = invitation.roles, invitation.title
    membership.waits, membership.confirmed_by = False, how
    membership.confirmed_at = timezone.now() if how else None
    membership.save()
    return membership


def _was_confirmed(invitation: Invitation) -> bool:
    inviter = invitation.invited_by
    return invitation.organisation in people.confirmed([inviter])[inviter.pk]
