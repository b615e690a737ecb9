"""From the ids in an address to conferences and workshops, and to what somebody has signed up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.http import Http404
from django.utils.crypto import constant_time_compare, salted_hmac

from mulighetsrom.web.accounts import access
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.dialogue.access.dialogues import own_part, public_part
from mulighetsrom.web.dialogue.queries import conference, dialogues

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Material, Part, Participant, SignUp

CODE: Final = "kode"
"""What a guest's code is called in an address: in the query, which no log holds."""


def event(public_id: str, part: str, *, by: Actor) -> Part:
    """Return a conference or workshop that everybody can read of, and to its own people also one that is in work."""
    if may(by, May.READ) and dialogues.of(by).filter(public_id=public_id).exists():
        return own_part(public_id, part, *conference.KINDS, by=by)
    return public_event(public_id, part, by=by)


def public_event(public_id: str, part: str, *, by: Actor) -> Part:
    """Return a conference or workshop that everybody can read of."""
    return public_part(public_id, part, *conference.KINDS, by=by)


def own_event(public_id: str, part: str, *, by: Actor, what: May = May.WRITE) -> Part:
    """Return a conference or workshop of an own dialogue, where the actor may do `what` with it."""
    return own_part(public_id, part, *conference.KINDS, by=by, what=what)


def company(*, by: Actor) -> Organisation | None:
    """Return the company that the actor signs up for; None for whoever writes themselves whom they come from."""
    return access.acting_for(by=by) if may(by, May.OFFER) else None


def sign_up(public_id: str, part: str, sign_up: str, code: str, *, by: Actor) -> SignUp:
    """Return what was signed up, for who did it, for their company, and for whoever holds a guest's letter.

    To everybody else it is not there: nobody learns who comes that way.
    """
    found = public_event(public_id, part, by=by)
    rows = conference.with_people(found.sign_ups.filter(forgotten_at=None))
    row = rows.filter(public_id=sign_up).first() if sign_up.isalnum() else None
    if not row or not (_is_guest(row, code) or conference.mine(found, by, withdrawn=True).filter(pk=row.pk).exists()):
        raise Http404
    return row


def participants(found: SignUp, public_ids: list[str]) -> list[Participant]:
    """Return those of a sign-up's people who are named; Http404 where one is not among them."""
    there = {one.public_id: one for one in found.participants.all()}
    if not public_ids or not there.keys() >= set(public_ids):
        raise Http404
    return [there[one] for one in dict.fromkeys(public_ids)]


def at_the_door(found: Part, public_id: str) -> Participant:
    """Return somebody who has a seat in the room of an event that the actor was let into by `own_event`."""
    rows = conference.at_the_door(found)
    one = rows.filter(public_id=public_id).first() if public_id.isalnum() else None
    if not one:
        raise Http404
    return one


def material(found: Part, public_id: str) -> Material:
    """Return a material of an event that the actor was let into by `own_event`."""
    rows = found.materials.select_related("file", "part__dialogue")
    one = rows.filter(public_id=public_id).first() if public_id.isalnum() else None
    if not one:
        raise Http404
    return one


def readable_material(public_id: str, part: str, material_id: str, *, by: Actor) -> Material:
    """Return a material: for everybody once it is released, before that for the event's own people; else none."""
    found = event(public_id, part, by=by)
    one = material(found, material_id)
    own = may(by, May.READ) and dialogues.of(by).filter(pk=found.dialogue_id).exists()
    if not own and not (one.released_at and found.dialogue.is_public):
        raise Http404
    return one


def code(found: SignUp) -> str:
    """Return what the link in a guest's letter holds. Without the installation's secret nobody can make it."""
    return salted_hmac("dialogue.sign-up", found.public_id, algorithm="sha256").hexdigest()[:40]


def _is_guest(found: SignUp, tried: str) -> bool:
    return found.person is None and constant_time_compare(code(found), tried)
