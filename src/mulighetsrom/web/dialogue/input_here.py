"""What written input adds to the pages, the letters and the desks of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import mail, registry
from mulighetsrom.web.common.registry import Task
from mulighetsrom.web.dialogue import audience, letters_of_input, places
from mulighetsrom.web.dialogue.queries import input as queries
from mulighetsrom.web.dialogue.views import input_parts, input_shown

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
    for person in queries.people_of(dialogue, part):
        if person.email:
            yield mail.Receiver(person.email, person.language, person.public_id)


def waits(by: Actor) -> Iterator[Task]:
    """Yield the drafts of the actor's company that are not handed in."""
    if not (by.acting_for and may(by, May.OFFER)):
        return
    for draft in queries.unfinished(accounts.acting_for(by=by)):
        part = draft.part
        deadline = part.deadline_at
        due = timezone.localtime(deadline).date() if deadline else None
        address = reverse("dialogue:write_input", args=[part.dialogue.public_id, part.public_id])
        yield Task(input_shown.title(part.dialogue), address, _("Input to hand in"), due=due, verbatim=True)
