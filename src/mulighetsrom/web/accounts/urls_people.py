"""The addresses of organisations and their people; `urls` includes them."""

from __future__ import annotations

from django.urls import path

from mulighetsrom.web.accounts.views import history, invitations, leaving, operate, organisations, people

urlpatterns = [
    path("virksomhet/ny/", organisations.new, name="new_organisation"),
    path("virksomhet/<str:public_id>/", organisations.organisation, name="organisation"),
    path("virksomhet/<str:public_id>/innstilling/", organisations.settings, name="settings"),
    path("virksomhet/<str:public_id>/historikk/", history.history, name="history"),
    path("virksomhet/<str:public_id>/folk/", people.people, name="people"),
    path("virksomhet/<str:public_id>/folk/<str:membership>/", people.member, name="member"),
    path("virksomhet/<str:public_id>/folk/<str:membership>/slutt/", leaving.leave, name="leave"),
    path("virksomhet/<str:public_id>/folk/<str:membership>/stedfortreder/", leaving.deputy, name="deputy"),
    path("virksomhet/<str:public_id>/stedfortreder/<str:deputy>/", leaving.end_deputy, name="end_deputy"),
    path("virksomhet/<str:public_id>/invitasjon/", invitations.invite, name="invite"),
    path("virksomhet/<str:public_id>/invitasjon/<str:invitation>/", invitations.answer, name="answer_invitation"),
    path("invitasjon/<str:secret>/", invitations.invitation, name="invitation"),
    path("virksomhet/<str:public_id>/krav/<str:membership>/", people.claim, name="claim"),
    path("drift/", operate.operate, name="operate"),
    path("drift/krav/<str:membership>/", operate.claim, name="operate_claim"),
]
