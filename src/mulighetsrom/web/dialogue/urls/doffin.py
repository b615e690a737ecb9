"""The addresses of the Doffin sheet."""

from __future__ import annotations

from django.urls import path

from mulighetsrom.web.dialogue.views import doffin

urlpatterns = [
    path("", doffin.sheet, name="doffin"),
    path("tekst/", doffin.as_text, name="doffin_text"),
    path("skjema/", doffin.choose_form, name="doffin_form"),
    path("dato/", doffin.plan, name="doffin_planned"),
    path("mottatt/", doffin.receipt, name="doffin_receipt"),
    path("ted/", doffin.on_ted, name="doffin_ted"),
    path("nummer/", doffin.announce, name="doffin_number"),
]
