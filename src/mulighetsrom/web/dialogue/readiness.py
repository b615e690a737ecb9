"""What an invitation still lacks before it can be published, and what its people should look at once more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.dialogue.caution import ENOUGH
from mulighetsrom.web.dialogue.fields import INVITATION
from mulighetsrom.web.dialogue.models import Dialogue, Part
from mulighetsrom.web.dialogue.queries import input as input_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

NEEDED: Final[dict[str, tuple[str, ...]]] = {
    Part.Kind.CONFERENCE: ("starts_at", "deadline_at", "how"),
    Part.Kind.WORKSHOP: ("starts_at", "deadline_at", "how"),
    Part.Kind.MEETINGS: ("starts_at", "deadline_at", "how"),
    Part.Kind.INPUT: ("deadline_at",),
    Part.Kind.COMMENTS: ("deadline_at",),
}
SAYS: Final[dict[str, StrOrPromise]] = {
    "starts_at": _("It has no day and time yet."),
    "deadline_at": _("It has no deadline yet."),
    "how": _("It does not say whether it is held in a room, by video or both."),
    "place": _("It is held in a room, and does not say where."),
    "past": _("Its deadline has passed."),
    "asked": _("It asks no question yet."),
    "intake": _("It does not say what becomes of what comes late."),
    "papers": _("It has no draft document to comment on yet."),
}


def missing(part: Part) -> list[str]:
    """Return what a part lacks, in the codes of `SAYS`."""
    lacks = [name for name in NEEDED[part.kind] if not getattr(part, name)]
    if part.how in {Part.How.PHYSICAL, Part.How.BOTH} and not part.place:
        lacks.append("place")
    if part.deadline_at and part.deadline_at <= timezone.now():
        lacks.append("past")
    return lacks + (input_.missing(part) if part.kind in input_.KINDS else [])


def is_whole(parts: Sequence[Part]) -> bool:
    """Tell whether a dialogue of these parts has one, and every part what it needs."""
    return bool(parts) and not any(missing(part) for part in parts)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to see to before an invitation is published; what is `needed` keeps it back until it is done."""

    label: StrOrPromise
    done: bool
    needed: bool = False


def checklist(dialogue: Dialogue, parts: Sequence[Part], now: datetime) -> list[Check]:
    """Return what to see to before an invitation with these parts is published.

    Guidance from DFØ on dialogue by Doffin, and LUP's.
    """
    said = dialogue.draft
    deadlines = [part.deadline_at for part in parts if part.deadline_at]
    whole = _("There is a way to take part, and each has its days, deadline and place")
    enough = _("Suppliers have 28 days or more; small firms and firms abroad need the time")
    checks = [
        Check(_("The invitation says all that it must say"), not INVITATION.missing(said), needed=True),
        Check(whole, is_whole(parts), needed=True),
        Check(_("It is about a published need that suppliers can read"), dialogue.about.exists()),
        Check(enough, bool(deadlines) and min(deadlines) - now >= ENOUGH),
        Check(_("It says which languages you take answers in"), bool(said.get("answer_languages"))),
    ]
    if any(part.is_event for part in parts):
        checks.append(Check(_("It says how everybody can take part"), bool(said.get("accessibility"))))
    if dialogue.doffin_form == Dialogue.Form.EEA:
        checks.append(Check(_("The English text that form 4 needs is written"), bool(said.get("text_en"))))
    return checks
