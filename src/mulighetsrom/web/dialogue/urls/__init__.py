"""The addresses of dialogues: those of every text, and each theme's own."""

from __future__ import annotations

from django.urls import include, path

from mulighetsrom.web.dialogue.views import dialogue, invitation, parts

app_name = "dialogue"
urlpatterns = [
    path("dialog/", dialogue.list_, name="list"),
    path("dialog/svar/", include("mulighetsrom.web.dialogue.urls.answers")),
    path("dialog/skriv/", invitation.start, name="start"),
    path("dialog/<str:public_id>.json", dialogue.as_json, name="json"),
    path("dialog/<str:public_id>/", dialogue.dialogue, name="dialogue"),
    path("dialog/<str:public_id>/skriv/", invitation.write, name="write"),
    path("dialog/<str:public_id>/behov/", invitation.choose_needs, name="choose_needs"),
    path("dialog/<str:public_id>/deler/", parts.parts, name="parts"),
    path("dialog/<str:public_id>/deler/ny/<str:kind>/", parts.new, name="new_part"),
    path("dialog/<str:public_id>/deler/<str:part>/", parts.write, name="write_part"),
    path("dialog/<str:public_id>/deler/<str:part>/fjern/", parts.remove, name="remove_part"),
    path("", include("mulighetsrom.web.dialogue.urls.announcing")),
    path("", include("mulighetsrom.web.dialogue.urls.changing")),
    path("", include("mulighetsrom.web.dialogue.urls.closing")),
    path("dialog/<str:public_id>/doffin/", include("mulighetsrom.web.dialogue.urls.doffin")),
    path("", include("mulighetsrom.web.dialogue.urls.timeline")),
    path("dialog/<str:public_id>/moter/<str:part>/", include("mulighetsrom.web.dialogue.urls.meetings")),
    path("", include("mulighetsrom.web.dialogue.urls.conference")),
    path("dialog/<str:public_id>/", include("mulighetsrom.web.drafting.urls"), {"model": "dialogue"}),
    path("dialog/<str:public_id>/sporsmal/", include("mulighetsrom.web.asking.urls"), {"kind": "dialogue"}),
    path("", include("mulighetsrom.web.dialogue.urls.log")),
    path("", include("mulighetsrom.web.dialogue.urls.input")),
    path("", include("mulighetsrom.web.dialogue.urls.impartiality")),
    path("", include("mulighetsrom.web.dialogue.urls.access_request")),
]
