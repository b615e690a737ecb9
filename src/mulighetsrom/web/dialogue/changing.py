"""What a change of a public dialogue is: what is told of it, and what cannot be changed any more."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common import written
from mulighetsrom.web.dialogue.models import Meetings, Part, Slot
from mulighetsrom.web.dialogue.places import DEADLINES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.letters import Invite
    from mulighetsrom.web.common.mail import Receiver
    from mulighetsrom.web.dialogue.models import Change

LABELS: Final[dict[str, StrOrPromise]] = {
    "starts_at": _("Begins"),
    "ends_at": _("Ends"),
    "deadline_at": _("Deadline"),
    "how": _("Where is it held?"),
    "place": _("Place"),
    "stream": _("Address of the stream"),
    "programme": _("Programme"),
    "title": _("What it is called"),
    "text": _("Good to know"),
}
calendars: list[Callable[[Part, Receiver], Iterable[Invite]]] = []
"""What brings a changed part up to date in a receiver's calendar, or takes it out: one function from each theme, which
yields nothing for whoever does not come.
"""
MOMENTS: Final = frozenset({"starts_at", "ends_at", "deadline_at"})
NOT_TOLD: Final = frozenset({"stream"})
"""What only those see who have signed up: that it has changed is told, and not to what."""
REFUSED: Final[dict[str, tuple[str, StrOrPromise]]] = {
    "past": ("deadline_at", _("This has passed already. A deadline can be moved, but not to before now.")),
    "begins-past": ("starts_at", _("This has passed already.")),
    "begun": ("starts_at", _("It has begun: when it began can no longer be changed.")),
    "frozen": ("deadline_at", _("The wishes are frozen. Add times for all instead: then the deadline moves for all.")),
    "after-slots": ("deadline_at", _("The first meeting begins before this.")),
}
"""Why a change cannot be, and at which field."""


def differences(part: Part, fields: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what of a part would be otherwise, as a change keeps it."""
    return [
        {"field": name, "old": _kept(name, getattr(part, name)), "new": _kept(name, fields[name])}
        for name in LABELS
        if name in fields and fields[name] != getattr(part, name)
    ]


def refused(part: Part, fields: Mapping[str, Any], now: datetime) -> str:
    """Return why a part cannot be changed so now, a code of `REFUSED`; empty if it can."""
    starts, deadline = fields.get("starts_at", part.starts_at), fields.get("deadline_at", part.deadline_at)
    if starts != part.starts_at:
        if part.starts_at and part.starts_at <= now:
            return "begun"
        if starts and starts <= now:
            return "begins-past"
    if deadline != part.deadline_at:
        return "past" if deadline is None or deadline <= now else _of_meetings(part, deadline)
    return ""


def told(change: Change) -> Iterator[tuple[StrOrPromise, str, str]]:
    """Yield what each field is called, what it was and what it is now, in the reader's language."""
    for row in change.fields:
        label = DEADLINES[change.part.kind] if row["field"] == "deadline_at" and change.part else LABELS[row["field"]]
        yield label, said(row["field"], row["old"]), said(row["field"], row["new"])


def said(field: str, value: Any) -> str:
    """Return a value of a change in words; empty where there is none, or none is told."""
    if not value:
        return ""
    if field in MOMENTS:
        return written.weekday_moment(datetime.fromisoformat(value))
    if field == "how":
        return str(Part.How(value).label)
    if field == "programme":
        return "\n".join(" ".join(filter(None, (row["at"], row["what"], row["who"]))) for row in value)
    return str(value)


def _kept(name: str, value: Any) -> Any:
    if name in NOT_TOLD:
        return ""
    return value.isoformat() if isinstance(value, datetime) else value


def _of_meetings(part: Part, deadline: datetime) -> str:
    """Tell why the wishes for meetings cannot be taken until then: they are frozen, or a meeting begins before."""
    if Meetings.objects.filter(part=part, state__in=[Meetings.State.FROZEN, Meetings.State.DRAWN]).exists():
        return "frozen"
    begins_before = Slot.objects.filter(meetings__part=part, starts_at__lt=deadline).exists()
    return "after-slots" if begins_before else ""
