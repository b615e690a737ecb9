from __future__ import annotations

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "mulighetsrom.web.common"
    label = "common"

    def ready(self) -> None:
        from mulighetsrom.web import checks  # noqa: F401, PLC0415 - registers the checks once the apps are there
