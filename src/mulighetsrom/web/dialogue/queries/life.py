"""Reads of what people said on an invitation's way, beside what `drafting.queries` tells of every text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mulighetsrom.web.dialogue.models import Approval, Comment

if TYPE_CHECKING:
    from collections.abc import Iterator


def said_by(person: str) -> Iterator[dict[str, Any]]:
    """Yield what a person has said about invitations and decided on them, as JSON takes it."""
    for one in Comment.objects.filter(author__public_id=person).select_related("dialogue").order_by("at", "id"):
        yield {"dialogue": one.dialogue.public_id, "at": one.at.isoformat(), "field": one.field, "comment": one.text}
    decided = Approval.objects.filter(person__public_id=person).select_related("round__dialogue").order_by("at", "id")
    for told in decided:
        dialogue = told.round.dialogue.public_id
        yield {"dialogue": dialogue, "at": told.at.isoformat(), "decision": told.decision, "note": told.note}
