"""What the own people of a dialogue see on its work page, beside what every text's has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.dialogue import readiness, told
from mulighetsrom.web.dialogue.queries import dialogues, meetings
from mulighetsrom.web.dialogue.views.invitation import needs_form
from mulighetsrom.web.drafting import stages
from mulighetsrom.web.drafting.steps import leads

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue, Part


def shown(dialogue: Dialogue, *, by: Actor) -> dict[str, Any]:
    """Return the parts, the needs it is about, and what to see to before it is published."""
    writes = leads(dialogue, by=by) and may(by, May.WRITE) and dialogue.text in stages.OPEN
    parts = list(dialogue.parts.all())
    return {
        "parts": told.parts(parts),
        "needs": list(dialogues.about(dialogue)),
        "needs_form": needs_form(dialogue) if writes else None,
        "checklist": [] if dialogue.is_public else readiness.checklist(dialogue, parts, timezone.now()),
        "comes_first": _comes_first(dialogue, parts, by) if writes else None,
    }


def _comes_first(dialogue: Dialogue, parts: list[Part], by: Actor) -> Link | None:
    """Return what must be done before the text's own next step is of use, or before companies can ask to meet."""
    if not dialogue.is_public and dialogue.text in stages.IN_WORK and not readiness.is_whole(parts):
        label = _("Complete the parts") if parts else _("Add the first part")
        return Link(label, reverse("dialogue:parts", args=[dialogue.public_id]))
    part = meetings.to_open(dialogue) if may(by, May.PUBLISH) else None
    if part is None:
        return None
    plan = reverse("dialogue:meetings_plan", args=[dialogue.public_id, part.public_id])
    return Link(_("Let companies ask for meetings"), plan)


def to_approve(request: Request, dialogue: Dialogue) -> SafeString:  # noqa: ARG001 - a part of a page is given it
    """Write what an approver must read beside the text: how suppliers take part, and the needs it is about."""
    shown = {"parts": told.parts(dialogue.parts.all()), "needs": dialogues.about(dialogue)}
    return render_to_string("dialogue/to_approve.html", shown)
