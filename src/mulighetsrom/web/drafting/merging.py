"""Two people in one text: field by field, what only one of them changed is kept, and what both changed is told.

A page that is open for writing carries a mark of each field as it showed it first. What comes back with the mark it
left with was not touched there; what the database no longer holds with that mark was touched by somebody else.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mulighetsrom.web.drafting.fields import Content, Description, Field

Marks = dict[str, str]
_MARK: Final = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that two people changed at once, by its path, and what each of them made of it."""

    path: str
    mine: Any
    theirs: Any


def mark(value: Any) -> str:
    """Return a short mark of a value; everything that is empty has the same."""
    return hashlib.sha256(json.dumps(value or None, sort_keys=True).encode()).hexdigest()[:12]


def marks(content: Content, of: Description) -> Marks:
    """Return a mark of each field of a text, and of each field of its rows."""
    return dict(_marks(content, of))


def read(told: str) -> Marks:
    """Return the marks that a page was given and sends back as JSON; whatever else it sends is nothing."""
    try:
        found = json.loads(told or "{}")
    except ValueError:
        return {}
    known = found.items() if isinstance(found, dict) else ()
    return {path: mark for path, mark in known if isinstance(mark, str) and _MARK.fullmatch(mark)}


def merged(
    mine: Content, theirs: Content, of: Description, *, seen: Mapping[str, str], alone: bool = False
) -> tuple[Content, list[Conflict]]:
    """Return a text of both, and where both changed the same: there it has theirs.

    `mine` may hold some of the fields only. `alone` says that nobody else saved since: then mine wins where it differs.
    """
    result = dict(theirs)
    conflicts: list[Conflict] = []
    for name, value in mine.items():
        field_mine, field_theirs = value or None, theirs.get(name) or None
        if of.has_rows(name) and _same_rows(of.fields[name], field_mine, field_theirs, seen):
            rows, found = _rows(of.fields[name], field_mine, field_theirs, seen, alone=alone)
            result[name], conflicts = rows, conflicts + found
            continue
        kept, conflict = _one(name, field_mine, field_theirs, seen, alone=alone)
        result[name], conflicts = kept, [*conflicts, *conflict]
    return {name: value for name, value in result.items() if value}, conflicts


def _marks(content: Content, of: Description) -> Iterator[tuple[str, str]]:
    for name in (*of.fields, "responsible"):
        value = content.get(name)
        yield name, mark(value)
        if of.has_rows(name):
            for at, row in enumerate(value or []):
                yield from ((f"{name}.{at}.{inner.name}", mark(row.get(inner.name))) for inner in of.fields[name].rows)


def _one(
    path: str, mine: Any, theirs: Any, seen: Mapping[str, str], *, alone: bool
) -> tuple[Any, tuple[Conflict, ...]]:
    before = seen.get(path)
    if mine == theirs or mark(mine) == before:
        return theirs, ()
    if alone or mark(theirs) == before:
        return mine, ()
    return theirs, (Conflict(path, mine, theirs),)


def _same_rows(field: Field, mine: Any, theirs: Any, seen: Mapping[str, str]) -> bool:
    """Tell whether a repeated field has as many rows for both as it had at first: then each can be looked at."""
    if not mine or not theirs:
        return False
    name, inner, rows = field.name, field.rows[0].name, len(mine)
    at_first = f"{name}.{rows - 1}.{inner}" in seen and f"{name}.{rows}.{inner}" not in seen
    return len(theirs) == rows and at_first


def _rows(
    field: Field, mine: Any, theirs: Any, seen: Mapping[str, str], *, alone: bool
) -> tuple[list[Content], list[Conflict]]:
    result: list[Content] = []
    conflicts: list[Conflict] = []
    for at, (my_row, their_row) in enumerate(zip(mine, theirs, strict=True)):
        row: Content = {}
        for inner in field.rows:
            path = f"{field.name}.{at}.{inner.name}"
            kept, found = _one(path, my_row.get(inner.name), their_row.get(inner.name), seen, alone=alone)
            row |= {inner.name: kept} if kept else {}
            conflicts += found
        result.append(row)
    return result, conflicts
