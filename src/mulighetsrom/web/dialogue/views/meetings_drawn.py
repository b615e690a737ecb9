"""How times for one-to-one meetings were drawn, as everybody can read it and do it again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.common.components import Link
from mulighetsrom.web.dialogue import draw
from mulighetsrom.web.dialogue.access import meetings as meeting_access
from mulighetsrom.web.dialogue.views.meetings import Mine, own_wish, page

if TYPE_CHECKING:
    from mulighetsrom.web.common import http


@require_safe
def how_drawn(request: http.Request, public_id: str, part: str) -> HttpResponse:
    """Tell in plain words how times are or were drawn, with all it takes to do it again."""
    row = meeting_access.public_meetings(public_id, part, by=request.actor)
    drawn: dict[str, Any] = row.published
    own = own_wish(request, row)
    mine = own.public_id if own else ""
    title = _("How was it drawn?") if drawn else _("How will times be drawn?")
    context = {
        "title": title,
        "meetings": row,
        "drawn": drawn,
        "order": [(name, name in drawn["given"], name == mine) for name in drawn.get("order", ())],
        "holds": bool(drawn) and not draw.verify(drawn),
        "mine": Mine(own) if own else None,
    }
    return render(request, "dialogue/draw.html", page(row.part, Link(title, request.path)) | context)


@require_safe
def draw_file(request: http.Request, public_id: str, part: str) -> HttpResponse:
    """Give a draw as a file that anybody can check."""
    row = meeting_access.drawn(public_id, part, by=request.actor)
    text = json.dumps(row.published, indent=1)
    kind = {"Content-Disposition": f'attachment; filename="draw-{row.part.public_id}.json"'}
    return HttpResponse(text, content_type="application/json", headers=kind)


@require_safe
def program(request: http.Request, public_id: str, part: str) -> HttpResponse:
    """Give the program that does a draw again: the very file that made it."""
    meeting_access.drawn(public_id, part, by=request.actor)
    head = {"Content-Disposition": 'attachment; filename="draw.py"'}
    return HttpResponse(Path(draw.__file__).read_bytes(), content_type="text/x-python; charset=utf-8", headers=head)
