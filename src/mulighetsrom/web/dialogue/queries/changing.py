"""Reads of the changes of dialogues: what everybody sees of them, and what is not corrected on Doffin yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from mulighetsrom.web.dialogue.models import Change
from mulighetsrom.web.dialogue.queries import announcing, dialogues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.dialogue.models import Dialogue, Part


def of(dialogue: Dialogue) -> QuerySet[Change]:
    """Return what was changed in a dialogue, newest first."""
    return Change.objects.filter(dialogue=dialogue).select_related("part", "dialogue").order_by("-id")


def who_cancelled(dialogue: Dialogue, part: Part | None = None) -> Person | None:
    """Return who cancelled a dialogue, or a part of it: by itself or with the whole."""
    which = Q(part=None) | Q(part=part) if part else Q(part=None)
    change = of(dialogue).filter(which, what=Change.What.CANCELLED).select_related("by").first()
    return change.by if change else None


def recorded(dialogue: Dialogue) -> QuerySet[Change]:
    """Return the changes in the order they came, with who made them, for the record."""
    return of(dialogue).select_related("by", "corrected_by").order_by("id")


def told(dialogue: Dialogue) -> dict[str, int]:
    """Return to how many the letter about each change went, by the change's public id."""
    return dict(announcing.of(dialogue).filter(kind="change").order_by("id").values_list("about", "receivers"))


def uncorrected(dialogue: Dialogue) -> QuerySet[Change]:
    """Return the changes that the notice on Doffin does not tell yet, oldest first."""
    return of(dialogue).filter(was_announced=True, corrected_date=None).order_by("id")


def to_correct(person: str, organisation: str) -> QuerySet[Dialogue]:
    """Return the dialogues that a person answers for whose notice on Doffin must be corrected."""
    waiting = Change.objects.filter(
        dialogue__owner__public_id=organisation, dialogue__responsible__public_id=person,
        was_announced=True, corrected_date=None,
    )  # fmt: skip
    return dialogues.public().filter(pk__in=waiting.values("dialogue")).order_by("id")


def changed_by(person: str) -> Iterator[dict[str, Any]]:
    """Yield the changes that a person made, as JSON takes them."""
    for one in Change.objects.filter(by__public_id=person).select_related("dialogue").order_by("at", "id"):
        yield {"dialogue": one.dialogue.public_id, "at": one.at.isoformat(), "what": one.what, "reason": one.reason}
