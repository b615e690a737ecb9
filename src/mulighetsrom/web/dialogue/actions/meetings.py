"""What a municipality does before companies can wish for a meeting: times, teams, questions, the promise of a draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from mulighetsrom.web.common import audit, kernel, outbox, sealed
from mulighetsrom.web.common.kernel import action, inside_action
from mulighetsrom.web.dialogue import draw, log, opening, timeline
from mulighetsrom.web.dialogue.actions.timeline import done
from mulighetsrom.web.dialogue.models import Meetings, Slot, TeamMember
from mulighetsrom.web.dialogue.queries import meetings as queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Part
    from mulighetsrom.web.dialogue.timetable import Span

State = Meetings.State
NEXT: Final[dict[tuple[str, str], str]] = {
    (State.PREPARED, "open"): State.OPEN,
    (State.OPEN, "freeze"): State.FROZEN,
    (State.FROZEN, "extend"): State.OPEN,
    (State.FROZEN, "draw"): State.DRAWN,
}


class NotReadyError(Exception):
    """Raised when wishes cannot open: there are no times, or no deadline ahead of them.

    `code` is "times" or "deadline".
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TakenError(Exception):
    """Raised when a team or a company has another meeting then."""


@action
def set_up(*, part: Part, fields: Mapping[str, Any], spans: Iterable[Span], by: Actor) -> Meetings:
    """Say how the meetings of a part are held, with all times; again as long as wishes are not open.

    Raises StageConflictError.
    """
    found, is_new = Meetings.objects.get_or_create(part=part, defaults=dict(fields))
    row = queries.locked(found)
    if row.state != State.PREPARED:
        raise kernel.StageConflictError(f"{row.public_id}: wishes are open")
    if not is_new:
        kernel.save_edit(row, seen=row.edit_version, **fields)
    row.slots.all().delete()
    add(row, spans)
    row.members.filter(team__gt=row.teams).delete()
    audit.record("meetings.set-up", about=row, by=by, part=part.public_id)
    return row


@action
def choose_member(*, meetings: Meetings, team: int, person: Person, role: str, by: Actor) -> None:
    """Let somebody sit in a team, in another one, or do something else there."""
    TeamMember.objects.update_or_create(meetings=meetings, person=person, defaults={"team": team, "role": role})
    audit.record("meetings.member-chosen", about=meetings, by=by, person=person.public_id, team=team, role=role)


@action
def remove_member(*, member: TeamMember, by: Actor) -> None:
    """Let somebody sit in a team no longer."""
    who, team = member.person.public_id, member.team
    audit.record("meetings.member-removed", about=member.meetings, by=by, person=who, team=team)
    member.delete()


@action
def open_wishes(*, meetings: Meetings, by: Actor) -> None:
    """Let companies wish, and promise by a commitment how times will be drawn.

    Raises NotOpenError, NotReadyError, StageConflictError.
    """
    opening.keep_open(meetings.part.dialogue)
    row = queries.locked(meetings)
    opening.must_be_planned(row.part)
    _must_be_ready(row)
    secret = draw.new_secret()
    kept = sealed.seal(secret, owner=row.part.dialogue.owner.public_id, purpose="draw")
    promise = draw.commitment(secret)
    told = {"commitment": promise, "secret": kept, "opened_at": timezone.now()}
    kernel.move(row, "open", by=by, table=NEXT, field="state", **told)
    outbox.add("meetings-opened", about=row)
    log.write(row.part.dialogue, "meetings-opened", by=by, part=row.part.public_id, commitment=promise)


@action
def publish_questions(*, meetings: Meetings, text: str, by: Actor) -> None:
    """Tell everybody at one moment what every company will be asked; once. Raises StageConflictError."""
    now = timezone.now()
    if not Meetings.objects.filter(pk=meetings.pk, questions="").update(questions=text, questions_at=now):
        raise kernel.StageConflictError(f"{meetings.public_id}: the questions are published")
    audit.record("meetings.questions-published", about=meetings, by=by)
    outbox.add("meetings-questions", about=meetings)
    done(meetings.part.dialogue, timeline.QUESTIONS, part=meetings.part, by=by)
    log.write(meetings.part.dialogue, "meeting-questions", by=by, part=meetings.part.public_id)


def _must_be_ready(row: Meetings) -> None:
    if not row.slots.exists():
        raise NotReadyError("times")
    deadline, first = row.part.deadline_at, row.slots.order_by("starts_at").values_list("starts_at", flat=True)[0]
    if deadline is None or not timezone.now() < deadline <= first:
        raise NotReadyError("deadline")


@inside_action
def add(meetings: Meetings, spans: Iterable[Span]) -> list[Slot]:
    """Make times. Raises TakenError."""
    made = [Slot(meetings=meetings, team=one.team, starts_at=one.starts, ends_at=one.ends) for one in spans]
    try:
        with transaction.atomic():
            return Slot.objects.bulk_create(made)
    except IntegrityError as error:
        raise TakenError from error
