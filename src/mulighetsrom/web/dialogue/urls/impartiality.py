from __future__ import annotations

from django.urls import path

from mulighetsrom.web.dialogue.views import impartiality

urlpatterns = [
    path("dialog/<str:public_id>/habilitet/", impartiality.impartiality, name="impartiality"),
    path("dialog/<str:public_id>/habilitet/ansvarlig/", impartiality.name_deputy, name="name_deputy"),
    path("dialog/<str:public_id>/habilitet/<str:declaration>/", impartiality.decide, name="decide"),
]
