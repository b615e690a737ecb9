from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeedsConfig(AppConfig):
    name = "mulighetsrom.web.needs"
    label = "needs"

    def ready(self) -> None:
        from mulighetsrom.web.common import personal, registry  # noqa: PLC0415 - once the apps are there
        from mulighetsrom.web.needs import (  # noqa: PLC0415 - likewise
            asking_here,
            demo,
            desk,
            drafting_here,
            meeting_letters,
            personal_here,
            planning_here,
        )
        from mulighetsrom.web.needs.views import check_parts  # noqa: PLC0415 - likewise

        for place in check_parts.PLACES:
            registry.parts[place].append(check_parts.hint)
        registry.places.insert(0, registry.Place("needs:list", _("Needs and plans")))
        registry.own_places.insert(0, registry.Place("needs:desk", _("My desk")))  # where a log-in leads
        registry.desk.append(desk.waits)
        registry.open_work.append(desk.OPEN_WORK)
        registry.letters |= meeting_letters.KINDS
        registry.secret_letters.add("meeting-sign-up")
        registry.demo.append(demo.fill)
        personal.register.extend(personal_here.KINDS)
        personal.not_personal.update(personal_here.NOT_PERSONAL)
        asking_here.register()
        planning_here.register()
        drafting_here.register()
