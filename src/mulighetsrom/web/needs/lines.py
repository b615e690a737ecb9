"""A plan line as somebody sees it: `public_view` for everybody, `own_view` for the people of its owner.

Whatever tells of a plan to everybody (page, search, feed, letter, file, count) takes what `public_view` gives and never
the row itself: a part that is internal is not there at all, and neither is the moment at which it was changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.needs import stages
from mulighetsrom.web.needs.models import Line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.needs.models import Change

PARTS: Final[dict[str, tuple[str, ...]]] = {
    "text": ("text",),
    "quarter": ("quarter",),
    "probability": ("probability",),
    "value": ("value_min", "value_max"),
    "focus_area": ("focus_area",),
    "need": ("need",),
    "cpv": ("cpv",),
    "decision": ("depends_on_decision", "decision_date"),
}
"""What can be kept internal, part by part, and the columns of each. The title of a published line never can."""

NAMES: Final[dict[str, StrOrPromise]] = {
    "title": _("Title"),
    "text": _("In short"),
    "quarter": _("Quarter"),
    "probability": _("Probability"),
    "value": _("Value"),
    "focus_area": _("Focus area"),
    "need": _("Need"),
    "cpv": _("What it is about (CPV)"),
    "decision": _("Political decision"),
}
INTERNAL: Final = _("Only for us")
EXPLAINED: Final = ("title", "quarter", "probability", "value")
"""What cannot be changed in a published line without telling why."""


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What was changed, and why. `internal` is true only in what the owner's people see."""

    field: str
    old: Any
    new: Any
    reason: str
    at: datetime
    internal: bool = False


@dataclass(frozen=True, slots=True)
class LineView:
    """A plan line as somebody may see it; None, False or empty where it is not told, or not to them.

    `internal` and `published` tell the owner's people what others do not see; for everybody they are always the same.
    """

    public_id: str
    owner: str
    owner_name: str
    title: str
    text: str
    quarter: str
    probability: str
    value_min: int | None
    value_max: int | None
    focus_area: str
    cpv: tuple[str, ...]
    depends_on_decision: bool
    decision_date: date | None
    need: str
    need_title: str
    state: str
    reason: str
    done_date: date | None
    notice: str
    changes: tuple[ChangeView, ...]
    published_at: datetime | None
    changed_at: datetime
    published: bool = True
    internal: frozenset[str] = frozenset()

    @property
    def year(self) -> str:
        return self.quarter[:4]

    @property
    def planned(self) -> bool:
        return self.state == Line.State.PLANNED

    @property
    def done(self) -> bool:
        return self.state == Line.State.DONE

    @property
    def dropped(self) -> bool:
        return self.state == Line.State.DROPPED


def public_view(line: Line) -> LineView:
    """Return what everybody may see of a line; raises ValueError for one that is not published.

    The line comes from `queries.plan`, which brings its owner, need, the need's public title and the changes along.
    """
    if line.published_at is None:
        raise ValueError(f"{line.public_id} is not published")
    internal = frozenset(line.internal)
    changes = [one for one in line.changes.all() if not one.internal and one.field not in internal]
    told = _told(line, hidden=internal)
    if line.need and line.need.stage not in stages.PUBLIC:
        told |= {"need": "", "need_title": ""}
    return LineView(
        **told,
        changes=tuple(_change(one) for one in changes),
        changed_at=max([line.published_at, *(one.at for one in changes)]),
    )


def as_published(line: Line) -> LineView:
    """Return what everybody would see of a line if it were published now."""
    line.published_at = line.published_at or timezone.now()
    return public_view(line)


def own_view(line: Line) -> LineView:
    """Return what the owner's people see of a line: everything, and what of it is internal."""
    return LineView(
        **_told(line, hidden=frozenset()),
        changes=tuple(_change(one, internal=one.internal or one.field in line.internal) for one in line.changes.all()),
        changed_at=line.changed_at,
        published=line.published_at is not None,
        internal=frozenset(line.internal),
    )


def years(lines: Iterable[LineView]) -> list[str]:
    """Return the years that lines are told to be in, in order."""
    return sorted({line.year for line in lines if line.quarter})


def _told(line: Line, *, hidden: frozenset[str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "public_id": line.public_id,
        "owner": line.owner.public_id,
        "owner_name": line.owner.name,
        "title": line.title,
        "state": line.state,
        "reason": line.reason,
        "done_date": line.done_date,
        "notice": line.notice,
        "published_at": line.published_at,
        "text": line.text,
        "quarter": line.quarter,
        "probability": line.probability,
        "value_min": line.value_min,
        "value_max": line.value_max,
        "focus_area": line.focus_area,
        "cpv": tuple(line.cpv),
        "depends_on_decision": line.depends_on_decision,
        "decision_date": line.decision_date,
        "need": line.need.public_id if line.need else "",
        "need_title": getattr(line, "need_title", None) or "",
    }
    return told | {name: _NOTHING[name] for part in hidden for name in _OF_VIEW[part]}


_NOTHING: Final[dict[str, Any]] = {
    **dict.fromkeys(("text", "quarter", "probability", "focus_area", "need", "need_title"), ""),
    **dict.fromkeys(("value_min", "value_max", "decision_date")),
    "cpv": (),
    "depends_on_decision": False,
}
_OF_VIEW: Final = PARTS | {"need": ("need", "need_title")}


def _change(change: Change, *, internal: bool = False) -> ChangeView:
    return ChangeView(change.field, change.old, change.new, change.reason, change.at, internal)
