from __future__ import annotations

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "mulighetsrom.web.common"
    label = "common"

    def ready(self) -> None:
        from mulighetsrom.web import checks  # noqa: F401, PLC0415 - registers the checks once the apps are there
        from mulighetsrom.web.common import personal, personal_here, registry  # noqa: PLC0415 - likewise
        from mulighetsrom.web.common.mail import views  # noqa: PLC0415 - likewise

        registry.foot.append(views.of_this_demo)
        personal.register.extend(personal_here.KINDS)
        personal.not_personal.update(personal_here.NOT_PERSONAL)
