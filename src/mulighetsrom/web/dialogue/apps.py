from __future__ import annotations

from django.apps import AppConfig


class DialogueConfig(AppConfig):
    name = "mulighetsrom.web.dialogue"
    label = "dialogue"

    def ready(self) -> None:
        from mulighetsrom.web.common import personal, registry  # noqa: PLC0415 - once the apps are there
        from mulighetsrom.web.dialogue import deeds, demo, here  # noqa: PLC0415 - likewise
        from mulighetsrom.web.dialogue import personal as ours  # noqa: PLC0415 - likewise

        registry.demo.append(demo.fill)
        registry.deeds |= deeds.DEEDS
        personal.register.extend(ours.KINDS)
        personal.not_personal.update(ours.NOT_PERSONAL)
        for theme in here.THEMES:
            theme.register()
