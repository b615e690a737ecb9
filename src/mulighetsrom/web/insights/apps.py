from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    name = "mulighetsrom.web.insights"
    label = "insights"

    def ready(self) -> None:
        from mulighetsrom.web.common import personal, registry  # noqa: PLC0415 - once the apps are there
        from mulighetsrom.web.insights import dataset, personal_here  # noqa: PLC0415 - likewise

        registry.places.append(registry.Place("insights:country", _("All municipalities")))
        registry.places.append(registry.Place("insights:method", _("How we count")))
        registry.places.append(registry.Place("insights:data", _("Data")))
        registry.notices.append(dataset.demo_notice)
        registry.foot.append(dataset.built)
        registry.country.append(registry.Country(dataset.register, dataset.cooperations))
        personal.register.extend(personal_here.KINDS)
        personal.not_personal.update(personal_here.NOT_PERSONAL)
