from __future__ import annotations

from django.urls import path

from mulighetsrom.web.dialogue.views import announcing

urlpatterns = [
    path("dialog/<str:public_id>/brev/", announcing.letters, name="letters"),
    path("dialog/<str:public_id>/brev/<str:kind>/<str:about>/", announcing.announce, name="announce"),
]
