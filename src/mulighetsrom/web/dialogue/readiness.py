"""What an invitation still lacks before it can be published, and what its people should look at once more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.dialogue.caution import ENOUGH
from mulighetsrom.web.dialogue.models import Dialogue, Part

if TYPE_CHECKING:
    from collections.abc import Iterator
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
}


def missing(part: Part) -> list[str]:
    """Return what a part lacks, in the codes of `SAYS`."""
    lacks = [name for name in NEEDED[part.kind] if not getattr(part, name)]
    if part.how in {Part.How.PHYSICAL, Part.How.BOTH} and not part.place:
        lacks.append("place")
    if part.deadline_at and part.deadline_at <= timezone.now():
        lacks.append("past")
    return lacks


def is_whole(dialogue: Dialogue) -> bool:
    """Tell whether a dialogue has a part, and every part what it needs."""
    parts = list(dialogue.parts.all())
    return bool(parts) and not any(missing(part) for part in parts)


def advice(dialogue: Dialogue, published: datetime) -> Iterator[StrOrPromise]:
    """Yield what may be done and is better done otherwise; none of it stops anybody."""
    deadlines = [part.deadline_at for part in dialogue.parts.all() if part.deadline_at]
    if deadlines and min(deadlines) - published < ENOUGH:
        yield _("Suppliers have less than 28 days. Small firms and firms abroad need the time.")
    if not dialogue.about.exists():
        yield _("The dialogue is about no published need. Suppliers answer better when they can read one.")
    if dialogue.doffin_form == Dialogue.Form.EEA and not dialogue.draft.get("text_en"):
        yield _("Form 4 goes to all of Europe, and the invitation has no English text yet.")
