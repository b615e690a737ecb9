"""Reads of the letters to everybody who takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue.models import Announcement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from mulighetsrom.web.dialogue.models import Dialogue


def of(dialogue: Dialogue) -> QuerySet[Announcement]:
    """Return the letters of a dialogue, newest first."""
    return Announcement.objects.filter(dialogue=dialogue).order_by("-id")


def told(dialogue: Dialogue, kind: str, about: str) -> QuerySet[Announcement]:
    """Return the letters that told of one thing, newest first."""
    return of(dialogue).filter(kind=kind, about=about)


def newest(dialogue: str, kind: str) -> Announcement | None:
    """Return the last letter of a kind about a dialogue, by its public id."""
    return Announcement.objects.filter(dialogue__public_id=dialogue, kind=kind).order_by("-id").first()


def told_by(letter: Announcement) -> QuerySet[Mail, str]:
    """Return the public ids of those whom a letter to all went to; guests have none."""
    mails = Mail.objects.filter(about_type=letter._meta.label_lower, about_id=letter.public_id)  # noqa: SLF001 - public in all but name
    return mails.exclude(receiver="").values_list("receiver", flat=True)


def sent_by(person: str) -> Iterator[dict[str, Any]]:
    """Yield the letters that a person let go, as JSON takes them."""
    sent = Announcement.objects.filter(sent_by__public_id=person).select_related("dialogue").order_by("sent_at", "id")
    for one in sent:
        dialogue = one.dialogue.public_id
        yield {"dialogue": dialogue, "at": one.sent_at.isoformat(), "kind": one.kind, "opening": one.opening}
