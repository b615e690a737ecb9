"""What written input adds to the pages, the letters and the desks of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import mail, registry
from mulighetsrom.web.common.registry import Task
from mulighetsrom.web.dialogue import named, places
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.letters import input as letters_of_input
from mulighetsrom.web.dialogue.queries import input as queries
from mulighetsrom.web.dialogue.views import input_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue, Part


def register() -> None:
    places.PAGES.update(dict.fromkeys(queries.KINDS, "dialogue:input"))
    registry.letters |= letters_of_input.KINDS
    registry.secret_letters.update(letters_of_input.KINDS)  # that a company has answered is nobody else's business
    registry.parts["dialogue:approve"].append(input_parts.asked)
    registry.parts["dialogue:work"].append(input_parts.work)
    registry.desk.append(waits)
    audience.register(take_part)


def take_part(dialogue: Dialogue, part: Part | None) -> Iterator[mail.Receiver]:
    """Yield who gets the letters to all who take part: those who write for their companies."""
    for receivers in audience.speaking(queries.writers(dialogue, part)):
        yield from receivers


def waits(by: Actor) -> Iterator[Task]:
    """Yield what the actor's company has written and not handed in, and what it has handed in and gets an answer to."""
    if not (by.acting_for and may(by, May.OFFER)):
        return
    company = accounts.acting_for(by=by)
    for draft in queries.unfinished(company):
        deadline = draft.part.deadline_at
        due = timezone.localtime(deadline).date() if deadline else None
        yield _task(draft.part, "write_input", _("Input to hand in"), due=due)
    for one in queries.unanswered(company):
        yield _task(one.part, "input", _("Your input: the municipality is yet to answer"), waits_for_others=True)


def _task(part: Part, page: str, kind: str, **more: Any) -> Task:
    url = reverse(f"dialogue:{page}", args=[part.dialogue.public_id, part.public_id])
    return Task(named.title(part.dialogue), url, kind, verbatim=True, **more)
