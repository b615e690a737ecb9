"""What is known of letters: the rows, and the words of those that lie in the folder."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Q

from mulighetsrom.web.common.mail import transport
from mulighetsrom.web.common.mail.actions import WITHDRAWN
from mulighetsrom.web.common.models import Mail

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Words:
    """A letter as it was sent; what a mail server took is not kept, and has no words here."""

    subject: str = ""
    sender: str = ""
    text: str = ""


def words(mail: Mail) -> Words:
    """Return what stands in a letter, where it lies in the folder."""
    try:
        message = message_from_bytes(transport.file_of(mail.public_id).read_bytes(), policy=default)
    except FileNotFoundError:
        return Words()
    body = message.get_body(("plain",))
    return Words(message["Subject"], message["From"], body.get_content().replace("\r\n", "\n") if body else "")


def comes_back(person: str, address: str) -> bool:
    """Tell whether the last letter to a person's address did not arrive; one that is taken afterwards lifts it."""
    told = Mail.objects.filter(receiver=person, address=address).exclude(state=Mail.State.WAITING)
    last = told.exclude(answer=WITHDRAWN).order_by("-waits_since", "-id").first()
    return last is not None and last.state != Mail.State.SENT


def in_state(state: str = "") -> QuerySet[Mail]:
    """Return the letters in a state, or all of them, newest first."""
    newest = Mail.objects.order_by("-waits_since", "-id")
    return newest.filter(state=state) if state else newest


def about(rows: Mapping[str, Collection[str]]) -> QuerySet[Mail]:
    """Return the letters about some rows: public ids by the lower-case label of their table."""
    each = [Q(about_type=label, about_id__in=ids) for label, ids in rows.items() if ids]
    return Mail.objects.filter(reduce(or_, each)) if each else Mail.objects.none()


def not_arrived(letters: QuerySet[Mail]) -> QuerySet[Mail]:
    """Return those of some letters that were refused or came back; what was no longer right to send is none of them."""
    return letters.filter(state__in=[Mail.State.REFUSED, Mail.State.BOUNCED]).exclude(answer=WITHDRAWN)
