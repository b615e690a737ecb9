"""Reads of a need's quotes, beside what `drafting.queries` tells of every text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.drafting.queries import fingerprint

if TYPE_CHECKING:
    from mulighetsrom.web.needs.models import Need


def voices_hash(need: Need) -> str:
    """Return the hash of the quotes as they stand now."""
    return fingerprint(need.draft.get("voices"))


def voices_are_checked(need: Need) -> bool:
    """Tell whether somebody has read the quotes as they stand now; none need no reading."""
    return not need.draft.get("voices") or need.voice_checks.filter(voices_hash=voices_hash(need)).exists()
