"""How long an invitation on form 4 must stay unknown: nobody may read of it here before it stands on TED.

FOA § 21-1 (5): a notice that goes to TED is not made known nationally before TED has published it, unless that has not
happened within 48 hours after its receipt was confirmed. Those are hours that pass, whatever the clock does meanwhile.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from mulighetsrom.web.dialogue.models import Dialogue

if TYPE_CHECKING:
    from datetime import datetime

WAIT: Final = timedelta(hours=48)


def applies(dialogue: Dialogue) -> bool:
    """Tell whether the invitation goes to TED before anybody reads it here."""
    return dialogue.doffin_form == Dialogue.Form.EEA and dialogue.stage == Dialogue.Stage.UNPUBLISHED


def until(dialogue: Dialogue) -> datetime | None:
    """Return when the page may be public though TED has not published; None while no receipt is confirmed."""
    return dialogue.sent_at.astimezone(UTC) + WAIT if dialogue.sent_at else None


def lifted(dialogue: Dialogue, now: datetime | None = None) -> bool:
    """Tell whether the page may be public: it always may where the invitation does not go to TED."""
    if not applies(dialogue):
        return True
    now = now or timezone.now()
    on_ted = dialogue.ted_date is not None and dialogue.ted_date <= timezone.localdate(now)
    ends = until(dialogue)
    return on_ted or (ends is not None and now >= ends)
