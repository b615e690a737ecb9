from __future__ import annotations

from django.urls import include, path

app_name = "accounts"
urlpatterns = [
    path("", include("mulighetsrom.web.accounts.urls_login")),
    path("", include("mulighetsrom.web.accounts.urls_people")),
]
