"""The addresses of the questions about a need, and of the desk; `urls` includes them."""

from __future__ import annotations

from django.urls import path

from mulighetsrom.web.needs.views import answering, desk, question

urlpatterns = [
    path("behov/<str:public_id>/sporsmal/", question.questions, name="questions"),
    path("behov/<str:public_id>/sporsmal/sendt/", question.sent, name="question_sent"),
    path("behov/<str:public_id>/sporsmal/<str:question>/", answering.question, name="question"),
    path("behov/<str:public_id>/sporsmal/<str:question>/avvis/", answering.decline, name="decline_question"),
    path("behov/<str:public_id>/sporsmal/<str:question>/bekreft/", question.confirm, name="confirm_question"),
    path("skrivebord/", desk.desk, name="desk"),
]
