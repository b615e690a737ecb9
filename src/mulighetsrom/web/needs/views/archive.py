"""What the municipality's archive takes over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.needs import access, archive

if TYPE_CHECKING:
    from mulighetsrom.web.common.http import Request


@require_safe
def package(request: Request, public_id: str) -> HttpResponse:
    """Give the archive package of a need: a journal, and every document in a format that lasts."""
    need = access.own_need(public_id, by=request.actor, what=May.ARCHIVE)
    return HttpResponse(
        archive.package(need),
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="behov-{need.public_id}.zip"',
            "Cache-Control": "private, no-store",
        },
    )
