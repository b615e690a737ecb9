"""The pages of one municipality and one county."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mulighetsrom.web.common.components import Link
from mulighetsrom.web.dialogue.views import here
from mulighetsrom.web.insights import access, comparison, dataset, pictures, places, tables
from mulighetsrom.web.insights.queries import figures as queries
from mulighetsrom.web.insights.queries import search
from mulighetsrom.web.needs.views import theirs

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.notices.reference.municipalities import Municipality
    from mulighetsrom.notices.store import Version
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.insights.comparison import Comparison
    from mulighetsrom.web.insights.places import Place
    from mulighetsrom.web.insights.queries.figures import Figures

LOW: Final = 190.0
"""How high a chart is, in pixels, that shares a sheet with other things."""


@require_safe
def municipality(request: Request, number: str) -> HttpResponse:
    """Show one municipality, at its number of today, beside the country and those the reader chose."""
    found = access.municipality(number, by=request.actor)
    if found.number != number:
        return redirect("insights:municipality", found.number, permanent=True)
    compared = comparison.read(request.GET, dataset.register(), number)
    if compared.sent:
        return redirect(_canonical(request, compared))
    place, version = places.of_municipality(found), dataset.of(request)
    context = _frame(request, place) | {
        "theirs": theirs.of_municipality(request, found.number),
        "here": here.of_municipality(request, found.number),
    }
    if version:
        figures = queries.figures(version, place.level, place.key, compared.numbers)
        context |= _place(request, place, figures, compared)
        context |= {"make_up": pictures.make_up(place, queries.make_up(version, place.level, place.key))}
        if figures.complete_years:  # of samples there is nothing to compare
            context |= _choosing(version, found, compared)
    return render(request, "insights/place.html", context)


@require_safe
def county(request: Request, number: str) -> HttpResponse:
    """Show one county: its authority and its municipalities together."""
    place, version = places.of_county(access.county(number, by=request.actor)), dataset.of(request)
    context = _frame(request, place)
    if version:
        figures = queries.figures(version, place.level, place.key)
        context |= _place(request, place, figures, comparison.Comparison([]))
        context |= {"make_up": pictures.make_up(place, queries.make_up(version, place.level, place.key))}
    return render(request, "insights/place.html", context)


@require_safe
def paper(request: Request, number: str) -> HttpResponse:
    """Show the page for a council paper, made to be printed on one sheet of A4."""
    found = access.municipality(number, by=request.actor)
    if found.number != number:
        return redirect("insights:paper", found.number, permanent=True)
    place, version = places.of_municipality(found), dataset.of(request)
    figures = queries.figures(version, place.level, place.key) if version else None
    year = figures.usual_year(request.GET.get("year", "")) if figures else None
    context = _frame(request, place) | {"year": year}
    if figures and year:
        context["headline"] = pictures.headline(place, figures, year)
        context["chart"] = pictures.through_the_years(place, figures, height=LOW)
    return render(request, "insights/paper.html", context)


def _frame(request: Request, place: Place) -> dict[str, Any]:
    return {
        "title": place.name,
        "verbatim": True,
        "trail": place.trail,
        "place": place,
        "version": dataset.of(request),
        "cite": request.build_absolute_uri(place.url),
    }


def _place(request: Request, place: Place, figures: Figures, compared: Comparison) -> dict[str, Any]:
    """Return what the page tells of the year that the reader chose, and of all years."""
    year = figures.usual_year(request.GET.get("year", ""))
    if year is None:
        return {}
    others = [(places.of_municipality(one), figures.other(one.number)) for one in compared.chosen]
    return {
        "year": year,
        "years": _years(request, figures, year),
        "headline": pictures.headline(place, figures, year),
        "chart": pictures.through_the_years(place, figures, others),
        "table": tables.years(place, figures),
        "beside": pictures.beside(place, figures, others) if others else None,
        "others": tables.others(place, figures, year),
    }


def _years(request: Request, figures: Figures, shown: int) -> list[Link]:
    """Return a link to each year that says something of the place, and the one shown, newest first."""
    links = []
    for year in sorted({*figures.telling_years, shown}, reverse=True):
        query = request.GET.copy()
        query["year"] = str(year)
        links.append(Link(str(year), f"?{query.urlencode(safe=',')}", current=year == shown))
    return links


def _choosing(version: Version, own: Municipality, compared: Comparison) -> dict[str, Any]:
    """Return what the form to compare offers."""
    register = dataset.register()
    people = {number: count for number, (_year, count) in dataset.inhabitants().items()}
    offered = comparison.suggestions(own.number, people or queries.sizes(version), register, compared.numbers)
    return {
        "compared": compared,
        "neighbours": [one for one in offered if one.county_number == own.county_number],
        "alike": [one for one in offered if one.county_number != own.county_number],
        "names": search.municipality_names(register),
        "most": comparison.MOST,
        "by_people": bool(people),
    }


def _canonical(request: Request, compared: Comparison) -> str:
    """Return the one address of this choice: it is the one to cite."""
    said = {"year": request.GET.get("year"), "with": ",".join(compared.numbers)}
    query = urlencode({name: value for name, value in said.items() if value}, safe=",")
    return f"{request.path}{'?' if query else ''}{query}#over-tid"
