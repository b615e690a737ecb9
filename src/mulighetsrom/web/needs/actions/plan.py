"""What the people of a municipality do with their plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from mulighetsrom.web.common import audit, kernel, outbox
from mulighetsrom.web.common.kernel import action, inside_action
from mulighetsrom.web.needs import index
from mulighetsrom.web.needs.lines import EXPLAINED, PARTS
from mulighetsrom.web.needs.models import Change, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mulighetsrom.web.accounts.models import Organisation, Person
    from mulighetsrom.web.common.actor import Actor

State = Line.State
NEXT: Final[dict[tuple[str, str], str]] = {
    (State.PLANNED, "finish"): State.DONE,
    (State.PLANNED, "drop"): State.DROPPED,
    (State.DONE, "finish"): State.DONE,  # more is known of it: its id on Doffin
    (State.DONE, "resume"): State.PLANNED,
    (State.DROPPED, "resume"): State.PLANNED,
}
NOTHING_TOLD: Final[dict[str, Any]] = {"reason": "", "done_date": None, "notice": ""}
COLUMNS: Final = {"title": ("title",), **PARTS}


class ReasonNeededError(Exception):
    """Raised when something of a published line that everybody sees is changed without telling why."""


@action
def add_line(*, owner: Organisation, responsible: Person, fields: Mapping[str, Any], by: Actor) -> Line:
    """Write a line that nobody outside sees yet."""
    return add(owner=owner, responsible=responsible, fields=fields, by=by)


@action
def edit_line(*, line: Line, seen: int, fields: Mapping[str, Any], reason: str, person: Person, by: Actor) -> None:
    """Change a line that was opened at edit version `seen`. Raises EditConflictError, ReasonNeededError."""
    change(line=line, seen=seen, fields=fields, reason=reason, person=person, by=by)


@action
def publish_lines(*, lines: Iterable[Line], by: Actor) -> None:
    """Show lines to everybody, all of them at one moment; those that are shown already stay as they are."""
    publish(lines=lines, by=by)


@action
def turn_line(*, line: Line, intention: str, seen: int, told: Mapping[str, Any], person: Person, by: Actor) -> None:
    """Say that a line was carried out, comes to nothing, or is taken up again; everybody still sees it, and why.

    Raises EditConflictError where another has saved the line since edit version `seen`.
    """
    turn(line, intention, seen=seen, told=told, person=person, by=by)


@inside_action
def add(*, owner: Organisation, responsible: Person, fields: Mapping[str, Any], by: Actor) -> Line:
    """Write a line as part of another action."""
    line = Line.objects.create(owner=owner, **({"responsible": responsible} | dict(fields)))
    audit.record("line.add", about=line, by=by)
    return line


@inside_action
def change(*, line: Line, seen: int, fields: Mapping[str, Any], reason: str, person: Person, by: Actor) -> None:
    """Change a line as part of another action: what everybody sees of it needs a reason."""
    changed = _changed(line, fields)
    if not changed:
        return
    changes = list(_explained(line, fields, changed)) if line.published_at else []
    if not reason and any(not one.internal for one in changes):
        raise ReasonNeededError
    kernel.save_edit(line, seen=seen, **fields, changed_at=timezone.now())
    for one in changes:
        one.reason, one.by = reason, person
    Change.objects.bulk_create(changes)
    audit.record("line.edit", about=line, by=by, changed=changed)
    index.put_line(line)
    if any(not one.internal for one in changes):
        outbox.add("line-changed", about=line)


@inside_action
def publish(*, lines: Iterable[Line], by: Actor) -> None:
    """Show lines to everybody as part of another action."""
    now = timezone.now()
    for line in lines:
        waiting = Line.objects.filter(pk=line.pk, published_at=None, state=State.PLANNED)
        if waiting.update(published_at=now, changed_at=now):
            line.published_at = line.changed_at = now
            audit.record("line.publish", about=line, by=by)
            outbox.add("line-published", about=line)
            index.put_line(line)


@inside_action
def turn(line: Line, intention: str, *, seen: int, told: Mapping[str, Any], person: Person, by: Actor) -> None:
    """Move a line by the state table as part of another action; `told` has the reason, and the day and Doffin id.

    Raises EditConflictError, StageConflictError.
    """
    old, now = line.state, timezone.now()
    kernel.save_edit(line, seen=seen, changed_at=now)
    kept = NOTHING_TOLD if intention == "resume" else NOTHING_TOLD | dict(told)
    kernel.move(line, intention, by=by, table=NEXT, field="state", **kept)
    if line.published_at:
        reason = told["reason"]
        Change.objects.create(line=line, field="state", old=old, new=line.state, reason=reason, by=person, at=now)
        outbox.add("line-changed", about=line)
        index.put_line(line)


@inside_action
def hand_over(*, line: Line, to: Person, by: Actor) -> None:
    """Let somebody else answer for a line."""
    kernel.save_edit(line, seen=line.edit_version, responsible=to)
    audit.record("line.hand-over", about=line, by=by, to=to.public_id)


def _changed(line: Line, fields: Mapping[str, Any]) -> list[str]:
    return [name for name, value in fields.items() if getattr(line, name) != value]


def _explained(line: Line, fields: Mapping[str, Any], changed: list[str]) -> Iterator[Change]:
    """Give a row for each change that must be explained; internal if the part was so before, or is so now."""
    internal = set(line.internal) | set(fields.get("internal", line.internal))
    for part in EXPLAINED:
        columns = COLUMNS[part]
        if any(column in changed for column in columns):
            old = [getattr(line, column) for column in columns]
            new = [fields.get(column, getattr(line, column)) for column in columns]
            both = (old, new) if len(columns) > 1 else (old[0], new[0])
            yield Change(line=line, field=part, old=both[0], new=both[1], internal=part in internal)
