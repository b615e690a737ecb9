"""Who says to act for an organisation, and who confirms it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mulighetsrom.web.accounts import access, domains
from mulighetsrom.web.accounts.actions import claim_letters, organisations
from mulighetsrom.web.accounts.actions import people as people_actions
from mulighetsrom.web.accounts.models import Membership
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May, Role, may
from mulighetsrom.web.common import audit, kernel

if TYPE_CHECKING:
    from collections.abc import Collection

    from mulighetsrom.web.accounts.kinds import Described
    from mulighetsrom.web.accounts.models import Organisation, Person
    from mulighetsrom.web.common.actor import Actor

Confirmed = Membership.Confirmed


@kernel.action
def act_for(*, what: Described, by: Actor) -> Membership:
    """Let a person say whom they act for: the organisation comes here if it is new, and they claim it."""
    organisation = organisations.find_or_make(what, by=by)
    return _claim(organisation, access.me(by=by), by=by)


def _claim(organisation: Organisation, person: Person, *, by: Actor) -> Membership:
    """Claim to act for an organisation; a claim gives rights only where nobody has ever acted for a supplier yet."""
    organisations.lock(organisation)
    found = people.current(organisation).filter(person=person).first()
    if found:
        return found
    first = organisation.is_supplier and not organisation.memberships.exists()
    if domains.vouch(organisation, person.email):
        how = {"confirmed_by": Confirmed.DOMAIN, "confirmed_at": timezone.now()}
    else:
        how = {"waits": not first}
    made = Membership.objects.create(
        person=person, organisation=organisation, roles=[Role.OWNER if first else least(organisation)], **how
    )
    audit.record("membership.claimed", about=made, by=by, confirmed=made.confirmed_by, waits=made.waits)
    claim_letters.ask(made)
    return made


@kernel.action
def confirm(*, membership: Membership, roles: Collection[str], by: Actor) -> None:
    """Let a claim in with these roles, as an owner. It counts as confirmed only where the owner is confirmed.

    Raises StageConflictError where somebody else has answered it meanwhile, LastOwnerError.
    """
    own = _own(membership.organisation, by=by)
    if membership.person_id == own.person_id:
        raise PermissionDenied
    people_actions.check_owners(membership, roles, by=by)
    _confirm(membership, Confirmed.OWNER if own.confirmed_by else Confirmed.NOT, roles, by=by)
    claim_letters.tell(membership, claim_letters.CONFIRMED)


@kernel.action
def confirm_as_operator(*, membership: Membership, mailbox: str = "", by: Actor) -> None:
    """Confirm that somebody acts for an organisation, as its owner where it has none that is confirmed.

    Its role mailbox is noted with it where there is none yet: a first need's contact begins with it. Raises
    StageConflictError where somebody else has answered it meanwhile.
    """
    organisations.lock(membership.organisation)
    _confirm(membership, Confirmed.OPERATOR, _roles(membership, membership.organisation), by=by)
    organisations.note_mailbox(membership.organisation, mailbox, by=by)
    claim_letters.tell(membership, claim_letters.CONFIRMED, by_operator=True)


@kernel.action
def turn_down(*, membership: Membership, by: Actor) -> None:
    """Say that somebody does not act for the organisation, and end the claim.

    Whoever is in already without being confirmed is put out by an operator only: colleagues end a membership by
    `people.leave`, which looks to its work and keeps the last owner. Raises StageConflictError where somebody else has
    answered it meanwhile.
    """
    if not membership.waits and not may(by, May.OPERATE):
        raise PermissionDenied
    _compare_and_set(membership, waits=True, ended_at=timezone.now())
    audit.record("membership.turned-down", about=membership, by=by)
    claim_letters.tell(membership, claim_letters.TURNED_DOWN, by_operator=may(by, May.OPERATE))


@kernel.inside_action
def confirm_by_login(*, person: Person, what: Described, by: Actor) -> Membership:
    """Confirm that a person acts for an organisation, as the log-in provider says; make both where they are new.

    Who comes first becomes the owner; at a buyer who comes later is a reader until an owner says more. `what`
    is made by `kinds.in_norway`.
    """
    organisation = organisations.find_or_make(what, by=by)
    organisations.lock(organisation)
    found = people.current(organisation).filter(person=person).first()
    if found and found.confirmed_by:
        return found
    roles = _roles(found, organisation)
    if found:
        _confirm(found, Confirmed.LOGIN, roles, by=by)
        return found
    made = Membership.objects.create(
        person=person,
        organisation=organisation,
        roles=list(roles),
        confirmed_by=Confirmed.LOGIN,
        confirmed_at=timezone.now(),
    )
    audit.record("membership.confirmed", about=made, by=by, how=Confirmed.LOGIN, roles=made.roles)
    return made


@kernel.action
def appoint(*, organisation: Organisation, person: Person, by: Actor) -> Membership:
    """Make a person a confirmed owner of an organisation, as whoever runs the installation."""
    organisations.lock(organisation)
    found = people.current(organisation).filter(person=person).first()
    if found is None:
        found = Membership(person=person, organisation=organisation, roles=[])
    found.roles = sorted({*found.roles, Role.OWNER.value} if not found.waits else {Role.OWNER.value})
    found.waits, found.confirmed_by, found.confirmed_at = False, Confirmed.OPERATOR, timezone.now()
    found.save()
    audit.record("membership.confirmed", about=found, by=by, how=Confirmed.OPERATOR, roles=found.roles)
    return found


def least(organisation: Organisation) -> str:
    """Return the role that gives least: what somebody has until an owner says more."""
    return Role.REPRESENTATIVE.value if organisation.is_supplier else Role.READER.value


def _roles(found: Membership | None, organisation: Organisation) -> list[str]:
    """Return the roles of somebody whom another than an owner confirms: the first of them owns the place here."""
    if not people.owners(organisation).exclude(confirmed_by="").exists():
        return [Role.OWNER.value]
    # What a claim that nobody was there to refuse has made of itself ends where confirmed owners are there.
    kept = [role for role in found.roles if role != Role.OWNER] if found else []
    return kept or [least(organisation)]


def _own(organisation: Organisation, *, by: Actor) -> Membership:
    """Return the actor's own membership, with the organisation locked: what an owner has lent may not give owners."""
    organisations.lock(organisation)
    found = people.members(organisation).filter(person__public_id=by.person).first()
    if not found:
        raise PermissionDenied
    return found


def _confirm(membership: Membership, how: str, roles: Collection[str], *, by: Actor) -> None:
    moment = timezone.now() if how else None
    _compare_and_set(membership, roles=sorted(roles), waits=False, confirmed_by=how, confirmed_at=moment)
    audit.record("membership.confirmed", about=membership, by=by, how=how, roles=sorted(roles))


def _compare_and_set(membership: Membership, **fields: Any) -> None:
    open_claims = people.unconfirmed().filter(pk=membership.pk, waits=membership.waits)
    if not open_claims.update(**fields):
        raise kernel.StageConflictError("somebody else has answered this claim")
    for name, value in fields.items():
        setattr(membership, name, value)
