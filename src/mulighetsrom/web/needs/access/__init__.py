"""From the ids in an address to needs, plans and meetings, for those who may see them."""

from __future__ import annotations

from mulighetsrom.web.needs.access.meetings import (
    SIGN_UP,
    SIGN_UP_GOOD_FOR,
    contribution,
    contributor,
    meeting,
    own_meeting,
    presented,
    sign_up,
)
from mulighetsrom.web.needs.access.needs import (
    attachment,
    for_system,
    own_attachment,
    own_need,
    own_template,
    public_need,
    source,
    writer,
)
from mulighetsrom.web.needs.access.plans import buyer, own_line, plan_import, planner, reads_plan_of

__all__ = [
    "SIGN_UP",
    "SIGN_UP_GOOD_FOR",
    "attachment",
    "buyer",
    "contribution",
    "contributor",
    "for_system",
    "meeting",
    "own_attachment",
    "own_line",
    "own_meeting",
    "own_need",
    "own_template",
    "plan_import",
    "planner",
    "presented",
    "public_need",
    "reads_plan_of",
    "sign_up",
    "source",
    "writer",
]
