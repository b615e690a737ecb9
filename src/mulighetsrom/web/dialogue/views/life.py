"""What the own people of a dialogue see on its work page, beside what every text's has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.dialogue import readiness, told
from mulighetsrom.web.dialogue.queries import dialogues
from mulighetsrom.web.dialogue.views.invitation import needs_form
from mulighetsrom.web.drafting import stages
from mulighetsrom.web.drafting.steps import leads

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue


def shown(dialogue: Dialogue, *, by: Actor) -> dict[str, Any]:
    """Return the parts, the needs it is about, and what may be better done otherwise."""
    writes = leads(dialogue, by=by) and may(by, May.WRITE) and dialogue.text in stages.OPEN
    return {
        "parts": told.parts(dialogue.parts.all()),
        "needs": list(dialogues.about(dialogue)),
        "needs_form": needs_form(dialogue) if writes else None,
        "advice": [] if dialogue.is_public else list(readiness.advice(dialogue, timezone.now())),
    }
