from __future__ import annotations

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "mulighetsrom.web.needs"
    label = "needs"
