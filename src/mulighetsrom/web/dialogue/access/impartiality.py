"""From the ids in an address to declarations of impartiality, for oneself and for who decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common.errors import RefusedError
from mulighetsrom.web.dialogue.access.dialogues import own_dialogue, own_or_out_of

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Declaration, Dialogue


def declaring(public_id: str, *, by: Actor) -> Dialogue:
    """Return a dialogue for those who work with it or are out of it, to declare and to see what was decided."""
    return own_or_out_of(public_id, by=by, what=May.READ)


def to_decide(public_id: str, declaration: str, *, by: Actor) -> Declaration:
    """Return an interest that a colleague has declared, for an administrator who is not out of the case."""
    found = own_dialogue(public_id, by=by, what=May.PEOPLE)
    rows = found.declarations.filter(interest="some").select_related("person", "decided_by")
    one = rows.filter(public_id=declaration).first() if declaration.isalnum() else None
    if not one:
        raise Http404
    if one.person.public_id == by.person:
        raise RefusedError(_("Nobody decides on their own impartiality. Another administrator does."))
    return one
