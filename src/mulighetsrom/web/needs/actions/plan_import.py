"""A file of plan lines: looked at first, then taken, row by row as somebody chose, all at one moment."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit
from mulighetsrom.web.common.kernel import EditConflictError, StageConflictError, action
from mulighetsrom.web.needs.actions import plan as actions
from mulighetsrom.web.needs.models import PlanImport
from mulighetsrom.web.needs.queries import plan_import as queries

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.needs.plan_reading import Row

KEPT: Final = timedelta(days=1)
"""For how long rows wait to be taken."""


@action
def lay_out(*, owner: Organisation, rows: Sequence[Row], by: Actor) -> PlanImport:
    """Keep a file's rows for its sender to look at; nothing of the plan is changed."""
    return PlanImport.objects.create(owner=owner, person=accounts.me(by=by), rows=[asdict(row) for row in rows])


@action
def take(*, laid_out: PlanImport, seen: str, numbers: Collection[int], reason: str, by: Actor) -> None:
    """Make lines of the rows that were chosen, and change those that were there; those with a problem are left out.

    `seen` is what `queries.seen` told of the rows that somebody looked at. Raises StageConflictError where the rows
    were taken already, ReasonNeededError, EditConflictError.
    """
    person, changed, added = accounts.me(by=by), 0, 0
    if not PlanImport.objects.filter(pk=laid_out.pk).delete()[0]:
        raise StageConflictError("the rows were taken already")
    rows = queries.told(laid_out)
    if queries.seen(rows) != seen:
        raise EditConflictError
    for row in rows:
        if row.number not in numbers or row.problems or row.is_same:
            continue
        fields = _columns(row.fields)
        if row.line:
            actions.change(
                line=row.line, seen=row.line.edit_version, fields=fields, reason=reason, person=person, by=by
            )
            changed += 1
        else:
            actions.add(owner=laid_out.owner, responsible=person, fields=fields, by=by)
            added += 1
    audit.record("plan.import", about=laid_out.owner, by=by, added=added, changed=changed)


def purge() -> int:
    """Forget rows that nobody took."""
    return PlanImport.objects.filter(read_at__lt=timezone.now() - KEPT).delete()[0]


def _columns(fields: dict[str, Any]) -> dict[str, Any]:
    day = fields.get("decision_date")
    return {**fields, "decision_date": date.fromisoformat(day)} if day else fields
