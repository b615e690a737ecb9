"""The addresses of one-to-one meetings, below those of their part."""

from __future__ import annotations

from django.urls import path

from mulighetsrom.web.dialogue.views import meetings, meetings_drawn, meetings_held, meetings_own, minutes

urlpatterns = [
    path("", meetings.meetings, name="meetings"),
    path("onske/", meetings.wish, name="wish"),
    path("onske/trekk/", meetings.withdraw, name="withdraw_wish"),
    path("trekning/", meetings_drawn.how_drawn, name="how_drawn"),
    path("trekning.json", meetings_drawn.draw_file, name="draw_file"),
    path("trekning/draw.py", meetings_drawn.program, name="draw_program"),
    path("plan/", meetings_own.plan, name="meetings_plan"),
    path("plan/oppsett/", meetings_own.set_up, name="set_up_meetings"),
    path("plan/lag/", meetings_own.add_member, name="add_team_member"),
    path("plan/lag/<str:member>/fjern/", meetings_own.remove_member, name="remove_team_member"),
    path("plan/sporsmal/", meetings_own.questions, name="meeting_questions"),
    path("plan/apne/", meetings_own.open_wishes, name="open_wishes"),
    path("plan/tider/", meetings_own.add_times, name="add_times"),
    path("plan/trekk/", meetings_own.draw_times, name="draw_times"),
    path("mote/<str:request_id>/", meetings.meeting, name="meeting"),
    path("mote/<str:request_id>.ics", meetings.calendar, name="meeting_calendar"),
    path("mote/<str:request_id>/flytt/", meetings_held.move, name="move_meeting"),
    path("mote/<str:request_id>/avlys/", meetings_held.cancel, name="cancel_meeting"),
    path("mote/<str:request_id>/video/", meetings_held.link, name="meeting_link"),
    path("mote/<str:request_id>/holdt/", meetings_held.hold, name="hold_meeting"),
    path("mote/<str:request_id>/ikke-mott/", meetings_held.miss, name="miss_meeting"),
    path("mote/<str:request_id>/rett/", meetings_held.correct, name="correct_meeting"),
    path("mote/<str:request_id>/referat/", minutes.minutes, name="minutes"),
    path("mote/<str:request_id>/referat/svar/", minutes.answer, name="answer_minutes"),
    path("mote/<str:request_id>/referat/del/", minutes.share, name="share_minutes"),
]
