"""From the ids in an address to those who took part in a dialogue, and to what its archive was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.dialogue import log, took_part
from mulighetsrom.web.dialogue.access.dialogues import own_dialogue

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue, Package
    from mulighetsrom.web.dialogue.took_part import Participant


def participant(public_id: str, pseudonym: str, *, by: Actor) -> tuple[Dialogue, Participant]:
    """Return somebody who took part in an own dialogue, by what the log calls them, for who may assess them."""
    found = own_dialogue(public_id, by=by, what=May.PUBLISH)
    everybody = took_part.everybody(found)
    one = next((one for one in everybody if log.pseudonym(found, one.key) == pseudonym), None)
    if not one:
        raise Http404
    return found, one


def package(public_id: str, package: str, *, by: Actor) -> Package:
    """Return a package of an own dialogue, for those who look after its archive."""
    found = own_dialogue(public_id, by=by, what=May.ARCHIVE)
    one = found.packages.filter(public_id=package).select_related("file").first() if package.isalnum() else None
    if not one:
        raise Http404
    return one
