"""A file's rows beside the plan as it is now: what is new, what would change, what is the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mulighetsrom.web.needs.models import Line, Need
from mulighetsrom.web.needs.plan_reading import Problem

if TYPE_CHECKING:
    from mulighetsrom.web.needs.models import PlanImport


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
    lines = list(Line.objects.filter(owner=laid_out.owner).select_related("need"))
    by_id = {line.public_id: line for line in lines}
    by_name = {(line.title.lower(), line.quarter): line for line in lines}
    needs = {need.public_id: need for need in Need.objects.filter(owner=laid_out.owner).defer("draft")}
    return [_told(row, by_id, by_name, needs) for row in laid_out.rows]


def _told(
    row: dict[str, Any], by_id: dict[str, Line], by_name: dict[tuple[str, str], Line], needs: dict[str, Need]
) -> Told:
    fields = dict(row["fields"])
    problems = [Problem(**problem) for problem in row["problems"]]
    title = fields.get("title", "")
    line = by_id.get(row["line"]) or by_name.get((title.lower(), fields.get("quarter", "")))
    if "need" in fields:
        fields["need"] = needs.get(fields["need"]) or (line.need if line else None)
    changes = {
        name: (getattr(line, name), new) for name, new in fields.items() if line and _plain(getattr(line, name)) != new
    }
    return Told(row["number"], title, line, fields, changes, problems)


def _plain(value: Any) -> Any:
    """Return a column's value as a file's row has it: days as they are written, the rest as it is."""
    return value.isoformat() if hasattr(value, "isoformat") else value
