"""On a need's page: where it stands in plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.urls import reverse

from mulighetsrom.web.common import written
from mulighetsrom.web.needs import wording
from mulighetsrom.web.needs.queries import plan as queries

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.needs.models import Need


def part(request: Request, need: Need) -> SafeString | None:
    """Lead to the planned procurements that a need is behind, as far as everybody may know of them."""
    told = [
        {
            "title": line.title,
            "url": f"{reverse('needs:plan', args=[line.owner])}#{line.public_id}",
            "owner": line.owner_name,
            "quarter": written.quarter(line.quarter),
            "dropped": line.dropped,
            "done": wording.done(line) if line.done else "",
        }
        for line in queries.about(need)
    ]
    return render_to_string("needs/planned.html", {"planned": told}, request) if told else None
