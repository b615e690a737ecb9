"""The addresses of what came of dialogues."""

from __future__ import annotations

from django.urls import path

from mulighetsrom.web.dialogue.views import answers

urlpatterns = [
    path("", answers.everywhere, name="answers"),
    path("<str:organisation>/", answers.of_buyer, name="answers_of"),
]
