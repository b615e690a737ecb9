"""A file's rows beside the plan as it is now: what is new, what would change, what is the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from mulighetsrom.web.needs.models import Line
from mulighetsrom.web.needs.plan_reading import READ, Problem
from mulighetsrom.web.needs.queries import plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.needs.models import Need, PlanImport


@dataclass(frozen=True, slots=True)
class Told:
    """One row: the line it is about, or None for a new one; what would change of it; what is wrong."""

    number: int
    title: str
    line: Line | None
    fields: dict[str, Any]
    changes: dict[str, tuple[Any, Any]]
    problems: list[Problem]

    @property
    def is_same(self) -> bool:
        return self.line is not None and not self.changes

    @property
    def needs_reason(self) -> bool:
        return bool(self.line and self.line.published_at and self.changes)


def told(laid_out: PlanImport) -> list[Told]:
    """Return the rows beside the lines of today: known by id, else by title and quarter."""
    here = _Plan(laid_out.owner)
    seen: dict[tuple[str, str], int] = {}
    rows = []
    for row in laid_out.rows:
        one = here.beside(row)
        first = one.number if one.problems else seen.setdefault(_name(one), one.number)
        if first != one.number:
            one.problems.append(_problem("title", one.title, "twice", row=first))
        rows.append(one)
    return rows


def seen(rows: Iterable[Told]) -> str:
    """Return what tells whether the lines beside the rows are as they were when somebody looked."""
    beside = " ".join(f"{row.number}:{row.line.edit_version if row.line else 0}" for row in rows)
    return sha256(beside.encode()).hexdigest()


class _Plan:
    """What a municipality has, for the rows to be looked up in."""

    def __init__(self, owner: Organisation) -> None:
        lines = list(Line.objects.filter(owner=owner).select_related("need").order_by("pk"))
        self._by_id = {line.public_id: line for line in lines}
        self._by_name = {(line.title.lower(), line.quarter): line for line in lines}
        self._needs = {need.public_id: need for need in plan.needs_to_choose(owner).defer("draft")}

    def beside(self, row: dict[str, Any]) -> Told:
        fields = dict(row["fields"])
        problems = [Problem(**problem) for problem in row["problems"]]
        title, state = fields.get("title", ""), fields.pop("state", "")
        line = self._by_id.get(row["line"]) or self._by_name.get((title.lower(), fields.get("quarter", "")))
        problems += self._wrong(line, fields, state)
        if "need" in fields:
            fields["need"] = self._need(line, fields["need"])
        changes = _changes(line, fields) if line else {}
        if changes and line and line.state != Line.State.PLANNED:
            problems.append(_problem("state", line.get_state_display(), "over"))
        return Told(row["number"], title, line, fields, changes, problems)

    def _wrong(self, line: Line | None, fields: dict[str, Any], state: str) -> Iterator[Problem]:
        """Yield what no line can be, now that it is known what the file leaves as it is."""
        low, high = (fields.get(name, getattr(line, name, None)) for name in ("value_min", "value_max"))
        if low is not None and high is not None and low > high:
            yield _problem("value_max", str(high), "values")
        if fields.get("need") and not self._need(line, fields["need"]):
            yield _problem("need", fields["need"], "need")
        if state and state != (line.state if line else Line.State.PLANNED):
            yield _problem("state", str(Line.State(state).label), "state")

    def _need(self, line: Line | None, public_id: str) -> Need | None:
        kept = line.need if line else None
        return kept if kept and kept.public_id == public_id else self._needs.get(public_id)


def _name(row: Told) -> tuple[str, str]:
    return (row.line.public_id, "") if row.line else (row.title.lower(), row.fields.get("quarter", ""))


def _problem(name: str, found: str, code: str, **values: Any) -> Problem:
    return Problem(str(READ[name].heading), found, code, values)


def _changes(line: Line, fields: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    both = {name: (getattr(line, name), new) for name, new in fields.items()}
    return {name: (old, new) for name, (old, new) in both.items() if _plain(old) != _plain(new)}


def _plain(value: Any) -> Any:
    """Return a value so that it can be compared: days as a file's row has them, lists in any order."""
    if isinstance(value, list):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value
