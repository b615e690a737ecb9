from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeedsConfig(AppConfig):
    name = "mulighetsrom.web.needs"
    label = "needs"

    def ready(self) -> None:
        from mulighetsrom.web.common import personal, registry  # noqa: PLC0415 - once the apps are there
        from mulighetsrom.web.needs import asking_here, demo, meeting_letters, personal_here  # noqa: PLC0415 - likewise

        registry.places.insert(0, registry.Place("needs:list", _("Needs")))
        registry.letters |= meeting_letters.KINDS
        registry.secret_letters.add("meeting-sign-up")
        registry.demo.append(demo.fill)
        personal.register.extend(personal_here.KINDS)
        personal.not_personal.update(personal_here.NOT_PERSONAL)
        asking_here.register()
