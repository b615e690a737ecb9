"""What dialogues give to the pages of others, and to each other's; the app's `ready()` asks for it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common import registry
from mulighetsrom.web.dialogue import desk
from mulighetsrom.web.dialogue.views import theirs, ways


def register() -> None:
    registry.places.insert(0, registry.Place("dialogue:list", _("Dialogues")))
    registry.parts["needs:need"].append(theirs.of_need)
    registry.parts["needs:plan"].append(theirs.of_plan)
    registry.parts["dialogue:way"].append(ways.shown)
    registry.parts["accounts:organisation"].append(theirs.of_organisation)
    registry.desk.append(desk.waits)
    registry.open_work.append(desk.OPEN_WORK)
