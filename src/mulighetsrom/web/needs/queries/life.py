"""Reads of a need's quotes, beside what `drafting.queries` tells of every text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.drafting.queries import fingerprint

if TYPE_CHECKING:
    from mulighetsrom.web.needs.models import Need


def voices_are_checked(need: Need) -> bool:
    """Tell whether somebody has read the quotes as they stand now; none need no reading."""
    voices = need.draft.get("voices")
    return not voices or need.voice_checks.filter(voices_hash=fingerprint(voices)).exists()
