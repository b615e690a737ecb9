"""The national page: how the municipalities lie around the country's figure, and all of them in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from mulighetsrom.notices.reference.names import sort_key
from mulighetsrom.web.common import floods, spreadsheets, written
from mulighetsrom.web.common.components import Cell, Column, Link, Sorted, Table
from mulighetsrom.web.dialogue.views import here
from mulighetsrom.web.insights import dataset, municipalities_file, pictures, places, sentences, tables
from mulighetsrom.web.insights.distribution import distribution
from mulighetsrom.web.insights.filters import Municipalities
from mulighetsrom.web.insights.queries import country as queries
from mulighetsrom.web.insights.queries.figures import FEWEST, figures
from mulighetsrom.web.insights.views import downloads

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from mulighetsrom.notices.store import Version
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.insights.queries.country import Line
    from mulighetsrom.web.insights.queries.figures import Figures

PER_PAGE: Final = 50
TABLE: Final = "#kommuner"
"""Where on the page the table stands: whoever sorts or filters it comes back there."""


@require_safe
def country(request: Request) -> HttpResponse:
    """Show the country through the years, and every municipality in one of them."""
    place, version, title = places.country(), dataset.of(request), _("All municipalities")
    context: dict[str, Any] = {
        "title": title,
        "trail": [*place.trail[:-1], Link(title, place.url)],
        "place": place,
        "version": version,
        "cite": request.build_absolute_uri(place.url),
        "here": here.everywhere(request),
    }
    if version:
        context |= _years(request, version, figures(version, place.level, place.key))
    return render(request, "insights/country.html", context)


@require_safe
@floods.held_back(floods.FILES)
def file(request: Request, form: str) -> HttpResponseBase:
    """Give the table of all municipalities, filtered and sorted as the page has it."""
    origin = downloads.origin_of(request, places.country(), form)
    found = figures(origin.version, origin.place.level, origin.place.key)
    if (year := found.usual_year(request.GET.get("year", ""))) is None:
        raise Http404
    lines = queries.municipalities(origin.version, dataset.register(), found.country[year])
    wanted = Municipalities(request.GET, years=found.years, year=year, lines=lines).wanted
    rows = [municipalities_file.row(line) for line in queries.chosen(lines, wanted)]
    return downloads.sent(form, municipalities_file.MUNICIPALITIES, origin, iter([rows]))


def _years(request: Request, version: Version, found: Figures) -> dict[str, Any]:
    year, place = found.usual_year(request.GET.get("year", "")), places.country()
    if year is None:
        return {}
    lines = queries.municipalities(version, dataset.register(), found.country[year])
    return {
        "year": year,
        "figure": found.country[year],
        "headline": pictures.headline(place, found, year),
        "chart": pictures.through_the_years(place, found),
        "years": tables.years(place, found),
        "picture": distribution(lines, found.country[year]),
        "caption": _spread(queries.spread(lines)),
        "there": len(lines),
        "announcing": sum(line.found for line in lines),
        "counties": _counties(lines),
        **_table(request, Municipalities(request.GET, years=found.years, year=year, lines=lines), lines, year),
    }


def _table(request: Request, form: Municipalities, lines: Sequence[Line], year: int) -> dict[str, Any]:
    """Return the part of the table that the reader asked for."""
    found, complete = queries.chosen(lines, form.wanted), any(line.all.complete for line in lines)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    caption = ngettext("%(found)s municipality in %(year)s", "%(found)s municipalities in %(year)s", len(found))
    return {
        "form": form,
        "page": page,
        "files": {one.upper(): _file_url(request, one) for one in spreadsheets.TYPES},
        "table": Table(
            caption=caption % {"found": written.number(len(found)), "year": year},
            columns=[
                _column(request, _("Municipality"), "name", form.wanted.order),
                _column(request, _("Competitions"), "competitions", form.wanted.order),
                _column(request, _("Invitations"), "dialogues", form.wanted.order),
                *([_column(request, _("Per 100 competitions"), "ratio", form.wanted.order)] if complete else []),
            ],
            rows=[_row(line) for line in page.object_list],
            note=_no_ranking() if form.wanted.order.endswith("ratio") else "",
            compact=True,
        ),
    }


def _file_url(request: Request, form: str) -> str:
    """Return where the whole table comes as a file, filtered and sorted as it is."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"{reverse('insights:country_file', args=[form])}?{query.urlencode()}"


def _no_ranking() -> str:
    return _(
        "Sorted by invitations per 100 competitions. This is no order of rank: where the intervals overlap, the "
        "difference may be chance."
    )


def _column(request: Request, label: str, by: str, order: str) -> Column:
    """Head a column with a link that sorts by it: names from the first, numbers from the largest, and back."""
    first, second = ("name", "-name") if by == "name" else (f"-{by}", by)
    query = request.GET.copy()
    query.pop("page", None)
    query["sorter"] = second if order == first else first
    direction = {by: Sorted.UP, f"-{by}": Sorted.DOWN}.get(order, Sorted.NOT)
    return Column(label, number=by != "name", sort_url=f"?{query.urlencode()}{TABLE}", sorted=direction)


def _row(line: Line) -> list[Cell]:
    place = places.of_municipality(line.municipality)
    return [
        Cell(place.name, f"{place.url}?year={line.all.year}", note=line.county, verbatim=True, verbatim_note=True),
        _count(line.all.denominator, line.shared.denominator, place.notices("competition", line.all.year)),
        _count(line.all.numerator, line.shared.numerator, place.notices("dialogue", line.all.year)),
        *([tables.value(line.all)] if line.all.complete else []),
    ]


def _count(number: int, shared: int, url: str) -> Cell:
    """Write a count that leads to its notices, and how many of them came through a cooperation."""
    note = _("%(shared)s through cooperation") % {"shared": written.number(shared)} if shared else ""
    return tables.found(number, url, note)


def _spread(spread: queries.Spread | None) -> str:
    """Say in words what the picture shows."""
    told = _("Each dot is a municipality with at least %(fewest)s competitions.") % {"fewest": FEWEST}
    if not spread:
        return told
    said = {
        "municipalities": written.number(spread.municipalities),
        "without": written.number(spread.without),
        "lower": sentences.ratio(spread.lower),
        "upper": sentences.ratio(spread.upper),
    }
    more = _(
        "There are %(municipalities)s of them. For %(without)s we found no invitation, and the middle half of them all "
        "lies between %(lower)s and %(upper)s."
    )
    return f"{told} {more % said}"


def _counties(lines: Iterable[Line]) -> list[Link]:
    found = sorted({(sort_key(line.county), line.county, line.municipality.county_number) for line in lines})
    return [Link(name, reverse("insights:county", args=[number]), verbatim=True) for _key, name, number in found]
