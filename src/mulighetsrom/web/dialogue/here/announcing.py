"""What letters to everybody give to the rest of the platform; the app's `ready()` asks for it."""

from __future__ import annotations

from mulighetsrom.web.common import registry
from mulighetsrom.web.dialogue.letters import announcing as letters_of_announcing
from mulighetsrom.web.dialogue.letters import to_everybody as announcing
from mulighetsrom.web.dialogue.views import announcing as views


def register() -> None:
    registry.letters |= dict.fromkeys([announcing.LETTER, announcing.TO_ASKER], announcing.letter)
    registry.secret_letters.add(announcing.TO_ASKER)
    registry.parts["dialogue:work"].append(views.part)
    registry.parts["dialogue:publish"].append(views.before_publishing)
    letters_of_announcing.register()
