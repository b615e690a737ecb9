"""What was public when, and what changed from one version to the next; the need on paper."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.common import written
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.drafting import comparing, queries
from mulighetsrom.web.needs import access, told
from mulighetsrom.web.needs.fields import NEED

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.drafting.models import Version
    from mulighetsrom.web.needs.models import Need


@require_safe
def versions(request: Request, public_id: str) -> HttpResponse:
    """Show what was public when; with a day, lead to the version that everybody could read at its end."""
    need = access.public_need(public_id, by=request.actor)
    asked = request.GET.get("dato", "")
    day = _day(asked)
    found = queries.at(need, _end_of(day)) if day else None
    if found:
        return redirect("needs:version", public_id, found.number)
    context = {
        "title": _("Earlier versions"),
        "need": need,
        "versions": list(need.versions.order_by("-number")),
        "asked": asked,
        "trail": [*_trail(need), Link(_("Versions"), request.path)],
    }
    return render(request, "needs/versions.html", context)


@require_safe
def version(request: Request, public_id: str, number: int) -> HttpResponse:
    """Show one version as everybody could read it, and how it differs from the one before."""
    need = access.public_need(public_id, by=request.actor)
    found = need.versions.filter(number=number).first()
    if not found:
        raise Http404
    before = need.versions.filter(number__lt=number).order_by("-number").first()
    after = need.versions.filter(number__gt=number).order_by("number").first()
    context = {
        "title": found.content.get("title", ""),
        "verbatim": True,
        "need": need,
        "version": found,
        "from": written.local_day(found.published_at),
        "until": written.local_day(after.published_at) if after else "",
        "before": before,
        "after": after,
        "changes": comparing.differences(before.content, found.content, NEED) if before else [],
        "description": told.Description(found.content),
        "trail": [
            *_trail(need),
            Link(_("Versions"), reverse("needs:versions", args=[public_id])),
            Link(str(number), request.path),
        ],
    }
    return render(request, "needs/version.html", context)


@require_safe
def paper(request: Request, public_id: str) -> HttpResponse:
    """Show the need as it is printed on sheets of A4."""
    need = access.public_need(public_id, by=request.actor)
    found = _newest(need)
    context = {
        "title": found.content.get("title", ""),
        "verbatim": True,
        "need": need,
        "version": found,
        "published": written.local_day(found.published_at),
        "description": told.Description(found.content),
        "cite": absolute(reverse("needs:need", args=[public_id])),
        "trail": [*_trail(need), Link(_("A page to print"), request.path)],
    }
    return render(request, "needs/paper.html", context)


def _newest(need: Need) -> Version:
    found = queries.newest(need)
    if not found:
        raise Http404
    return found


def _trail(need: Need) -> list[Link]:
    title = _newest(need).content.get("title", "")
    return [
        Link(_("Needs"), reverse("needs:list")),
        Link(title, reverse("needs:need", args=[need.public_id]), verbatim=True),
    ]


def _day(asked: str) -> date | None:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None


def _end_of(day: date) -> datetime:
    """Return the last moment of a day in Norway."""
    return timezone.make_aware(datetime.combine(min(day, date(9999, 12, 30)) + timedelta(days=1), time.min))
