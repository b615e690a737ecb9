from __future__ import annotations

from django.urls import path

from mulighetsrom.web.dialogue.views import changing

urlpatterns = [
    path("dialog/<str:public_id>/avlys/", changing.cancel, name="cancel"),
    path("dialog/<str:public_id>/del/<str:part>/endre/", changing.change_part, name="change_part"),
    path("dialog/<str:public_id>/del/<str:part>/avlys/", changing.cancel_part, name="cancel_part"),
    path("dialog/<str:public_id>/endring/<str:change>/doffin/", changing.corrected, name="corrected"),
]
