from __future__ import annotations

from django.urls import path

from mulighetsrom.web.dialogue.views import archive, contacts, holds, log, took_part

urlpatterns = [
    path("dialog/<str:public_id>/logg/", log.lines, name="log"),
    path("dialog/<str:public_id>/logg/sjekk/", log.check, name="check_log"),
    path("dialog/<str:public_id>/logg/kontakt/", contacts.note, name="note_contact"),
    path("dialog/<str:public_id>/logg/kontakt/<str:contact>/", contacts.contact, name="contact"),
    path("dialog/<str:public_id>/logg/kontakt/<str:contact>/rett/", contacts.correct, name="correct_contact"),
    path("dialog/<str:public_id>/logg/kontakt/<str:contact>/del/", contacts.share, name="share_contact"),
    path("dialog/<str:public_id>/stans/", holds.holds, name="holds"),
    path("dialog/<str:public_id>/stans/<str:hold>/opphev/", holds.lift, name="lift_hold"),
    path("dialog/<str:public_id>/deltakere/", took_part.participants, name="participants"),
    path("dialog/<str:public_id>/deltakere/<str:pseudonym>/", took_part.assess, name="assess"),
    path("dialog/<str:public_id>/deltakere/<str:pseudonym>/fjern/", took_part.remove, name="remove_adviser"),
    path("dialog/<str:public_id>/protokoll.pdf", archive.protocol_pdf, name="protocol_pdf"),
    path("dialog/<str:public_id>/protokoll.json", archive.protocol_json, name="protocol_json"),
    path("dialog/<str:public_id>/sak.pdf", archive.case, name="dossier"),
    path("dialog/<str:public_id>/arkiv/", archive.archive, name="archive"),
    path("dialog/<str:public_id>/arkiv/<str:package>/", archive.package, name="package"),
    path("dialog/<str:public_id>/arkiv/<str:package>.zip", archive.package_zip, name="package_zip"),
]
