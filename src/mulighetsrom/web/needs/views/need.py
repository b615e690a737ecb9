"""What everybody reads: the needs there are, and the page of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import files, floods, written
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.drafting import queries as drafting
from mulighetsrom.web.needs import access, told
from mulighetsrom.web.needs.models import Need

if TYPE_CHECKING:
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.drafting.models import Version

WAY: Final = (
    Need.Stage.PUBLISHED,
    Need.Stage.IN_DIALOGUE,
    Need.Stage.IN_PROCUREMENT,
    Need.Stage.IN_CONTRACT,
    Need.Stage.IN_USE,
)


@require_safe
def need(request: Request, public_id: str) -> HttpResponse:
    """Show a need as its newest version tells it."""
    found, version = _public(request, public_id)
    title = version.content.get("title", "")
    context = {
        "title": title,
        "verbatim": True,
        "need": found,
        "version": version,
        "description": told.Description(version.content),
        "published": _("%(day)s, version %(number)s")
        % {"day": written.local_day(version.published_at), "number": version.number},
        "way": way(found),
        "may_copy": may(request.actor, May.WRITE),
        "is_own": request.actor.acting_for == found.owner.public_id and may(request.actor, May.READ),
        "trail": [Link(_("Needs"), reverse("needs:list")), Link(title, request.path, verbatim=True)],
    }
    return render(request, "needs/need.html", context)


@require_safe
@floods.held_back(floods.FILES)
def as_json(request: Request, public_id: str) -> JsonResponse:
    """Give a need as its newest version tells it, for machines."""
    found, version = _public(request, public_id)
    told_of = {
        "id": found.public_id,
        "owner": {"name": found.owner.name, "number": found.owner.number},
        "stage": found.stage,
        "dropped_reason": found.dropped_reason or None,
        "version": version.number,
        "published_at": version.published_at.isoformat(),
        "url": request.build_absolute_uri(reverse("needs:need", kwargs={"public_id": found.public_id})),
        "need": version.content,
    }
    return JsonResponse(told_of, json_dumps_params={"ensure_ascii": False})


@require_safe
def attachment(request: Request, public_id: str, file_id: str) -> FileResponse:
    """Give out a file of a need, to be saved."""
    found = access.attachment(public_id, file_id, by=request.actor)
    if not found.file:
        raise Http404
    return files.answer(found.file)


def way(found: Need) -> list[tuple[str, str]]:
    """Return the stages from published to in use with their state: done, now, or ahead; of a dropped need nothing."""
    if found.stage == Need.Stage.DROPPED:
        return []
    now = WAY.index(Need.Stage(found.stage))
    return [(str(stage.label), "now" if at == now else "done" if at < now else "ahead") for at, stage in enumerate(WAY)]


def _public(request: Request, public_id: str) -> tuple[Need, Version]:
    found = access.public_need(public_id, by=request.actor)
    version = drafting.newest(found)
    if not version:
        raise Http404
    return found, version
