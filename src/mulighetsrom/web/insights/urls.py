from __future__ import annotations

from django.urls import path

from mulighetsrom.web.insights import views

app_name = "insights"
urlpatterns = [
    path("", views.front, name="front"),
    path("kommune/<str:number>/", views.municipality, name="municipality"),
]
