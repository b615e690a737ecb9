"""A plan for machines and spreadsheets: JSON, Atom, CSV, XLSX."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.http import FileResponse, Http404, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import feeds, floods, spreadsheets, written
from mulighetsrom.web.common.feeds import Entry
from mulighetsrom.web.needs import access, plan_files, wording
from mulighetsrom.web.needs.queries import plan as queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.http.response import HttpResponseBase

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.needs.lines import LineView

MOST_NEWS: Final = 50


@require_safe
@floods.held_back(floods.FILES)
def public_file(request: Request, organisation: str, form: str) -> HttpResponseBase:
    """Give what everybody may see of a plan: as a file, as JSON, as a feed."""
    owner = access.buyer(organisation, by=request.actor)
    told = queries.public_plan(owner)
    if form == "json":
        return _json(request, owner, told)
    if form == "atom":
        title = _("What %(name)s plans to buy") % {"name": owner.name}
        news = sorted(_news(told), key=lambda one: (one.at, one.name), reverse=True)[:MOST_NEWS]
        return feeds.atom(request, title=title, path=reverse("needs:plan", args=[owner.public_id]), entries=news)
    return _sheet(form, owner, told, own=False)


@require_safe
def own_file(request: Request, organisation: str, form: str) -> HttpResponseBase:
    """Give the whole plan to the owner's people, with what is internal and what is not published."""
    owner = access.planner(organisation, by=request.actor, what=May.READ)
    return _sheet(form, owner, queries.own_plan(owner), own=True)


def _json(request: Request, owner: Organisation, told: Iterable[LineView]) -> JsonResponse:
    address = request.build_absolute_uri(reverse("needs:plan", args=[owner.public_id]))
    plan = {
        "owner": {"id": owner.public_id, "name": owner.name, "number": owner.number},
        "address": address,
        "lines": [plan_files.as_json(line) | {"address": f"{address}#{line.public_id}"} for line in told],
    }
    return JsonResponse(plan, json_dumps_params={"ensure_ascii": False})


def _sheet(form: str, owner: Organisation, told: Iterable[LineView], *, own: bool) -> FileResponse:
    if form not in spreadsheets.TYPES:
        raise Http404
    name = f"plan-{owner.municipality or owner.public_id}{'-internt' if own else ''}.{form}"
    file = plan_files.written(form, told, own=own)
    return FileResponse(file, as_attachment=True, filename=name, content_type=spreadsheets.TYPES[form])


def _news(told: Iterable[LineView]) -> Iterator[Entry]:
    """Give what has happened to each line: that it came, and every change of it."""
    for line in told:
        path = f"{reverse('needs:plan', args=[line.owner])}#{line.public_id}"
        if line.published_at:
            yield Entry(f"{line.public_id}-0", line.title, path, _summary(line), line.published_at)
        for number, one in enumerate(line.changes, 1):
            title = _("%(what)s: %(title)s") % {"what": wording.change(one), "title": line.title}
            yield Entry(f"{line.public_id}-{number}", title, path, one.reason, one.at)


def _summary(line: LineView) -> str:
    said = [written.quarter(line.quarter), wording.value(line.value_min, line.value_max), wording.decision(line)]
    return " · ".join(filter(None, [*said, line.text]))
