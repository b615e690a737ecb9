"""Where the end of a dialogue shows itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import personal, registry
from mulighetsrom.web.common.registry import Task
from mulighetsrom.web.dialogue import dossier, due, named
from mulighetsrom.web.dialogue.dossier import closing as dossier_of_closing
from mulighetsrom.web.dialogue.letters import closing as letters_of_closing
from mulighetsrom.web.dialogue.queries import closing as queries
from mulighetsrom.web.dialogue.views import answers, closing, summary
from mulighetsrom.web.dialogue.words import closing as words_of_closing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.common.actor import Actor


def register() -> None:
    """Show on its pages how a dialogue ends, let it be told to everybody, and remind of it."""
    registry.deeds |= words_of_closing.DEEDS
    personal.register.extend(words_of_closing.KINDS)
    personal.not_personal.update(words_of_closing.NOT_PERSONAL)
    registry.parts["dialogue:top"].append(closing.top)
    registry.parts["dialogue:dialogue"].insert(0, summary.part)
    registry.parts["dialogue:work"].append(closing.work)
    registry.parts["accounts:organisation"].append(answers.part)
    registry.desk.append(_waits)
    letters_of_closing.register()
    dossier.chapters.append(dossier_of_closing.chapters)


def _waits(by: Actor) -> Iterator[Task]:
    """Yield the dialogues whose answer is due soon, or should have been given: the reminders' lines."""
    if not (by.acting_for and may(by, May.READ)):
        return
    now = timezone.now()
    for dialogue in queries.waiting_for(by):
        late = due.standing(dialogue, now) == due.Standing.UNANSWERED
        if late or due.reminder(dialogue, now):
            is_stopped = dialogue.stage == dialogue.Stage.STOPPED
            url = reverse("dialogue:write_summary" if is_stopped else "dialogue:answer", args=[dialogue.public_id])
            waited = _("What was heard: suppliers wait for it") if is_stopped else _("Answer that suppliers wait for")
            kind = _("Unanswered dialogue") if late else waited
            title = named.title(dialogue)
            yield Task(title, url, kind, due=timezone.localdate(due.ends(dialogue)), verbatim=True)
