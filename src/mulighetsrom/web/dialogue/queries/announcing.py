"""Reads of the letters to everybody who takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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


def sent_by(person: str) -> Iterator[dict[str, Any]]:
    """Yield the letters that a person let go, as JSON takes them."""
    sent = Announcement.objects.filter(sent_by__public_id=person).select_related("dialogue").order_by("sent_at", "id")
    for one in sent:
        dialogue = one.dialogue.public_id
        yield {"dialogue": dialogue, "at": one.sent_at.isoformat(), "kind": one.kind, "opening": one.opening}
