from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class AccountsConfig(AppConfig):
    name = "mulighetsrom.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        from mulighetsrom.web.accounts import (  # noqa: PLC0415 - once the apps are there
            demo,
            header,
            letters,
            people_here,
            personal_here,
        )
        from mulighetsrom.web.common import personal, registry  # noqa: PLC0415 - likewise

        people_here.register()
        personal.register.extend(personal_here.KINDS)
        personal.not_personal.update(personal_here.NOT_PERSONAL)
        registry.own_places.append(registry.Place("accounts:account", gettext_lazy("My account")))
        registry.header.append(header.who)
        registry.demo.append(demo.fill)
        registry.letters |= {
            "log-in": letters.log_in,
            "address": letters.address,
            "address-changed": letters.address_changed,
        }
        registry.secret_letters |= {"log-in", "address", "address-changed"}
