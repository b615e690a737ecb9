"""From the ids in an address to access requests: for the body that decides, and for a company that is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.dialogue.access.dialogues import own_dialogue, public_dialogue
from mulighetsrom.web.dialogue.access.input import answering
from mulighetsrom.web.dialogue.models import AccessRequest, Hearing

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue


def answers_for(dialogue: Dialogue, *, by: Actor) -> bool:
    """Tell whether the actor decides access requests: in the one body that answers for the dialogue's archive."""
    return by.acting_for == dialogue.answers_for.public_id and may(by, May.ARCHIVE)


def handled(public_id: str, *, by: Actor) -> Dialogue:
    """Return an own dialogue whose access requests the actor decides."""
    found = own_dialogue(public_id, by=by)
    if not answers_for(found, by=by):
        raise PermissionDenied
    return found


def access_request(public_id: str, request: str, *, by: Actor) -> AccessRequest:
    """Return an access request that the actor decides."""
    rows = handled(public_id, by=by).access_requests.select_related("dialogue__owner", "dialogue__responsible")
    found = rows.filter(public_id=request).first() if request.isalnum() else None
    if not found:
        raise Http404
    return found


def hearing(public_id: str, hearing: str, *, by: Actor) -> Hearing:
    """Return what the actor's own company is asked; to all others it is not there."""
    dialogue = public_dialogue(public_id, by=by)
    try:
        company = answering(by=by)
    except PermissionDenied:
        raise Http404 from None
    rows = Hearing.objects.filter(request__dialogue=dialogue, company=company)
    joined = rows.select_related("request__dialogue__owner", "company")
    found = joined.filter(public_id=hearing).first() if hearing.isalnum() else None
    if not found:
        raise Http404
    return found
