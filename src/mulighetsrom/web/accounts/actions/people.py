"""What people are in an organisation: roles, the one who answers access requests, and the end of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mulighetsrom.web.accounts.actions import deputies, organisations
from mulighetsrom.web.accounts.models import Membership
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import Role
from mulighetsrom.web.common import audit, kernel, registry

if TYPE_CHECKING:
    from collections.abc import Collection

    from mulighetsrom.web.common.actor import Actor

TITLE_KEPT: Final = timedelta(days=30)
"""How long the title of a membership is known that has ended."""


class LastOwnerError(Exception):
    """Raised where an organisation would be left without an owner."""


class WorkLeftError(Exception):
    """Raised where somebody would leave work behind, and nobody was named to take it."""


@kernel.action
def change(
    *, membership: Membership, seen: int, roles: Collection[str], title: str, answers: bool = False, by: Actor
) -> None:
    """Change what somebody is in the organisation; one member `answers` access requests, and no longer another.

    Owners are made by owners, not by their deputies: a deputy's rights end. Raises LastOwnerError, and
    EditConflictError where somebody else saved since.
    """
    _lock(membership)
    check_owners(membership, roles, by=by)
    old = sorted(membership.roles)
    if answers:
        others = people.members(membership.organisation).exclude(pk=membership.pk)
        others.filter(answers_access_requests=True).update(answers_access_requests=False)
    kernel.save_edit(membership, seen=seen, roles=sorted(roles), title=title, answers_access_requests=answers)
    audit.record("membership.changed", about=membership, by=by, old=old, new=sorted(roles), answers=answers)


@kernel.action
def leave(*, membership: Membership, to: Membership | None, by: Actor) -> None:
    """End a membership and give the work that is open to a colleague, in one step; the history keeps who did it.

    Invitations are the organisation's own: those of somebody who leaves stay, those of somebody whom an owner puts out
    are withdrawn, since they may let in whom the owner does not know. Raises LastOwnerError, WorkLeftError, and
    StageConflictError where the membership, or that of the colleague, has ended meanwhile.
    """
    _lock(membership)
    if to and (to.pk == membership.pk or not people.members(membership.organisation).filter(pk=to.pk).exists()):
        raise kernel.StageConflictError("the colleague's membership has ended")
    _check_owner_stays(membership)
    _hand_over(membership, to, by=by)
    deputies.end_all(membership)
    if by.person != membership.person.public_id:
        people.invitations(membership.organisation).filter(invited_by=membership.person).update(
            withdrawn_at=timezone.now()
        )
    membership.ended_at, membership.answers_access_requests = timezone.now(), False
    membership.save(update_fields=["ended_at", "answers_access_requests"])
    audit.record("membership.ended", about=membership, by=by, to=to.person.public_id if to else None)


def _lock(membership: Membership) -> None:
    """Let whoever else changes who is in the organisation wait, and look again at what this one is in it."""
    organisations.lock(membership.organisation)
    membership.refresh_from_db(fields=["roles", "waits", "confirmed_by", "ended_at"])
    if membership.ended_at:
        raise kernel.StageConflictError("the membership has ended")


def forget() -> int:
    """Take the titles out of memberships that ended long ago; return of how many."""
    old = timezone.now() - TITLE_KEPT
    return Membership.objects.filter(ended_at__lt=old).exclude(title="").update(title="")


def _hand_over(membership: Membership, to: Membership | None, *, by: Actor) -> None:
    if to is None:
        if people.open_work(membership):
            raise WorkLeftError
        return
    for part in registry.open_work:
        part.move(membership.person.public_id, membership.organisation.public_id, to.person.public_id, by)


@kernel.inside_action
def check_owners(membership: Membership, roles: Collection[str], *, by: Actor) -> None:
    """Refuse roles that would leave no owner, or that only an owner gives. Raises LastOwnerError."""
    if set(roles) - set(people.roles_of(membership.organisation.kind)):
        raise PermissionDenied
    if Role.OWNER in roles and Role.OWNER not in membership.roles:
        own = people.owners(membership.organisation).filter(person__public_id=by.person)
        if not own.exists():
            raise PermissionDenied
    if Role.OWNER not in roles:
        _check_owner_stays(membership)


def _check_owner_stays(membership: Membership) -> None:
    """Refuse to take away the last owner; of the confirmed ones too, since a claim alone must not inherit the place."""
    if Role.OWNER not in membership.roles or membership.waits:
        return
    colleagues = people.current(membership.organisation).exclude(pk=membership.pk)
    if membership.organisation.is_supplier and not colleagues.exists():
        return  # a firm of one: nobody is left behind, and its owner must be able to delete their account
    others = people.owners(membership.organisation).exclude(pk=membership.pk)
    if membership.confirmed_by:
        others = others.exclude(confirmed_by="")
    if not others.exists():
        raise LastOwnerError
