"""The addresses of how a dialogue ends."""

from __future__ import annotations

from django.urls import path

from mulighetsrom.web.dialogue.views import closing, summary

urlpatterns = [
    path("dialog/<str:public_id>/stopp/", closing.stop, name="stop"),
    path("dialog/<str:public_id>/svar/", closing.answer, name="answer"),
    path("dialog/<str:public_id>/utsatt/", closing.deciding, name="deciding"),
    path("dialog/<str:public_id>/oppsummering/", summary.read, name="summary"),
    path("dialog/<str:public_id>/oppsummering/skriv/", summary.write, name="write_summary"),
    path("dialog/<str:public_id>/oppsummering/publiser/", summary.publish, name="publish_summary"),
]
