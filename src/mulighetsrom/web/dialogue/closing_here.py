"""Where the end of a dialogue shows itself."""

from __future__ import annotations

from mulighetsrom.web.common import personal, registry
from mulighetsrom.web.dialogue import letters_of_closing, words_of_closing
from mulighetsrom.web.dialogue.views import closing


def register() -> None:
    """Show on its pages how a dialogue ends, and let it be told to everybody."""
    registry.deeds |= words_of_closing.DEEDS
    personal.register.extend(words_of_closing.KINDS)
    personal.not_personal.update(words_of_closing.NOT_PERSONAL)
    registry.parts["dialogue:top"].append(closing.top)
    registry.parts["dialogue:work"].append(closing.work)
    letters_of_closing.register()
