"""Access requests of the tests, with names that stay: one put to a company, one just registered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue.actions import access_request as actions
from mulighetsrom.web.dialogue.models import AccessRequest, Dialogue, Hearing
from tests.web import dialogue_samples, people
from tests.web import input_samples as inputs

if TYPE_CHECKING:
    from datetime import datetime

PUT, REGISTERED, HEARING = "ACCESSPVT1", "ACCESSREG1", "HEAR1NG111"
REQUESTER: Final = "Merkebrev Merkesen"


def fill() -> None:
    """Register two requests about the open dialogue, and put one to the company that is asked."""
    put = register(requester=REQUESTER)
    gather(put)
    put_to_companies(put)
    [hearing] = Hearing.objects.filter(request=put)
    Hearing.objects.filter(pk=hearing.pk).update(public_id=HEARING)
    Mail.objects.filter(about_id=hearing.public_id).update(about_id=HEARING)
    AccessRequest.objects.filter(pk=put.pk).update(public_id=PUT)
    other = register()
    AccessRequest.objects.filter(pk=other.pk).update(public_id=REGISTERED)


def register(requester: str = "") -> AccessRequest:
    fields = {"requester": requester, "what": "Alle innspill til dialogen.", "received_date": timezone.localdate()}
    dialogue = Dialogue.objects.select_related("owner", "answers_for").get(public_id=dialogue_samples.OPEN)
    return actions.register(dialogue=dialogue, fields=fields, by=people.actor("adviser"))


def gather(request: AccessRequest) -> None:
    actions.gather(request=request, keys=[f"input:{inputs.HANDED_IN}"], by=people.actor("adviser"))


def put_to_companies(request: AccessRequest, until: datetime | None = None) -> None:
    deadline = until or timezone.now() + timedelta(days=3)
    actions.put_to_companies(request=request, deadline_at=deadline, by=people.actor("adviser"))


def request(public_id: str = PUT) -> AccessRequest:
    return AccessRequest.objects.select_related("dialogue__owner", "dialogue__answers_for").get(public_id=public_id)


def hearing() -> Hearing:
    return Hearing.objects.select_related("request__dialogue", "company").get(public_id=HEARING)
