from __future__ import annotations

from django.urls import path

from mulighetsrom.web.common.mail import views

app_name = "mail"
urlpatterns = [
    path("", views.mails, name="mails"),
    path("<str:public_id>/", views.mail, name="mail"),
]
