"""The page that finds needs and plan lines, and the same for machines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.notices.reference import cpv
from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.needs import wording
from mulighetsrom.web.needs.fields import CHOICES
from mulighetsrom.web.needs.finding import places
from mulighetsrom.web.needs.models import Line, Need
from mulighetsrom.web.needs.queries import search
from mulighetsrom.web.needs.queries.search import Page, Query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.needs.models import Document
    from mulighetsrom.web.needs.queries.search import Hit, Reason

MOST_PAGES: Final = 500
MOST_CHOICES: Final = 12
VERBATIM: Final = {"place", "cpv", "owner"}  # names, not words of ours
KINDS: Final[dict[str, StrOrPromise]] = {"need": gettext_lazy("Needs"), "line": gettext_lazy("Plan lines")}
KIND: Final[dict[str, StrOrPromise]] = {"need": gettext_lazy("Need"), "line": gettext_lazy("Plan line")}
STAGES: Final[dict[str, StrOrPromise]] = {
    **{stage.value: stage.label for stage in Need.Stage if stage != Need.Stage.UNPUBLISHED},
    **{state.value: state.label for state in (Line.State.PLANNED, Line.State.DONE)},
}
VALUES: Final[dict[str, StrOrPromise]] = {
    "0-1": gettext_lazy("Under NOK 1 million"),
    "1-10": gettext_lazy("NOK 1–10 million"),
    "10-100": gettext_lazy("NOK 10–100 million"),
    "100-": gettext_lazy("NOK 100 million or more"),
}
FACETS: Final[dict[str, StrOrPromise]] = {
    "kind": gettext_lazy("Kind"),
    "place": gettext_lazy("Place"),
    "area": gettext_lazy("Focus area"),
    "cpv": gettext_lazy("What it is about (CPV)"),
    "value": gettext_lazy("Value"),
    "year": gettext_lazy("Time"),
    "stage": gettext_lazy("Stage"),
}
WHY: Final[dict[str, StrOrPromise]] = {
    "other": gettext_lazy("similar meaning: %(value)s"),
    "similar": gettext_lazy("similar word: %(value)s"),
    "place": gettext_lazy("matches the place %(value)s"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow what was found, or, where it is chosen, the way back."""

    label: StrOrPromise
    url: str
    count: str = ""
    chosen: bool = False
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """What can be chosen of one thing, and whether something is."""

    label: StrOrPromise
    choices: list[Choice]

    @property
    def is_chosen(self) -> bool:
        return any(choice.chosen for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit as the list shows it."""

    hit: Hit
    url: str
    kind: StrOrPromise
    facts: list[StrOrPromise]
    why: list[str]


@require_safe
def find(request: Request) -> HttpResponse:
    """Show the field, what was found, and what it can be narrowed by."""
    page = _page(request)
    query = page.query
    numbered = Paginator(range(min(page.last, MOST_PAGES) * search.PER_PAGE), search.PER_PAGE).get_page(page.number)
    context = {
        "title": _("Needs and plans"),
        "query": query,
        "kept": [(key, value) for key, value in query.to_dict().items() if key not in {"q", "ordrett"}],
        "told": _told(page),
        "fitting": [_shown(hit) for hit in page.hits if not hit.partly],
        "partly": [_shown(hit) for hit in page.hits if hit.partly],
        "facets": list(_facets(page)),
        "chosen": _chosen(query),
        "similar": [(one.said, ", ".join(one.similar)) for one in page.understood.concepts if one.similar],
        "place": page.understood.place,
        "as_words": _url(replace(query, plain="1")),
        "cut": page.understood.cut,
        "orders": _orders(query),
        "everything": reverse("needs:list"),
        "page": numbered,
        "json": f"{reverse('needs:find_json')}?{urlencode(query.to_dict())}",
    }
    return render(request, "needs/find.html", context)


@require_safe
def as_json(request: Request) -> JsonResponse:
    """Give a page of what was found, for machines."""
    page = _page(request)
    told = {
        "query": page.query.to_dict(),
        "total": page.total,
        "page": page.number,
        "pages": page.last,
        "place": page.understood.place.number if page.understood.place else None,
        "similar": {one.said: list(one.similar) for one in page.understood.concepts if one.similar},
        "facets": page.facets,
        "facets_are_estimates": page.about,
        "results": [_result(request, hit) for hit in page.hits],
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def _page(request: Request) -> Page:
    number = request.GET.get("page", "1")
    is_number = number.isascii() and number.isdigit() and len(number) <= len(str(MOST_PAGES))
    return search.find(Query.from_dict(request.GET.dict()), min(int(number), MOST_PAGES) if is_number else 1)


def _result(request: Request, hit: Hit) -> dict[str, object]:
    one = hit.document
    return {
        "kind": one.kind,
        "id": one.thing,
        "url": request.build_absolute_uri(address(one)),
        "title": one.title,
        "language": one.language,
        "owner": {"id": one.owner, "name": one.owner_name},
        "stage": one.stage,
        "places": one.places,
        "focus_areas": one.areas,
        "cpv": one.cpv,
        "value_min": one.value_min,
        "value_max": one.value_max,
        "quarter": one.quarter or None,
        "published_at": one.published_at.isoformat(),
        "reasons": [{"code": reason.code, "value": reason.value} for reason in hit.reasons],
        "fits_in_part": hit.partly,
    }


# --- a hit --------------------------------------------------------------------------------------------------------


def address(document: Document) -> str:
    """Return where a document is read in full."""
    at = reverse(document.url_name, args=[document.url_arg])
    return f"{at}#{document.anchor}" if document.anchor else at


def _shown(hit: Hit) -> Shown:
    one = hit.document
    facts: list[StrOrPromise] = [
        wording.value(one.value_min, one.value_max),
        written.quarter(one.quarter) if one.quarter else "",
    ]
    areas = [CHOICES["focus_areas"].get(area, "") for area in one.areas]
    why = [str(WHY[reason.code]) % {"value": in_words(reason)} for reason in hit.reasons if reason.code in WHY]
    stage = STAGES.get(one.stage, one.stage)
    return Shown(hit, address(one), KIND.get(one.kind, ""), [fact for fact in (stage, *facts, *areas) if fact], why)


def in_words(reason: Reason) -> StrOrPromise:
    """Return what a reason's value is called."""
    return named(reason.code, reason.value)


def named(facet: str, value: str) -> StrOrPromise:
    """Return what a facet's value is called in front of people; one that nobody knows is returned as it is."""
    if facet in {"place", "county"}:
        return places.name(value)
    if facet == "cpv":
        return cpv.label(value.ljust(8, "0"), get_language() or "nb")
    tables = {"area": CHOICES["focus_areas"], "stage": STAGES, "value": VALUES, "kind": KINDS}
    return tables.get(facet, {}).get(value, value)


# --- what narrows -------------------------------------------------------------------------------------------------


def _facets(page: Page) -> Iterator[Facet]:
    for name, label in FACETS.items():
        choices = list(_choices(page, name))
        if choices:
            yield Facet(label, choices)


def _choices(page: Page, name: str) -> Iterator[Choice]:
    """Give the way back from what is chosen, then what can be chosen, the most of them first."""
    chosen = getattr(page.query, name)
    if chosen:
        yield Choice(named(name, chosen), _url(page.query.without(name)), chosen=True, verbatim=name in VERBATIM)
    if chosen and not (name == "place" and len(chosen) == len("03")):
        return
    counted = page.facets.get("county" if name == "place" and not chosen else name, {})
    order = sorted(counted.items(), key=lambda one: (one[0] if name in {"year", "value"} else -one[1], one[0]))
    for value, count in order[:MOST_CHOICES]:
        yield Choice(
            named(name, value),
            _url(replace(page.query, **{name: value})),
            _about(count) if page.about else written.number(count),
            verbatim=name in VERBATIM,
        )


def _about(count: int) -> str:
    """Return an estimated number as such, with no more figures than are known."""
    return _("about %(count)s") % {"count": written.number(round(count, 2 - len(str(count))))}


def _chosen(query: Query) -> list[Choice]:
    """Return the ways back from all that is chosen, an organisation too."""
    names = [name for name in (*FACETS, "owner") if getattr(query, name)]
    return [
        Choice(named(name, getattr(query, name)), _url(query.without(name)), chosen=True, verbatim=name in VERBATIM)
        for name in names
    ]


def _orders(query: Query) -> list[Link]:
    return [
        Link(_("Best match"), _url(replace(query, order="")), current=not query.order),
        Link(_("Newest"), _url(replace(query, order="ny")), current=query.order == "ny"),
    ]


def _url(query: Query) -> str:
    return f"{reverse('needs:list')}?{urlencode(query.to_dict())}"


def _told(page: Page) -> str:
    """Say how much was found."""
    if page.query.is_empty:
        return ngettext("%(count)s published", "%(count)s published, newest first", page.total) % {
            "count": written.number(page.total)
        }
    return ngettext("%(count)s found", "%(count)s found", page.total) % {"count": written.number(page.total)}
