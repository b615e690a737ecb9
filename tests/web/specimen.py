"""Every component on one page, and every error page, beside the platform's own addresses: for tests and pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django import forms
from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from mulighetsrom.web.common import errors
from mulighetsrom.web.common.components import Cell, Column, Link, Notice, Sorted, Table, Tone
from mulighetsrom.web.urls import handler400, handler403, handler404, handler500, urlpatterns

if TYPE_CHECKING:
    from typing import NoReturn

__all__ = ["handler400", "handler403", "handler404", "handler500"]

HTML = Path(__file__).with_name("specimen.html")


class Report(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Navn", help_text="Fornavn og etternavn.")
    kind = forms.ChoiceField(
        label="Hva er feil?",
        choices=[("a", "Dette er ikke en dialog"), ("b", "Feil kommune")],
        widget=forms.RadioSelect,
    )
    county = forms.ChoiceField(label="Fylke", choices=[("", "Velg fylke"), ("46", "Vestland")], required=False)
    text = forms.CharField(label="Forklar kort", widget=forms.Textarea(attrs={"rows": 4}), max_length=500)
    sure = forms.BooleanField(label="Jeg har lest kunngjøringen")


TABLE = Table(
    caption="Dialoger per 100 konkurranser",
    columns=[
        Column("Kommune", sort_url="?sort=name"),
        Column("Dialoger", number=True, sort_url="?sort=d", sorted=Sorted.DOWN),
        Column("Konkurranser", number=True, sort_url="?sort=c"),
        Column("Per 100", number=True),
    ],
    rows=[
        [Cell("Storvik", url="#", verbatim=True), Cell("24"), Cell("1 021"), Cell("2,4", note="1,5 til 3,4")],
        [
            Cell("Lillefjord og Nordre Øyland", url="#", verbatim=True),
            Cell("3"),
            Cell("48"),
            Cell("6,3", note="1,3 til 17,2"),
        ],
        [
            Cell("Ås", url="#", verbatim=True),
            Cell("0"),
            Cell("synnove.forteljarhaug-nordbergskog@forteljarvik.example", verbatim=True),
            Cell("–", note="for få"),
        ],
    ],
    note="Under 20 konkurranser vises bare antall.",
)


def specimen(request: HttpRequest) -> HttpResponse:
    context = {
        "title": "Slik ser delene ut",
        "form": Report(request.GET or None),
        "table": TABLE,
        "trail": [Link("Forside", "/nb/"), Link("Kommuner", "#"), Link("Storvik", "#", verbatim=True)],
        "notices": [Notice("Eksempel.", "Kommunene på denne siden er oppdiktet.", tone) for tone in Tone],
        "tones": list(Tone),
        "page": Paginator(range(300), 20).page(5),
        "steps": [
            ("Behov", "Kommunen sier hva den trenger."),
            ("Dialog", "Leverandørene svarer."),
            ("Svar", "Alle får vite."),
        ],
    }
    return HttpResponse(engines["django"].from_string(HTML.read_text()).render(context, request))


def refuse(_request: HttpRequest) -> NoReturn:
    raise PermissionDenied


def misread(_request: HttpRequest) -> NoReturn:
    raise BadRequest


def fail(_request: HttpRequest) -> NoReturn:
    raise ZeroDivisionError


urlpatterns = [
    *urlpatterns,
    *i18n_patterns(
        path("specimen/", specimen, name="specimen"),
        path("specimen/400/", misread, name="400"),
        path("specimen/403/", refuse, name="403"),
        path("specimen/csrf/", errors.csrf_failure, name="csrf"),
        path("specimen/500/", fail, name="500"),
    ),
]
