"""Reads of what was heard in a dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.dialogue.models import Summary, SummaryVersion

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mulighetsrom.web.dialogue.models import Dialogue


def in_work(dialogue: Dialogue) -> Summary:
    """Return the summary in work, an empty one before anybody has saved it."""
    return Summary.objects.filter(dialogue=dialogue).first() or Summary(dialogue=dialogue, edit_version=0)


def versions(dialogue: Dialogue) -> QuerySet[SummaryVersion]:
    """Return what everybody could read of it, newest first."""
    return SummaryVersion.objects.filter(dialogue=dialogue).order_by("-number")
