"""The addresses of the log-in, the sessions and the own account; `urls` includes them."""

from __future__ import annotations

from django.urls import path

from mulighetsrom.web.accounts.views import demo, login

urlpatterns = [
    path("logg-inn/", login.log_in, name="log_in"),
    path("logg-inn/kode/<str:public_id>/", login.code, name="code"),
    path("logg-inn/brev/<str:public_id>/", login.link, name="link"),
    path("logg-inn/eksempel/<str:public_id>/", demo.log_in, name="log_in_as_example"),
    path("logg-ut/", login.log_out, name="log_out"),
    path("bytt/", login.act_for, name="act_for"),
]
