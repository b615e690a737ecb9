from __future__ import annotations

from django.urls import path

from mulighetsrom.web.following.views import letters, mine

app_name = "following"
urlpatterns = [
    path("varsel/", mine.mine, name="mine"),
    path("varsel/folg/", mine.follow, name="follow"),
    path("varsel/skjul/<str:secret>/", letters.hide, name="hide"),
    path("varsel/stopp/<str:secret>/", letters.stop, name="stop"),
    path("varsel/dempet/<str:public_id>/", mine.unmute, name="unmute"),
    path("varsel/<str:public_id>/", mine.change, name="change"),
]
