"""Reads of a need's quotes and of what people said on its way, beside what `drafting.queries` tells of every text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mulighetsrom.web.drafting.queries import fingerprint
from mulighetsrom.web.needs.models import Approval, Comment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.needs.models import Need


def said_by(person: str) -> Iterator[dict[str, Any]]:
    """Yield what a person has said about drafts and decided on them, as JSON takes it."""
    for one in Comment.objects.filter(author__public_id=person).select_related("need").order_by("at", "id"):
        yield {"need": one.need.public_id, "at": one.at.isoformat(), "field": one.field, "comment": one.text}
    for told in Approval.objects.filter(person__public_id=person).select_related("round__need").order_by("at", "id"):
        need = told.round.need.public_id
        yield {"need": need, "at": told.at.isoformat(), "decision": told.decision, "note": told.note}


def voices_hash(need: Need) -> str:
    """Return the hash of the quotes as they stand now."""
    return fingerprint(need.draft.get("voices"))


def voices_are_checked(need: Need) -> bool:
    """Tell whether somebody has read the quotes as they stand now; none need no reading."""
    return not need.draft.get("voices") or need.voice_checks.filter(voices_hash=voices_hash(need)).exists()
