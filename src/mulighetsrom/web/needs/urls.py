from __future__ import annotations

from django.urls import include, path

from mulighetsrom.web.needs.models import Need
from mulighetsrom.web.needs.views import (
    archive,
    check,
    desk,
    life,
    meeting,
    meeting_editing,
    need,
    paper,
    plan,
    plan_editing,
    plan_files,
    plan_import,
    plan_steps,
    search,
    writing,
)

app_name = "needs"
urlpatterns = [
    # reading and writing
    path("behov/", search.find, name="list"),
    path("behov.json", search.as_json, name="find_json"),
    path("behov/skriv/", writing.start, name="start"),
    path("behov/<str:public_id>.json", need.as_json, name="json"),
    path("behov/<str:public_id>/", need.need, name="need"),
    path("behov/<str:public_id>/vedlegg/<str:file_id>/", need.attachment, name="attachment"),
    path("behov/<str:public_id>/skriv/", writing.write, name="write"),
    path("behov/<str:public_id>/mal/", writing.make_template, name="make_template"),
    path("behov/<str:public_id>/slett-mal/", writing.delete_template, name="delete_template"),
    # questions and the desk
    path("behov/<str:public_id>/sporsmal/", include("mulighetsrom.web.asking.urls"), {"kind": Need.BOARD}),
    path("skrivebord/", desk.desk, name="desk"),
    # the need check
    path("behov/<str:public_id>/sjekk/", check.check, name="check"),
    # plans
    path("plan/<str:organisation>/", plan.plan, name="plan"),
    path("plan/<str:organisation>.<str:form>", plan_files.public_file, name="plan_file"),
    path("plan/<str:organisation>/alt.<str:form>", plan_files.own_file, name="own_plan_file"),
    path("plan/<str:organisation>/linje/ny/", plan_editing.new_line, name="new_line"),
    path("plan/<str:organisation>/linje/<str:public_id>/", plan_editing.line, name="line"),
    path("plan/<str:organisation>/linje/<str:public_id>/steg/<str:intention>/", plan_steps.turn, name="turn_line"),
    path("plan/<str:organisation>/publiser/", plan_editing.publish, name="publish_lines"),
    path("plan/<str:organisation>/importer/", plan_import.read, name="read_plan"),
    path("plan/<str:organisation>/importer/<str:public_id>/", plan_import.take, name="plan_import"),
    # contact meetings
    path("plan/<str:organisation>/kontaktmote/", meeting_editing.new_meeting, name="new_meeting"),
    path("kontaktmote/<str:public_id>/", meeting.meeting, name="meeting"),
    path("kontaktmote/<str:public_id>.ics", meeting.calendar, name="calendar"),
    path("kontaktmote/<str:public_id>/rediger/", meeting_editing.edit_meeting, name="edit_meeting"),
    path("kontaktmote/<str:public_id>/steg/<str:intention>/", meeting_editing.step, name="meeting_step"),
    path("kontaktmote/<str:public_id>/pamelding/", meeting.sign_up, name="sign_up"),
    path("kontaktmote/<str:public_id>/pamelding/<str:secret>/", meeting.confirm_sign_up, name="confirm_sign_up"),
    path("kontaktmote/<str:public_id>/linje/<str:line>/innspill/", meeting.contribute, name="contribute"),
    path("kontaktmote/<str:public_id>/linje/<str:line>/utfall/", meeting_editing.outcome, name="outcome"),
    path("kontaktmote/<str:public_id>/innspill/<str:contribution>/", meeting_editing.answer, name="answer"),
    # a need's way: that of every text, and what only needs have
    path("behov/<str:public_id>/", include("mulighetsrom.web.drafting.urls"), {"model": "need"}),
    path("behov/<str:public_id>/arbeid/avslutt/", life.drop, name="drop"),
    path("behov/<str:public_id>/arbeid/sitater/", life.check_voices, name="check_voices"),
    path("behov/<str:public_id>/arkiv.zip", archive.package, name="archive"),
    path("behov/<str:public_id>/utskrift/", paper.paper, name="paper"),
]
