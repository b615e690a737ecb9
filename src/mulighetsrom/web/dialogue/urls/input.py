from __future__ import annotations

from django.urls import path

from mulighetsrom.web.dialogue.views import input as public
from mulighetsrom.web.dialogue.views import input_arranging as arranging
from mulighetsrom.web.dialogue.views import input_handing_in as handing_in
from mulighetsrom.web.dialogue.views import input_reading as reading
from mulighetsrom.web.dialogue.views import input_writing as writing

_PART = "dialog/<str:public_id>/del/<str:part>"

urlpatterns = [
    path(f"{_PART}/innspill/", public.page, name="input"),
    path(f"{_PART}/utkast/<str:paper>/", public.paper, name="input_paper"),
    path(f"{_PART}/innspill/skriv/", writing.write, name="write_input"),
    path(f"{_PART}/innspill/lever/", handing_in.hand_in, name="hand_in"),
    path(f"{_PART}/innspill/kvittering/<str:handed_in>/", handing_in.receipt, name="input_receipt"),
    path(f"{_PART}/innspill/kvittering/<str:handed_in>/levert.json", handing_in.file, name="input_file"),
    path(f"{_PART}/sporsmal/", arranging.arrange, name="arrange_input"),
    path(f"{_PART}/sporsmal/utkast/", arranging.add_paper, name="add_paper"),
    path(f"{_PART}/sporsmal/utkast/<str:paper>/fjern/", arranging.remove_paper, name="remove_paper"),
    path(f"{_PART}/mottatt/", reading.received, name="inputs"),
    path(f"{_PART}/mottatt/sporsmal/<int:number>/", reading.by_question, name="inputs_question"),
    path(f"{_PART}/mottatt/<str:handed_in>/", reading.by_company, name="inputs_company"),
    path(f"{_PART}/mottatt/<str:handed_in>/apne/<int:number>/", reading.open_answer, name="open_answer"),
    path("dialog/<str:public_id>/lesere/", reading.who_reads, name="readers"),
    path("dialog/<str:public_id>/lesere/<str:reader>/avslutt/", reading.end_reader, name="end_reader"),
]
