"""Reads of the lines of an equal treatment log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.dialogue.models import Entry, Known

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mulighetsrom.web.dialogue.models import Dialogue


def newest_first(dialogue: Dialogue, whom: str = "") -> QuerySet[Entry]:
    """Return a dialogue's lines, those about one pseudonym where one is given."""
    lines = Entry.objects.filter(dialogue=dialogue).order_by("-number")
    return lines.filter(whom=whom) if whom else lines


def companies(dialogue: Dialogue) -> list[tuple[str, str]]:
    """Return the pseudonyms that lines are about whose names are still kept, by name."""
    about = Entry.objects.filter(dialogue=dialogue).exclude(whom="").values("whom")
    known = Known.objects.filter(dialogue=dialogue, pseudonym__in=about)
    return list(known.order_by("name").values_list("pseudonym", "name"))
