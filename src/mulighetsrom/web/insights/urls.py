from __future__ import annotations

from django.urls import path

from mulighetsrom.web.insights.views import country, front, method, municipality, notices, reports

app_name = "insights"
urlpatterns = [
    path("", front.front, name="front"),
    path("kommune/<str:number>/", municipality.municipality, name="municipality"),
    path("kommune/<str:number>/saksframlegg/", municipality.paper, name="paper"),
    path("kommune/<str:number>/kunngjoringer/", notices.of_municipality, name="municipality_notices"),
    path("fylke/<str:number>/", municipality.county, name="county"),
    path("fylke/<str:number>/kunngjoringer/", notices.of_county, name="county_notices"),
    path("landet/", country.country, name="country"),
    path("landet/kunngjoringer/", notices.of_country, name="country_notices"),
    path("kunngjoring/<str:notice_id>/", notices.notice, name="notice"),
    path("kunngjoring/<str:notice_id>/meld-feil/", reports.report, name="report"),
    path("slik-teller-vi/", method.method, name="method"),
    path("data/", method.data, name="data"),
]
