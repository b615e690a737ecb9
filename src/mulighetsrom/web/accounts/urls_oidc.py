"""The addresses of log-in providers: outside the languages, since a provider is told of one only."""

from __future__ import annotations

from django.urls import path

from mulighetsrom.web.accounts.views import oidc

urlpatterns = [
    path("<slug:key>/", oidc.start, name="oidc_start"),
    path("<slug:key>/svar", oidc.answer, name="oidc_answer"),
    path("<slug:key>/utlogging", oidc.ended, name="oidc_ended"),
]
