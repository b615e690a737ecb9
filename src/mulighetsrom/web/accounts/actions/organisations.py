"""Organisations: how they come here, and what their owners set."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from mulighetsrom.web.accounts.models import Organisation
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.common import audit, kernel

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.kinds import Described
    from mulighetsrom.web.common.actor import Actor


class PlaceTakenError(Exception):
    """Raised where the municipality or county is here already, under another number."""


@kernel.inside_action
def find_or_make(what: Described, *, by: Actor) -> Organisation:
    """Return the organisation of a number, made if it is new; one that is being founded is always new.

    Raises PlaceTakenError.
    """
    if what.number:
        found = Organisation.objects.filter(country=what.country, number=what.number).first()
        if found:
            return found
    made = Organisation(**asdict(what))
    Organisation.objects.bulk_create([made], ignore_conflicts=True)  # of two at once, the second finds the first's
    mine = Organisation.objects.filter(public_id=made.public_id).first()
    if mine:
        audit.record("organisation.registered", about=mine, by=by, what=mine.kind)
        return mine
    theirs = Organisation.objects.filter(country=what.country, number=what.number).first() if what.number else None
    if not theirs:
        raise PlaceTakenError
    return theirs


@kernel.action
def register(*, what: Described, by: Actor) -> Organisation:
    """Bring an organisation here, as whoever runs the installation. Raises PlaceTakenError."""
    return find_or_make(what, by=by)


@kernel.inside_action
def lock(organisation: Organisation) -> None:
    """Let others who change who is in an organisation wait until this is done: two owners cannot both leave."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)


@kernel.inside_action
def note_mailbox(organisation: Organisation, mailbox: str, *, by: Actor) -> None:
    """Note the role mailbox of an organisation that has none; one that its owner has set stays."""
    now = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if mailbox and not now.mailbox:
        kernel.save_edit(now, seen=now.edit_version, mailbox=mailbox)
        audit.record("organisation.settings", about=now, by=by, changed=["mailbox"])


@kernel.action
def save_settings(*, organisation: Organisation, seen: int, by: Actor, **fields: Any) -> None:
    """Save what an owner sets. Raises EditConflictError where somebody else saved since.

    Mail domains let people in, so they are for owners who are confirmed themselves.
    """
    own = people.members(organisation).filter(person__public_id=by.person).first()
    changed = {name: value for name, value in fields.items() if value != getattr(organisation, name)}
    if own is None or ("mail_domains" in changed and not own.confirmed_by):
        raise PermissionDenied
    kernel.save_edit(organisation, seen=seen, **fields)
    audit.record("organisation.settings", about=organisation, by=by, changed=sorted(changed))
