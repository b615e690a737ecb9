"""What conferences and workshops give to the rest of the platform; the app's `ready()` asks for it."""

from __future__ import annotations

from mulighetsrom.web.common import personal, registry
from mulighetsrom.web.dialogue import (
    audience,
    changing,
    letters_of_conference,
    letters_of_materials,
    log_words,
    personal_of_conference,
    places,
)
from mulighetsrom.web.dialogue import words_of_conference as words
from mulighetsrom.web.dialogue.actions import conference_letters
from mulighetsrom.web.dialogue.queries import conference
from mulighetsrom.web.dialogue.views import conference_parts


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
    changing.calendars.append(letters_of_conference.changed)
    registry.parts["dialogue:work"].append(conference_parts.work)
