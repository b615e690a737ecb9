from __future__ import annotations

from django.urls import path

from mulighetsrom.web.following.views import files, letters, mine

app_name = "following"
urlpatterns = [
    path("varsel/", mine.mine, name="mine"),
    path("varsel/folg/", mine.follow, name="follow"),
    path("varsel/kalender/", files.calendar_link, name="calendar_link"),
    path("varsel/skjul/<str:secret>/", letters.hide, name="hide"),
    path("varsel/stopp/<str:secret>/", letters.stop, name="stop"),
    path("varsel/dempet/<str:public_id>/", mine.unmute, name="unmute"),
    path("varsel/<str:public_id>/", mine.change, name="change"),
    path("behov.atom", files.search_feed, name="search_feed"),
    path("behov/<str:public_id>.atom", files.need_feed, name="need_feed"),
    path("dialog.atom", files.dialogues_feed, name="dialogues_feed"),
    path("dialog/<str:public_id>.atom", files.dialogue_feed, name="dialogue_feed"),
    path("dialog/<str:public_id>.ics", files.dialogue_calendar, name="dialogue_calendar"),
    path("plan/<str:public_id>.ics", files.organisation_calendar, name="organisation_calendar"),
]
