"""A public dialogue is changed, moved or cancelled: for all, with a reason, told to everybody in the same transaction.

Calendars follow by the outbox: "part-changed" (about the part, whose state, moments and raised `sequence` are in its
row by then) and "dialogue-cancelled" (about the dialogue; each of its parts has its own "part-changed", too).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit, kernel, outbox
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.dialogue import changing, log, stages
from mulighetsrom.web.dialogue import index as index_here
from mulighetsrom.web.dialogue import opening as openings
from mulighetsrom.web.dialogue.actions import giving, timeline
from mulighetsrom.web.dialogue.actions.announcing import announce
from mulighetsrom.web.dialogue.models import Change, Dialogue, Meetings, Part, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mulighetsrom.web.common.actor import Actor

LETTER: Final = "change"
What = Change.What


class RefusedError(Exception):
    """Raised when a part cannot be changed so any more; `code` is one of `changing.REFUSED`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@action
def change_part(*, part: Part, seen: int, fields: dict[str, Any], reason: str, opening: str, by: Actor) -> Change:
    """Change a public part that was opened at edit version `seen`, and tell everybody what was, what is, and why.

    Raises NotOpenError, StageConflictError, EditConflictError, RefusedError.
    """
    openings.keep_open(part.dialogue)
    row = _locked(part)
    rows = changing.differences(row, fields)
    if code := changing.refused(row, fields, timezone.now()):
        raise RefusedError(code)
    kernel.save_edit(row, seen=seen, sequence=row.sequence + 1, **fields)
    change = _kept(row.dialogue, What.CHANGED, reason, part=row, fields=rows, by=by)
    outbox.add("part-changed", about=row)
    _follow(change, by=by)
    audit.record("part.change", about=row, by=by, change=change.public_id)
    for one in rows:
        facts = {"part": row.public_id, "field": one["field"], "change": change.public_id}
        if one["field"] in changing.MOMENTS:
            log.write(row.dialogue, "moved", by=by, **facts, old=one["old"] or "-", new=one["new"] or "-")
        else:
            log.write(row.dialogue, "changed", by=by, **facts)
    announce(row.dialogue, LETTER, about=change.public_id, opening=opening, by=by)
    return change


@action
def cancel_part(*, part: Part, reason: str, opening: str, by: Actor) -> Change:
    """Cancel a part: it stays on the page with its reason. Raises NotOpenError, StageConflictError."""
    openings.keep_open(part.dialogue)
    row = _cancelled(part, reason)
    change = _kept(row.dialogue, What.CANCELLED, reason, part=row, by=by)
    _follow(change, by=by)
    audit.record("part.cancel", about=row, by=by, change=change.public_id)
    log.write(row.dialogue, "part-cancelled", by=by, part=row.public_id, change=change.public_id)
    announce(row.dialogue, LETTER, about=change.public_id, opening=opening, by=by)
    return change


@action
def cancel(*, dialogue: Dialogue, reason: str, opening: str, by: Actor) -> Change:
    """Cancel a whole dialogue with all that is planned in it; the page stays. Raises StageConflictError."""
    kernel.move(dialogue, "cancel", table=stages.STAGE, by=by)  # waits for what is just handed in
    for part in dialogue.parts.filter(state=Part.State.PLANNED):
        _cancelled(part, reason)
    change = _kept(dialogue, What.CANCELLED, reason, by=by)
    outbox.add("dialogue-cancelled", about=dialogue)
    _follow(change, by=by)
    log.write(dialogue, "cancelled", by=by, change=change.public_id)
    announce(dialogue, LETTER, about=change.public_id, opening=opening, by=by)
    return change


@action
def correct_on_doffin(*, change: Change, corrected: date, by: Actor) -> None:
    """Note that the notice on Doffin says the same now. Raises StageConflictError where that is noted already."""
    waits = Change.objects.filter(pk=change.pk, was_announced=True, corrected_date=None)
    if not waits.update(corrected_date=corrected, corrected_by=accounts.me(by=by)):
        raise kernel.StageConflictError(f"{change.public_id} is corrected")
    audit.record("dialogue.corrected-on-doffin", about=change.dialogue, by=by, change=change.public_id)
    log.write(change.dialogue, "corrected-on-doffin", by=by, change=change.public_id, day=corrected)


def _locked(part: Part) -> Part:
    """Return a planned part as it is now; nobody freezes or draws its meetings before this action is whole."""
    list(Meetings.objects.select_for_update().filter(part=part))
    row = Part.objects.select_for_update(of=("self",)).select_related("dialogue__owner").get(pk=part.pk)
    if row.state != Part.State.PLANNED:
        raise kernel.StageConflictError(f"{row.public_id} is cancelled")
    return row


def _cancelled(part: Part, reason: str) -> Part:
    row = _locked(part)
    told = {"state": Part.State.CANCELLED, "cancelled_reason": reason, "sequence": row.sequence + 1}
    kernel.save_edit(row, seen=row.edit_version, **told)
    giving.stand(Slot.objects.filter(meetings__part=row), stands=False)
    outbox.add("part-changed", about=row)
    return row


def _kept(
    dialogue: Dialogue,
    what: str,
    reason: str,
    *,
    part: Part | None = None,
    fields: Iterable[dict[str, Any]] = (),
    by: Actor,
) -> Change:
    return Change.objects.create(
        dialogue=dialogue, part=part, what=what, fields=list(fields), reason=reason, by=accounts.me(by=by),
        was_announced=bool(dialogue.doffin_number),
    )  # fmt: skip


def _follow(change: Change, *, by: Actor) -> None:
    timeline.lay(change.dialogue, by=by)
    index_here.put(change.dialogue)
