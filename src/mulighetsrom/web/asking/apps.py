from __future__ import annotations

from django.apps import AppConfig


class AskingConfig(AppConfig):
    name = "mulighetsrom.web.asking"
    label = "asking"

    def ready(self) -> None:
        from mulighetsrom.web.asking import deeds, desk, letters, personal_here  # noqa: PLC0415 - once the apps are there
        from mulighetsrom.web.common import personal, registry  # noqa: PLC0415 - likewise

        registry.letters |= letters.LETTERS
        registry.secret_letters |= letters.SECRET
        registry.desk.append(desk.waits)
        registry.deeds |= deeds.DEEDS
        personal.register.extend(personal_here.KINDS)
        personal.not_personal.update(personal_here.NOT_PERSONAL)
