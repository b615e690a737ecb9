"""The addresses of how a dialogue ends."""

from __future__ import annotations

from django.urls import path

from mulighetsrom.web.dialogue.views import closing

urlpatterns = [
    path("dialog/<str:public_id>/stopp/", closing.stop, name="stop"),
    path("dialog/<str:public_id>/svar/", closing.answer, name="answer"),
    path("dialog/<str:public_id>/utsatt/", closing.deciding, name="deciding"),
]
