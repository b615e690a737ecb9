from __future__ import annotations

from django.urls import path

from mulighetsrom.web.insights.views import (
    country,
    downloads,
    front,
    method,
    municipality,
    notice,
    notices,
    reports,
)

app_name = "insights"
urlpatterns = [
    path("", front.front, name="front"),
    path("kommune/<str:number>/", municipality.municipality, name="municipality"),
    path("kommune/<str:number>/saksframlegg/", municipality.paper, name="paper"),
    path("kommune/<str:number>/kunngjoringer/", notices.of_municipality, name="municipality_notices"),
    path(
        "kommune/<str:number>/kunngjoringer.<str:form>",
        downloads.municipality_notices,
        name="municipality_notices_file",
    ),
    path("kommune/<str:number>/figurer.<str:form>", downloads.municipality_figures, name="municipality_figures"),
    path("fylke/<str:number>/", municipality.county, name="county"),
    path("fylke/<str:number>/kunngjoringer/", notices.of_county, name="county_notices"),
    path("fylke/<str:number>/kunngjoringer.<str:form>", downloads.county_notices, name="county_notices_file"),
    path("landet/", country.country, name="country"),
    path("landet/kommuner.<str:form>", country.file, name="country_file"),
    path("landet/kunngjoringer/", notices.of_country, name="country_notices"),
    path("landet/kunngjoringer.<str:form>", downloads.country_notices, name="country_notices_file"),
    path("kunngjoring/<str:notice_id>/", notice.notice, name="notice"),
    path("kunngjoring/<str:notice_id>/meld-feil/", reports.report, name="report"),
    path("kunngjoring/<str:notice_id>/meld-feil/<str:reference>/", reports.receipt, name="receipt"),
    path("slik-teller-vi/", method.method, name="method"),
    path("data/", method.data, name="data"),
    path("data/<str:table>.<str:form>", method.table, name="table"),
]
