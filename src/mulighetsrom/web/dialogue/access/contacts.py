"""From the ids in an address to contacts, holds and what else the record of a dialogue is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.dialogue.access.dialogues import companies_dialogue, own_dialogue, public_dialogue
from mulighetsrom.web.dialogue.queries import contacts as queries

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Contact, Dialogue, Hold


def own_contact(public_id: str, contact: str, *, by: Actor, what: May = May.READ) -> Contact:
    """Return a contact as it was noted last, by the id that stays its own."""
    found = companies_dialogue(public_id, by=by, what=what)
    first = found.contacts.filter(public_id=contact, first=None).first() if contact.isalnum() else None
    last = queries.rows(first).last() if first else None
    if not last:
        raise Http404
    return last


def standing_hold(public_id: str, hold: str, *, by: Actor) -> Hold:
    """Return a hold that has not been lifted, for those who may lift it."""
    found = own_dialogue(public_id, by=by, what=May.ARCHIVE)
    one = found.holds.filter(public_id=hold, lifted_at=None).first() if hold.isalnum() else None
    if not one:
        raise Http404
    return one


def checked(public_id: str, *, by: Actor) -> Dialogue:
    """Return a dialogue whose log may be checked: everybody's where it is public, its own people's before."""
    try:
        return public_dialogue(public_id, by=by)
    except Http404:
        return own_dialogue(public_id, by=by)
