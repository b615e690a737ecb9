"""What conferences and workshops give to the rest of the platform; the app's `ready()` asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from mulighetsrom.web.common import personal, registry
from mulighetsrom.web.dialogue import changing, dossier, places, records, took_part
from mulighetsrom.web.dialogue.actions import conference_letters
from mulighetsrom.web.dialogue.dossier import conference as dossier_of_conference
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.letters import conference as letters_of_conference
from mulighetsrom.web.dialogue.letters import materials as letters_of_materials
from mulighetsrom.web.dialogue.log import words as log_words
from mulighetsrom.web.dialogue.personal import conference as personal_of_conference
from mulighetsrom.web.dialogue.queries import conference, contacts
from mulighetsrom.web.dialogue.views import conference_parts
from mulighetsrom.web.dialogue.words import conference as words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.dialogue.models import Dialogue


def register() -> None:
    registry.deeds.update(words.DEEDS)
    log_words.WORDS.update(words.LOG)
    personal.register.extend(personal_of_conference.KINDS)
    personal.not_personal.update(personal_of_conference.NOT_PERSONAL)
    registry.letters.update(letters_of_conference.LETTERS)
    registry.secret_letters.update(letters_of_conference.SECRET)
    places.PAGES.update(dict.fromkeys(conference.KINDS, "dialogue:conference"))
    letters_of_materials.register()
    registry.desk.append(conference_parts.waits)
    audience.register(conference_letters.receivers)
    audience.register_left(conference_letters.withdrew)
    changing.calendars.append(letters_of_conference.changed)
    registry.parts["dialogue:work"].append(conference_parts.work)
    dossier.chapters.append(dossier_of_conference.chapters)
    records.sources.append(dossier_of_conference.files_of)
    took_part.sources.append(_companies)


def _companies(dialogue: Dialogue) -> Iterator[took_part.Taking]:
    """Yield the companies that had a place at an event that has begun, also those that let nobody else know."""
    came = list(conference.came(dialogue, timezone.now()))
    guests = contacts.named(one.company for one in came if not one.organisation)
    for one in came:
        who = guests[one.company] if not one.organisation else conference.who(one)
        yield took_part.Taking(who, one.part.title or one.part.get_kind_display())
