"""The addresses of how a dialogue ends."""

from __future__ import annotations

from django.urls import path

from mulighetsrom.web.dialogue.views import closing

urlpatterns = [
    path("dialog/<str:public_id>/stopp/", closing.stop, name="stop"),
]
