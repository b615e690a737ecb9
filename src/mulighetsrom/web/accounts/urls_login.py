"""The addresses of the log-in, the sessions and the own account; `urls` includes them."""

from __future__ import annotations

from django.urls import path

from mulighetsrom.web.accounts.views import demo, kept, login, own

urlpatterns = [
    path("logg-inn/", login.log_in, name="log_in"),
    path("logg-inn/kode/<str:public_id>/", login.code, name="code"),
    path("logg-inn/brev/<str:public_id>/", login.link, name="link"),
    path("logg-inn/eksempel/<str:public_id>/", demo.log_in, name="log_in_as_example"),
    path("konto/", own.account, name="account"),
    path("konto/adresse/", own.address, name="address"),
    path("konto/adresse/<str:public_id>/", own.new_address, name="new_address"),
    path("konto/adresse/tilbake/<str:public_id>/", own.take_back, name="take_back"),
    path("konto/opplysninger.json", own.export, name="export"),
    path("konto/slett/", own.delete, name="delete"),
    path("konto/okter/", own.browsers, name="sessions"),
    path("konto/okter/slutt/", own.end_others, name="end_other_sessions"),
    path("konto/okter/<str:public_id>/slutt/", own.end_session, name="end_session"),
    path("konto/innlogging/<str:public_id>/fjern/", own.unlink, name="unlink"),
    path("konto/beholdt/<str:public_id>/", kept.kept, name="kept"),
    path("logg-ut/", login.log_out, name="log_out"),
    path("bytt/", login.act_for, name="act_for"),
]
