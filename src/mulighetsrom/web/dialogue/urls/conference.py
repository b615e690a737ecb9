"""The addresses of a conference or a workshop; `urls` includes them."""

from __future__ import annotations

from django.urls import path

from mulighetsrom.web.dialogue.views import (
    conference,
    conference_door,
    conference_materials,
    conference_people,
    conference_sign_up,
)

PART = "dialog/<str:public_id>/del/<str:part>/"

urlpatterns = [
    path(PART, conference.event, name="conference"),
    path("dialog/<str:public_id>/del/<str:part>.ics", conference.calendar, name="conference_calendar"),
    path(f"{PART}pamelding/", conference_sign_up.sign_up, name="sign_up"),
    path(f"{PART}pamelding/sendt/", conference_sign_up.sent, name="sign_up_sent"),
    path(f"{PART}pamelding/<str:sign_up>/", conference_sign_up.own, name="own_sign_up"),
    path(f"{PART}pamelding/<str:sign_up>/bekreft/", conference_sign_up.confirm, name="confirm_sign_up"),
    path(f"{PART}pamelding/<str:sign_up>/flere/", conference_sign_up.add, name="add_people"),
    path(f"{PART}pamelding/<str:sign_up>/trekk/", conference_sign_up.withdraw, name="withdraw"),
    path(f"{PART}pameldte/", conference_people.participants, name="participants"),
    path(f"{PART}pameldte/behov/", conference_people.needs, name="participant_needs"),
    path(f"{PART}plasser/", conference_people.seats, name="seats"),
    path(f"{PART}dorliste.pdf", conference_door.sheet, name="door_sheet"),
    path(f"{PART}innsjekk/", conference_door.check_in, name="check_in"),
    path(f"{PART}materiell/", conference_materials.materials, name="materials"),
    path(f"{PART}materiell/slipp/", conference_materials.release, name="release_materials"),
    path(f"{PART}materiell/<str:material>/", conference_materials.file, name="material"),
    path(f"{PART}materiell/<str:material>/fjern/", conference_materials.remove, name="remove_material"),
]
