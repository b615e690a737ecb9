"""What everybody reads: the dialogues there are, and the page of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import floods, written
from mulighetsrom.web.dialogue import log, told, trails
from mulighetsrom.web.dialogue.queries import dialogues
from mulighetsrom.web.drafting import access as drafting

if TYPE_CHECKING:
    from mulighetsrom.web.common.http import Request

A_PAGE: Final = 20


@require_safe
@floods.held_back(floods.PAGES)
def list_(request: Request) -> HttpResponse:
    """Show the dialogues that can be joined, that with the next deadline first, and those that are over."""
    over = request.GET.get("vis") == "avsluttet"
    page = Paginator(dialogues.done() if over else dialogues.going_on(), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("Dialogues that are over") if over else _("Dialogues you can join"),
        "page": page,
        "shown": [(one, told.parts(one.parts.all())) for one in page],
        "over": over,
        "may_write": may(request.actor, May.WRITE),
        "trail": trails.all_(),
    }
    return render(request, "dialogue/list.html", context)


@require_safe
def dialogue(request: Request, public_id: str) -> HttpResponse:
    """Show a dialogue: its invitation as the newest version tells it, its parts as they are now."""
    found, version = drafting.public("dialogue", public_id, by=request.actor)
    title = told.title(version.content)
    context = {
        "title": title,
        "verbatim": True,
        "dialogue": found,
        "version": version,
        "description": told.Description(version.content, told.parts(found.parts.all())),
        "needs": dialogues.about(found),
        "published": written.local_day(found.versions.earliest("number").published_at),
        "is_own": request.actor.acting_for == found.owner.public_id and may(request.actor, May.READ),
        "may_copy": may(request.actor, May.WRITE),
        "trail": trails.public(found),
    }
    return render(request, "dialogue/dialogue.html", context)


@require_safe
@floods.held_back(floods.FILES)
def as_json(request: Request, public_id: str) -> JsonResponse:
    """Give a dialogue as everybody reads it, for machines."""
    found, version = drafting.public("dialogue", public_id, by=request.actor)
    told_of = {
        "id": found.public_id,
        "owner": {"name": found.owner.name, "number": found.owner.number},
        "stage": found.stage,
        "doffin": found.doffin_number or None,
        "version": version.number,
        "published_at": version.published_at.isoformat(),
        "url": request.build_absolute_uri(reverse("dialogue:dialogue", kwargs={"public_id": found.public_id})),
        "dialogue": version.content,
        "parts": [dialogues.part_snapshot(part) for part in found.parts.order_by("id")],
        "log": str(log.head(found)),
    }
    return JsonResponse(told_of, json_dumps_params={"ensure_ascii": False})
