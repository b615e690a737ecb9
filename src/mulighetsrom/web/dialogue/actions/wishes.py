"""A company wishes for a meeting, changes its mind until the deadline, or withdraws."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from mulighetsrom.web.common import audit, kernel, limits
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.dialogue import draw, log, opening
from mulighetsrom.web.dialogue.actions import giving
from mulighetsrom.web.dialogue.actions.giving import company, tell
from mulighetsrom.web.dialogue.models import Meetings, Request
from mulighetsrom.web.dialogue.queries import meetings as queries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mulighetsrom.web.accounts.models import Organisation, Person
    from mulighetsrom.web.common.actor import Actor

WISHES_A_DAY: Final = 30
"""How often a company sends or changes its wishes in a day, of all dialogues."""


class ClosedError(Exception):
    """Raised when wishes are not taken: not yet, or no longer."""


class TooManyError(Exception):
    """Raised when a company has changed its wishes as often as it may for now."""


class TooLateError(Exception):
    """Raised when a meeting has begun, or is over."""


@action
def ask(
    *, meetings: Meetings, company: Organisation, person: Person, seen: int, fields: Mapping[str, Any], by: Actor
) -> Request:
    """Wish for a meeting, or change the wish that was opened at edit version `seen` (0 where there was none).

    `fields` are ranked, can, any_time, people, group and how. The company gets a receipt with the wish's id, its new
    nonce and where the log ends. Raises ClosedError, NotOpenError, TooManyError, EditConflictError.
    """
    if not limits.take(what="meeting-wish", who=company.public_id, limit=WISHES_A_DAY, period=timedelta(days=1)):
        raise TooManyError
    opening.keep_open(meetings.part.dialogue)
    row = queries.shared(meetings)
    if not queries.takes_wishes(row):
        raise ClosedError
    request = _kept(row, company, person, seen)
    told = dict(fields) | {"nonce": draw.new_nonce(), "by": person, "changed_at": timezone.now()}
    kernel.save_edit(request, seen=request.edit_version, state=Request.State.ASKED, **told)
    audit.record("request.ask", about=request, by=by)
    _give_receipt(request, by=by)
    return request


@action
def withdraw(*, request: Request, seen: int | None = None, by: Actor) -> None:
    """Take a wish or a time back, until the meeting begins; its time goes to the next in drawn order.

    `seen` is the edit version of the wish that a page showed: who has asked again since meant another one. Raises
    TooLateError, StageConflictError.
    """
    meetings = queries.locked(request.meetings)
    giving.wait()
    row = Request.objects.select_related("company", "by", "slot", "meetings__part__dialogue__owner").get(pk=request.pk)
    slot = getattr(row, "slot", None)
    if seen not in {None, row.edit_version}:
        raise kernel.StageConflictError(f"{row.public_id} is another wish than that of version {seen}")
    if slot and slot.starts_at <= timezone.now():
        raise TooLateError
    kernel.move(row, "withdraw", by=by, table=giving.NEXT, field="state", sequence=row.sequence + 1)
    tell("meeting-withdrawn", row, once=str(row.sequence), had=slot.public_id if slot else "")
    if slot:
        giving.free(slot)
    log.write(meetings.part.dialogue, "meeting-withdrawn", by=by, whom=company(row), wish=row.public_id)
    giving.fill(meetings, by=by)


def _kept(meetings: Meetings, company: Organisation, person: Person, seen: int) -> Request:
    """Return the company's one request, new or as it was seen; of two that begin at once, the second is told."""
    new = Request(meetings=meetings, company=company, by=person, nonce=draw.new_nonce(), how="video")
    if not seen:
        Request.objects.bulk_create([new], ignore_conflicts=True)
    row = Request.objects.select_for_update(of=("self",)).get(meetings=meetings, company=company)
    is_again = row.state == Request.State.WITHDRAWN
    if row.edit_version != seen and row.public_id != new.public_id and not is_again:
        raise kernel.EditConflictError(f"{row.public_id}: the company has wished since version {seen}")
    return row


def _give_receipt(request: Request, *, by: Actor) -> None:
    dialogue = request.meetings.part.dialogue
    facts = {"wish": request.public_id, "nonce": request.nonce}
    line = log.write(dialogue, "meeting-wish", by=by, whom=company(request), **facts)
    receipt = str(log.after(line))
    Request.objects.filter(pk=request.pk).update(receipt=receipt)
    request.receipt = receipt
    tell("meeting-receipt", request, once=str(request.edit_version), head=receipt)
