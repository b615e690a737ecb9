from __future__ import annotations

from django.urls import path

from mulighetsrom.web.dialogue.views import access_hearing
from mulighetsrom.web.dialogue.views import access_request as views

_REQUEST = "dialog/<str:public_id>/innsynskrav/<str:access_request>"

urlpatterns = [
    path("dialog/<str:public_id>/innsynskrav/", views.requests, name="access_requests"),
    path(f"{_REQUEST}/", views.one, name="access_request"),
    path(f"{_REQUEST}/apne/", views.open_claims, name="open_claims"),
    path(f"{_REQUEST}/kopi.pdf", views.copy, name="access_copy"),
    path("dialog/<str:public_id>/innsyn/<str:hearing>/", access_hearing.hearing, name="hearing"),
]
