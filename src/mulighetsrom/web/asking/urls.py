"""The addresses of the questions about one thing: a slice includes them below its thing's own, and says its kind.

path("behov/<str:public_id>/sporsmal/", include("mulighetsrom.web.asking.urls"), {"kind": "need"})
"""

from __future__ import annotations

from django.urls import path

from mulighetsrom.web.asking.views import answering, asking, drafts

urlpatterns = [
    path("", asking.questions, name="questions"),
    path("sendt/", asking.sent, name="question_sent"),
    path("trukket/", asking.withdrawn, name="question_withdrawn"),
    path("utkast/", drafts.drafts, name="drafted_answers"),
    path("<str:question>/", answering.question, name="question"),
    path("<str:question>/avvis/", answering.decline, name="decline_question"),
    path("<str:question>/forkast/", drafts.discard, name="discard_draft"),
    path("<str:question>/bekreft/", asking.confirm, name="confirm_question"),
    path("<str:question>/trekk/", asking.withdraw, name="withdraw_question"),
]
