"""Figures and lists to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.common import floods, spreadsheets, written
from mulighetsrom.web.insights import access, dataset, files, places
from mulighetsrom.web.insights.queries import downloads, notices
from mulighetsrom.web.insights.views.notices import selected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http.response import HttpResponseBase

    from mulighetsrom.notices.schema import Row
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.insights.places import Place

MOST_ROWS: Final = {"csv": 500_000, "xlsx": 50_000}
"""More would keep a process busy for more than half a minute."""


@require_safe
@floods.held_back(floods.FILES)
def municipality_figures(request: Request, number: str, form: str) -> HttpResponseBase:
    """Give all figures of a municipality, all years."""
    place = places.of_municipality(access.municipality(number, by=request.actor))
    if place.key != number:
        return redirect("insights:municipality_figures", place.key, form, permanent=True)
    origin = origin_of(request, place, form)
    return sent(form, files.FIGURES, origin, downloads.figures(origin.version, place.level, place.key))


@require_safe
@floods.held_back(floods.FILES)
def municipality_notices(request: Request, number: str, form: str) -> HttpResponseBase:
    """Give the whole list of notices behind a municipality's number."""
    place = places.of_municipality(access.municipality(number, by=request.actor))
    if place.key != number:
        return redirect(f"{place.file_url(form)}?{request.GET.urlencode()}", permanent=True)
    return _notices(request, place, form)


@require_safe
@floods.held_back(floods.FILES)
def county_notices(request: Request, number: str, form: str) -> HttpResponseBase:
    """Give the whole list of notices behind a county's number."""
    return _notices(request, places.of_county(access.county(number, by=request.actor)), form)


@require_safe
@floods.held_back(floods.FILES)
def country_notices(request: Request, form: str) -> HttpResponseBase:
    """Give the whole list of notices behind the country's number."""
    return _notices(request, places.country(), form)


def origin_of(request: Request, place: Place, form: str) -> files.Origin:
    """Return where a file comes from, or 404 where there is no such kind of file or nothing to put in it."""
    version = dataset.of(request)
    if form not in spreadsheets.TYPES or not version:
        raise Http404
    return files.Origin(version, place, request.build_absolute_uri)


def _notices(request: Request, place: Place, form: str) -> HttpResponseBase:
    origin, chosen = origin_of(request, place, form), selected(place, request.GET)
    tallied = notices.tallies(origin.version, chosen)
    if notices.total(tallied, chosen.what, year=chosen.year, route=chosen.route) > MOST_ROWS[form]:
        return _too_long(request, place, MOST_ROWS[form])
    return sent(form, files.NOTICES, origin, downloads.listed(origin.version, chosen))


def sent(form: str, sheet: files.Sheet, origin: files.Origin, pieces: Iterator[list[Row]]) -> HttpResponseBase:
    file = files.written(form, sheet, origin, pieces)
    return FileResponse(
        file, as_attachment=True, filename=origin.name(sheet, form), content_type=spreadsheets.TYPES[form]
    )


def _too_long(request: Request, place: Place, most: int) -> HttpResponseBase:
    text = _("A file of this kind holds at most %(most)s rows. Choose a year, or take the list as CSV.")
    said = {"title": _("The list is too long"), "text": text % {"most": written.number(most)}}
    return render(request, "error.html", {"status": 400, "trail": place.trail, **said}, status=400)
