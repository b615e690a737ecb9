"""What waits for somebody with the dialogues of their organisation, and the work with them that they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common.registry import OpenWork, Task
from mulighetsrom.web.dialogue.actions import responsibility
from mulighetsrom.web.dialogue.models import Dialogue
from mulighetsrom.web.dialogue.queries import dialogues, finding, impartiality
from mulighetsrom.web.drafting import waiting
from mulighetsrom.web.drafting.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Part

SAYS: Final[dict[str, StrOrPromise]] = {
    "untitled": gettext_lazy("A dialogue without a title"),
    "draft": gettext_lazy("Invitation in work"),
    "returned": gettext_lazy("Invitation returned to you"),
    "comments": gettext_lazy("Comments from colleagues"),
    "for-approval": gettext_lazy("Invitation waiting for approval"),
    "asked": gettext_lazy("Asked to stand behind the dialogue"),
    "deadline": gettext_lazy("Next deadline for companies"),
    "approved": gettext_lazy("Invitation waiting to be published"),
    "approve": gettext_lazy("Approval of an invitation"),
    "publish": gettext_lazy("Approved invitation, to be published"),
    "join": gettext_lazy("Stand behind another's dialogue"),
}
DESK: Final = Desk("dialogue", SAYS)


def waits(by: Actor) -> Iterator[Task]:
    """Yield the dialogues that wait for a person, and what they can only wait for: the next deadline of each."""
    if not by.acting_for or not may(by, May.READ):
        return
    own = list(waiting.answered_for(impartiality.open_to(dialogues.alive(), by), by))
    ahead = finding.next_deadlines([row.public_id for row in own])
    for row in own:
        yield from DESK.of_own(row, by=by)
        if row.public_id in ahead:
            yield _deadline(row, ahead[row.public_id])
    yield from DESK.for_the_organisation(impartiality.open_to(Dialogue.objects.all(), by), by=by)


def _deadline(row: Dialogue, part: Part) -> Task:
    return DESK.task(row, "deadline", "work", due=timezone.localtime(part.deadline_at).date(), waits_for_others=True)


def _found(person: str, organisation: str) -> Iterator[tuple[str, str]]:
    for row in dialogues.open_of(person, organisation):
        yield DESK.title(row), reverse("dialogue:work", args=[row.public_id])


OPEN_WORK: Final = OpenWork(found=_found, move=responsibility.hand_over_all)
