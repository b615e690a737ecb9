from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "mulighetsrom.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        from mulighetsrom.web.accounts import personal_here  # noqa: PLC0415 - likewise
        from mulighetsrom.web.common import personal  # noqa: PLC0415 - once the apps are there

        personal.register.extend(personal_here.KINDS)
        personal.not_personal.update(personal_here.NOT_PERSONAL)
