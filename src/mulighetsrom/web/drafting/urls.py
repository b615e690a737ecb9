"""The addresses that every text has below its own; a slice includes them with `{"model": "need"}`, say."""

from __future__ import annotations

from django.urls import path

from mulighetsrom.web.drafting.views import approval, comments, members, versions, work

urlpatterns = [
    path("arbeid/", work.work, name="work"),
    path("arbeid/steg/", work.step, name="step"),
    path("arbeid/saksnummer/", work.number_case, name="number_case"),
    path("arbeid/inviter/", members.ask_member, name="ask_member"),
    path("arbeid/svar/", members.answer_as_member, name="answer_as_member"),
    path("arbeid/trekk-samtykke/", members.withdraw_as_member, name="withdraw_as_member"),
    path("arbeid/ansvarlig/", members.let_answer_for, name="let_answer_for"),
    path("godkjenn/", approval.approve, name="approve"),
    path("kommentar/", comments.comments, name="comments"),
    path("kommentar/<str:comment_id>/", comments.resolve, name="resolve"),
    path("versjon/", versions.versions, name="versions"),
    path("versjon/<int:number>/", versions.version, name="version"),
]
