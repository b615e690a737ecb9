from __future__ import annotations

from django.urls import path

from mulighetsrom.web.needs.views import plan, plan_editing

app_name = "needs"
urlpatterns = [
    # plans
    path("plan/<str:organisation>/", plan.plan, name="plan"),
    path("plan/<str:organisation>/linje/ny/", plan_editing.new_line, name="new_line"),
    path("plan/<str:organisation>/linje/<str:public_id>/", plan_editing.line, name="line"),
    path("plan/<str:organisation>/linje/<str:public_id>/avslutt/", plan_editing.drop, name="drop_line"),
    path("plan/<str:organisation>/publiser/", plan_editing.publish, name="publish_lines"),
]
