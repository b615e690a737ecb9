"""Where changes of what is public show themselves; the app's `ready()` asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import personal, registry
from mulighetsrom.web.common.registry import Task
from mulighetsrom.web.dialogue import dossier, named
from mulighetsrom.web.dialogue.dossier import changing as dossier_of_changing
from mulighetsrom.web.dialogue.letters import changing as letters_of_changing
from mulighetsrom.web.dialogue.queries import changing as queries
from mulighetsrom.web.dialogue.views import changing
from mulighetsrom.web.dialogue.words import changing as words_of_changing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.common.actor import Actor


def register() -> None:
    registry.deeds |= words_of_changing.DEEDS
    personal.register.extend(words_of_changing.KINDS)
    personal.not_personal.update(words_of_changing.NOT_PERSONAL)
    registry.parts["dialogue:top"].append(changing.top)
    registry.parts["dialogue:dialogue"].append(changing.part)
    registry.parts["dialogue:work"].append(changing.work)
    registry.desk.append(waits)
    letters_of_changing.register()
    dossier.chapters.extend([dossier_of_changing.chapters, dossier_of_changing.letters])


def waits(by: Actor) -> Iterator[Task]:
    """Yield the dialogues whose notice on Doffin a person must correct."""
    if by.person and by.acting_for and may(by, May.PUBLISH):
        for dialogue in queries.to_correct(by.person, by.acting_for):
            url = reverse("dialogue:work", args=[dialogue.public_id])
            yield Task(named.title(dialogue), url, _("Correct the notice on Doffin"), verbatim=True)
