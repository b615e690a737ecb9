from __future__ import annotations

from django.urls import path

from mulighetsrom.web.dialogue.views import timeline

urlpatterns = [
    path("dialog/<str:public_id>/plan/", timeline.plan, name="plan"),
    path("dialog/<str:public_id>/plan/lag/", timeline.lay, name="lay_plan"),
    path("dialog/<str:public_id>/plan/<str:line>/", timeline.line, name="plan_line"),
    path("dialog/<str:public_id>/plan/<str:line>/ferdig/", timeline.tick, name="tick_plan_line"),
]
