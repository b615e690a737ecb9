"""What was public when, and what changed from one version to the next."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.drafting import access, comparing, queries
from mulighetsrom.web.drafting.kinds import kind_of
from mulighetsrom.web.drafting.views import pages

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.drafting.models import Drafted, Version


@require_safe
def versions(request: Request, model: str, public_id: str) -> HttpResponse:
    """Show what was public when; with a day, lead to the version that everybody could read at its end."""
    row, newest = access.public(model, public_id, by=request.actor)
    asked = request.GET.get("dato", "")
    day = _day(asked)
    found = queries.at(row, _end_of(day)) if day else None
    if found:
        return redirect(kind_of(row).page(row, "version", number=found.number))
    context = {
        "title": _("Earlier versions"),
        "versions": list(row.versions.order_by("-number")),
        "asked": asked,
        "trail": trail(row, newest, Link(_("Versions"), request.path)),
    }
    return pages.answer(request, row, "versions", context)


@require_safe
def version(request: Request, model: str, public_id: str, number: int) -> HttpResponse:
    """Show one version as everybody could read it, and how it differs from the one before."""
    row, newest = access.public(model, public_id, by=request.actor)
    found = row.versions.filter(number=number).first()
    if not found:
        raise Http404
    kind = kind_of(row)
    before = row.versions.filter(number__lt=number).order_by("-number").first()
    after = row.versions.filter(number__gt=number).order_by("number").first()
    context = {
        "title": found.content.get("title", ""),
        "verbatim": True,
        "version": found,
        "from": written.local_day(found.published_at),
        "until": written.local_day(after.published_at) if after else "",
        "before": before,
        "after": after,
        "changes": comparing.differences(before.content, found.content, kind.of) if before else [],
        "trail": trail(row, newest, Link(_("Versions"), kind.page(row, "versions")), Link(str(number), request.path)),
    }
    return pages.answer(request, row, "version", context, content=found.content)


def trail(row: Drafted, newest: Version, *here: Link) -> list[Link]:
    """Return the way to a page that is open to all, by the page that everybody reads."""
    kind = kind_of(row)
    title = newest.content.get("title", "")
    return pages.trail(row, Link(title, kind.page(row, kind.model), verbatim=True), *here)


def _day(asked: str) -> date | None:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None


def _end_of(day: date) -> datetime:
    """Return the last moment of a day in Norway."""
    return timezone.make_aware(datetime.combine(min(day, date(9999, 12, 30)) + timedelta(days=1), time.min))
