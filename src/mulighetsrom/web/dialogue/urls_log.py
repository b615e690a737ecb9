from __future__ import annotations

from django.urls import path

from mulighetsrom.web.dialogue.views import contacts, holds, log

urlpatterns = [
    path("dialog/<str:public_id>/logg/", log.lines, name="log"),
    path("dialog/<str:public_id>/logg/sjekk/", log.check, name="check_log"),
    path("dialog/<str:public_id>/logg/kontakt/", contacts.note, name="note_contact"),
    path("dialog/<str:public_id>/logg/kontakt/<str:contact>/", contacts.contact, name="contact"),
    path("dialog/<str:public_id>/logg/kontakt/<str:contact>/rett/", contacts.correct, name="correct_contact"),
    path("dialog/<str:public_id>/logg/kontakt/<str:contact>/del/", contacts.share, name="share_contact"),
    path("dialog/<str:public_id>/stans/", holds.holds, name="holds"),
    path("dialog/<str:public_id>/stans/<str:hold>/opphev/", holds.lift, name="lift_hold"),
]
