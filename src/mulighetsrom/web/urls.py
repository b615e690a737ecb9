"""Every address of the platform: pages live under a language, machines' addresses do not."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from mulighetsrom.web.common import errors, health
from mulighetsrom.web.following.views import files

urlpatterns = [
    path("health", health.health, name="health"),
    path("kalender/<str:secret>.ics", files.own_calendar, name="own_calendar"),
    path("innlogging/", include("mulighetsrom.web.accounts.urls_oidc")),
    *i18n_patterns(
        path("post/", include("mulighetsrom.web.common.mail.urls")),
        path("", include("mulighetsrom.web.accounts.urls")),
        path("", include("mulighetsrom.web.following.urls")),
        path("", include("mulighetsrom.web.dialogue.urls")),
        path("", include("mulighetsrom.web.needs.urls")),
        path("", include("mulighetsrom.web.insights.urls")),
    ),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
