"""What plans of dialogues give to the rest of the platform; the app's `ready()` asks for it."""

from __future__ import annotations

from mulighetsrom.web.common import registry
from mulighetsrom.web.dialogue.desk import timeline as timeline_desk
from mulighetsrom.web.dialogue.views import timeline


def register() -> None:
    registry.parts["dialogue:work"].append(timeline.part)
    registry.desk.append(timeline_desk.waits)
    registry.open_work.append(timeline_desk.OPEN_WORK)
