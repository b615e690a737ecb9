"""Where an invitation begins: with a need, or with what another dialogue was like, its days moved to like weekdays."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from mulighetsrom.web.common import workdays
from mulighetsrom.web.dialogue.caution import NOON
from mulighetsrom.web.dialogue.models import Part
from mulighetsrom.web.dialogue.queries import input as input_
from mulighetsrom.web.dialogue.queries.dialogues import MOMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

AHEAD: Final = timedelta(days=21)
"""How far ahead a copy's first day lies at least."""
COPIED: Final = ("kind", "title", "text", "how", "place", "programme")


def deadline(after: date) -> datetime:
    """Return noon on the first working day that lies after a day or on it, by Norway's clock."""
    day = after if workdays.is_workday(after) else workdays.add(after, 1)
    return timezone.make_aware(datetime.combine(day, NOON))


def copied(parts: Iterable[Part], today: date) -> list[dict[str, Any]]:
    """Return the fields of parts like these, moved by whole weeks so that the first lies three weeks ahead or more.

    The clock time stays what it was in Norway, also when summer time began or ended between. What is asked in writing
    comes along as `asked` and `intake`; people, links, answers and files stay behind, and so does what was cancelled.
    """
    held = [part for part in parts if part.state == Part.State.PLANNED]
    weeks = _weeks([getattr(part, name) for part in held for name in MOMENTS if getattr(part, name)], today)
    return [
        {name: getattr(part, name) for name in COPIED}
        | {name: _moved(getattr(part, name), weeks) for name in MOMENTS}
        | _asked(part, weeks)
        for part in held
    ]


def _asked(part: Part, weeks: int) -> dict[str, Any]:
    """Return what a part asks in writing, and by which rules."""
    if part.kind not in input_.KINDS:
        return {}
    rules = input_.intake(part)
    until = rules and rules.read_until_date + timedelta(weeks=weeks)
    return {
        "asked": [(one.text, one.most_words) for one in input_.asked(part)],
        "intake": {"late": rules.late, "read_until_date": until} if rules else None,
    }


def _weeks(moments: list[datetime], today: date) -> int:
    if not moments:
        return 0
    days = (today + AHEAD - timezone.localtime(min(moments)).date()).days
    return max(0, -(-days // 7))


def _moved(moment: datetime | None, weeks: int) -> datetime | None:
    if moment is None:
        return None
    local = timezone.localtime(moment).replace(tzinfo=None)
    return timezone.make_aware(local + timedelta(weeks=weeks))
