"""The page that finds needs, plan lines and dialogues, and the same for machines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from mulighetsrom.web.common import floods, written
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.needs import search_wording, wording
from mulighetsrom.web.needs.fields import CHOICES
from mulighetsrom.web.needs.queries import search
from mulighetsrom.web.needs.queries.search import Page, Query
from mulighetsrom.web.needs.search_wording import KIND, STAGES, WHY, named
from mulighetsrom.web.needs.views.search_narrowing import chosen, facets, url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.needs.models import Document
    from mulighetsrom.web.needs.queries.search import Hit

MOST_PAGES: Final = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit as the list shows it."""

    hit: Hit
    url: str
    kind: StrOrPromise
    facts: list[StrOrPromise]
    why: list[str]


@require_safe
@floods.held_back(floods.PAGES)
def find(request: Request) -> HttpResponse:
    """Show the field, what was found, and what it can be narrowed by."""
    page = _page(request)
    query = page.query
    now = search_wording.now(hit.document for hit in page.hits)
    numbered = Paginator(range(min(page.last, MOST_PAGES) * search.PER_PAGE), search.PER_PAGE).get_page(page.number)
    context = {
        "title": _("Needs, plans and dialogues"),
        "query": query,
        "kept": [(key, value) for key, value in query.to_dict().items() if key not in {"q", "ordrett"}],
        "told": _told(page),
        "fitting": [_shown(hit, now) for hit in page.hits if not hit.partly],
        "partly": [_shown(hit, now) for hit in page.hits if hit.partly],
        "facets": list(facets(page)),
        "chosen": chosen(query),
        "similar": [(one.said, ", ".join(one.similar)) for one in page.understood.concepts if one.similar],
        "place": page.understood.place,
        "as_words": url(replace(query, plain="1")),
        "cut": page.understood.cut,
        "orders": _orders(query),
        "everything": reverse("needs:list"),
        "page": numbered,
        "json": f"{reverse('needs:find_json')}?{urlencode(query.to_dict())}",
    }
    return render(request, "needs/find.html", context)


@require_safe
@floods.held_back(floods.FILES)
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


def address(document: Document) -> str:
    """Return where a document is read in full."""
    at = reverse(document.url_name, args=[document.url_arg])
    return f"{at}#{document.anchor}" if document.anchor else at


def _shown(hit: Hit, now: Mapping[str, list[str]]) -> Shown:
    one = hit.document
    facts: list[StrOrPromise] = [
        wording.value(one.value_min, one.value_max),
        written.quarter(one.quarter) if one.quarter else "",
        *now.get(one.thing, ()),
    ]
    areas = [CHOICES["focus_areas"].get(area, "") for area in one.areas]
    why = [
        str(WHY[reason.code]) % {"value": named(reason.code, reason.value)}
        for reason in hit.reasons
        if reason.code in WHY
    ]
    stage = STAGES.get(one.stage, one.stage)
    return Shown(hit, address(one), KIND.get(one.kind, ""), [fact for fact in (stage, *facts, *areas) if fact], why)


def _orders(query: Query) -> list[Link]:
    return [
        Link(_("Best match"), url(replace(query, order="")), current=not query.order),
        Link(_("Newest"), url(replace(query, order="ny")), current=query.order == "ny"),
    ]


def _told(page: Page) -> str:
    """Say how much was found."""
    if page.query.is_empty:
        return ngettext("%(count)s published", "%(count)s published, newest first", page.total) % {
            "count": written.number(page.total)
        }
    return ngettext("%(count)s found", "%(count)s found", page.total) % {"count": written.number(page.total)}
