"""What plans and contact meetings give to the rest of the platform; the app's `ready()` asks for it."""

from __future__ import annotations

from mulighetsrom.web.common import registry
from mulighetsrom.web.needs import planning_desk
from mulighetsrom.web.needs.deeds import DEEDS
from mulighetsrom.web.needs.demo import meetings, plan
from mulighetsrom.web.needs.views import planned, theirs


def register() -> None:
    registry.parts["needs:facts"].append(planned.part)
    registry.parts["accounts:organisation"].append(theirs.part)
    registry.desk.append(planning_desk.waits)
    registry.open_work.append(planning_desk.OPEN_WORK)
    registry.deeds.update(DEEDS)
    registry.demo += [plan.fill, meetings.fill]
