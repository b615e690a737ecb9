"""The plan of a dialogue: laid from its parts, then kept by its people. What somebody has chosen or done stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from django.utils import timezone

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.common import audit, kernel
from mulighetsrom.web.common.kernel import action, inside_action
from mulighetsrom.web.dialogue import timeline
from mulighetsrom.web.dialogue.models import Dialogue, Part, PlanLine
from mulighetsrom.web.dialogue.queries import timeline as queries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from mulighetsrom.web.common.actor import Actor


@action
def lay_anew(*, dialogue: Dialogue, by: Actor) -> None:
    """Count the plan from the parts again, such as for a dialogue that was made before there were plans."""
    lay(dialogue, by=by)
    audit.record("dialogue.plan-laid", about=dialogue, by=by)


@action
def edit_line(*, line: PlanLine, seen: int, due_at: datetime | None, responsible: Person, by: Actor) -> None:
    """Give a line another day or another person; `due_at` is None where the day is the part's. EditConflictError."""
    moved = due_at is not None and due_at != line.due_at
    fields = {"due_at": due_at, "chosen": True} if moved else {}
    kernel.save_edit(line, seen=seen, responsible=responsible, **fields)
    audit.record("dialogue.plan-edited", about=line.dialogue, by=by, line=line.public_id, to=responsible.public_id)


@action
def tick(*, line: PlanLine, seen: int, is_done: bool, by: Actor) -> None:
    """Say that a line has been done, or that it has not after all. Raises EditConflictError."""
    person = people.person(by.person) if is_done else None
    kernel.save_edit(line, seen=seen, done_at=timezone.now() if is_done else None, done_by=person)
    audit.record("dialogue.plan-ticked", about=line.dialogue, by=by, line=line.public_id, done=is_done)


@inside_action
def lay(dialogue: Dialogue, *, by: Actor) -> None:
    """Make the lines that the parts ask for, move those that nobody has moved, take away those whose part is gone."""
    here = {(one.kind, one.part.public_id if one.part else ""): one for one in queries.lines(dialogue)}
    parts = {one.public_id: one for one in dialogue.parts.filter(state=Part.State.PLANNED)}
    for due in _plan(dialogue, parts.values()):
        line = here.pop((due.kind, due.part), None)
        if line is None:
            PlanLine.objects.create(
                dialogue=dialogue,
                kind=due.kind,
                part=parts.get(due.part),
                due_at=due.at,
                responsible=dialogue.responsible,
            )
        elif line.due_at != due.at:
            rows = PlanLine.objects.filter(pk=line.pk, chosen=False, done_at=None)
            rows.update(due_at=due.at, edit_version=F("edit_version") + 1)
    PlanLine.objects.filter(pk__in=[one.pk for one in here.values()], done_at=None).delete()
    for kind, is_done in ((timeline.PUBLISH, dialogue.is_public), (timeline.DOFFIN, dialogue.doffin_number)):
        if is_done:
            done(dialogue, kind, by=by)


@inside_action
def done(dialogue: Dialogue, kind: str, *, part: Part | None = None, by: Actor) -> None:
    """Tick a line whose work an action has just done; nothing happens where it is ticked or there is none."""
    waits = PlanLine.objects.filter(dialogue=dialogue, kind=kind, part=part, done_at=None)
    waits.update(done_at=timezone.now(), done_by=people.person(by.person), edit_version=F("edit_version") + 1)


@inside_action
def hand_over(person: str, organisation: str, to: str, by: Actor) -> None:
    """Let somebody else do what a person who leaves had to do in the plans of an organisation's dialogues."""
    receiver = Person.objects.get(public_id=to)
    for line in queries.waiting(person, organisation):
        kernel.save_edit(line, seen=line.edit_version, responsible=receiver)
        audit.record("dialogue.plan-edited", about=line.dialogue, by=by, line=line.public_id, to=to)


def _plan(dialogue: Dialogue, parts: Iterable[Part]) -> list[timeline.Due]:
    held = [timeline.Held(one.public_id, one.kind, one.starts_at, one.ends_at, one.deadline_at) for one in parts]
    first = dialogue.doffin_form == Dialogue.Form.EEA
    return timeline.plan(held, begun=timezone.localdate(dialogue.created_at), doffin_first=first)
