from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "mulighetsrom.web.accounts"
    label = "accounts"
