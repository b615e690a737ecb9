"""The notices behind a number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from mulighetsrom.web.common import floods, written
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.insights import access, dataset, places, words
from mulighetsrom.web.insights.queries import notices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.core.paginator import Page
    from django.http import HttpResponse, QueryDict
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.notices.schema import Row
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.insights.places import Place
    from mulighetsrom.web.insights.queries.notices import Listed, Selection

    Option = tuple[StrOrPromise, Selection]
    """What a reader can choose instead, and what it is called."""

PER_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """Links of which a reader chooses one."""

    label: StrOrPromise
    links: Sequence[Link]


@require_safe
@floods.held_back(floods.PAGES)
def of_municipality(request: Request, number: str) -> HttpResponse:
    """List the notices behind a municipality's numbers, at its number of today."""
    place = places.of_municipality(access.municipality(number, by=request.actor))
    if place.key != number:
        return redirect(f"{place.notices_url}?{request.GET.urlencode()}", permanent=True)
    return _list(request, place)


@require_safe
@floods.held_back(floods.PAGES)
def of_county(request: Request, number: str) -> HttpResponse:
    """List the notices behind a county's numbers."""
    return _list(request, places.of_county(access.county(number, by=request.actor)))


@require_safe
@floods.held_back(floods.PAGES)
def of_country(request: Request) -> HttpResponse:
    """List the notices behind the country's numbers."""
    return _list(request, places.country())


def selected(place: Place, query: QueryDict) -> Selection:
    """Return what an address asks to list; 404 for what can never be listed."""
    what, route, year = query.get("what", "all"), query.get("route", "all"), query.get("year", "")
    kind, area = query.get("kind", ""), query.get("area", "")
    if what not in notices.WHAT or route not in notices.ROUTES or (year and not _is_year(year)):
        raise Http404
    if kind not in {"", *words.KINDS} or area not in {"", *words.FOCUS_AREAS}:
        raise Http404
    return notices.Selection(place.level, place.key, what, int(year) if year else None, route, kind, area)


def _is_year(year: str) -> bool:
    return len(year) == len("2024") and year.isascii() and year.isdigit()


def _list(request: Request, place: Place) -> HttpResponse:
    version, chosen = dataset.of(request), selected(place, request.GET)
    if chosen.year is not None and not (version and chosen.year in notices.years(version)):
        raise Http404
    tallied = notices.tallies(version, chosen) if version else []
    rows = notices.Rows(version, chosen, _count(tallied, chosen))
    heading, why = words.WHAT[chosen.what]
    context = {
        "title": heading,
        "lead": why,
        "kicker": _("%(place)s, %(period)s") % {"place": place.name, "period": chosen.year or _("all years")},
        "trail": [*place.trail, Link(_("Notices"), request.path)],
        "choices": list(_choices(place, chosen, tallied)),
        "told": _told(tallied, chosen),
        "page": _page(rows, request.GET.get("page", "1")),
        "files": {form.upper(): f"{place.file_url(form)}?{request.GET.urlencode()}" for form in ("csv", "xlsx")},
        "place": place,
    }
    return render(request, "insights/notices.html", context)


def _page(rows: notices.Rows, number: str) -> Page[Listed]:
    try:
        return Paginator(rows, PER_PAGE).page(number)
    except InvalidPage as error:
        raise Http404 from error


def _count(tallied: Iterable[Row], chosen: Selection, column: str = "") -> int:
    return notices.total(tallied, column or chosen.what, year=chosen.year, route=chosen.route)


def _told(tallied: Iterable[Row], chosen: Selection) -> str:
    """Say how long the list is; of results, also how many tenders they drew, which is what the figure counts."""
    count = _count(tallied, chosen)
    if chosen.what != "tenders":
        return ngettext("%(count)s in all", "%(count)s in all, newest first", count) % {"count": written.number(count)}
    return _("%(count)s in all, with %(tenders)s tenders for %(results)s results") % {
        "count": written.number(count),
        "tenders": written.number(_count(tallied, chosen, "tenders sum")),
        "results": written.number(_count(tallied, chosen, "tenders results")),
    }


def _choices(place: Place, chosen: Selection, tallied: Sequence[Row]) -> Iterator[Choice]:
    """Yield the filters as links with the number of notices each leads to; those that lead to none are left out."""
    offered = (
        (_("Year"), _years(chosen, tallied)),
        (_("What"), _whats(chosen)),
        (_("Who buys"), _routes(chosen, tallied)),
    )
    for label, options in offered:
        counted = [(said, other, _count(tallied, other)) for said, other in options]
        links = [_link(place, *one, current=one[1] == chosen) for one in counted if one[2] or one[1] == chosen]
        if len(links) > 1:
            yield Choice(label, links)
    if chosen.kind:
        yield _subject(place, _("Kind of dialogue"), words.KINDS[chosen.kind], chosen, replace(chosen, kind=""))
    if chosen.area:
        yield _subject(place, _("Focus area"), words.FOCUS_AREAS[chosen.area], chosen, replace(chosen, area=""))


def _subject(place: Place, label: str, said: StrOrPromise, chosen: Selection, freed: Selection) -> Choice:
    """Name what the list is narrowed to, beside the way out of it."""
    return Choice(label, [Link(_("All"), _address(place, freed)), Link(said, _address(place, chosen), current=True)])


def _link(place: Place, said: StrOrPromise, other: Selection, count: int, *, current: bool) -> Link:
    label = format_lazy("{} ({})", said, written.number(count)) if count else said
    return Link(label, _address(place, other), current)


def _address(place: Place, one: Selection) -> str:
    return place.notices(one.what, one.year, one.route, one.kind, one.area)


def _years(chosen: Selection, tallied: Iterable[Row]) -> list[Option]:
    years = sorted({row["year"] for row in tallied}, reverse=True)
    return [(_("All years"), replace(chosen, year=None)), *((str(year), replace(chosen, year=year)) for year in years)]


def _whats(chosen: Selection) -> list[Option]:
    return [(heading, replace(chosen, what=what)) for what, (heading, _why) in words.WHAT.items()]


def _routes(chosen: Selection, tallied: Iterable[Row]) -> list[Option]:
    """Return the routes where there are two: without a cooperation, all is what the buyer announced itself."""
    there = {row["route"] for row in tallied} | {chosen.route}
    options: list[Option] = [(label, replace(chosen, route=route)) for route, label in words.ROUTES.items()]
    return options if there - {"all", "own"} else [option for option in options if option[1] == chosen]
