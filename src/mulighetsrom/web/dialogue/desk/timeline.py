"""What waits for somebody in the plans of dialogues, as lines of their desk and as work that they leave."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common.registry import OpenWork, Task
from mulighetsrom.web.dialogue import timeline, told
from mulighetsrom.web.dialogue.actions import timeline as actions
from mulighetsrom.web.dialogue.queries import timeline as queries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.common.actor import Actor

SOON: Final = timedelta(days=14)
"""How long before its day a line comes to the desk: a plan has many, and most of them wait."""


def waits(by: Actor) -> Iterator[Task]:
    """Yield what a person has to do in the dialogues of their organisation within two weeks."""
    if not (by.person and by.acting_for and may(by, May.READ)):
        return
    soon = queries.waiting(by.person, by.acting_for).filter(due_at__lte=timezone.now() + SOON)
    told_already = Q(kind__in=timeline.DEADLINES.values()) | queries.DOFFIN_IS_TOLD  # by lines of the dialogue's own
    for line in soon.exclude(told_already):
        url = reverse("dialogue:plan", args=[line.dialogue.public_id])
        title, due = told.title(line.dialogue.draft), timezone.localdate(line.due_at)
        yield Task(title, url, str(line.get_kind_display()), due=due, verbatim=bool(line.dialogue.draft.get("title")))


def _found(person: str, organisation: str) -> Iterator[tuple[str, str]]:
    for dialogue in queries.helped_with(person, organisation):
        yield told.title(dialogue.draft), reverse("dialogue:plan", args=[dialogue.public_id])


OPEN_WORK: Final = OpenWork(found=_found, move=actions.hand_over)
