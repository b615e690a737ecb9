"""One walk over a notice, along the paths of `tables` and nowhere else.

The tables are compiled once into a tree of steps; subtrees that no table wants are never entered. This is what makes
reading as fast as it is: a hundred XPath expressions cost more than parsing does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml import etree

from mulighetsrom.notices.eforms.tables import NAMESPACES, PART_TYPES, Nodes
from mulighetsrom.notices.eforms.values import CONVERTERS, Impossible
from mulighetsrom.notices.privacy import mask
from mulighetsrom.notices.schema import TABLES, Row, Rows

LAST_STEP = re.compile(r"(?P<name>[^\[@]+?)(?:\[@(?P<key>\w+)='(?P<value>[^']*)'\])?$")
EXCERPT = 200

Convert = Callable[[str], Any]


class Read(NamedTuple):
    """A value that an element holds for a column: its text, or one of its attributes."""

    column: str
    attribute: str | None
    many: bool
    convert: Convert | None
    condition: tuple[str, str] | None = None


@dataclass(slots=True)
class Step:
    """What the tables want of an element: values for the row around it, rows of its own, elements below."""

    reads: list[Read] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)
    steps: dict[str, Step] = field(default_factory=dict)

    def at(self, path: str) -> tuple[Step, tuple[str, str] | None]:
        """Return the step that a path leads to, and the condition on its last element."""
        if path == ".":
            return self, None
        first, _, rest = path.partition("/")
        match = LAST_STEP.match(first)
        if not match or (match["key"] and rest):
            raise ValueError(f"not a path that the walk can follow: {path}")
        prefix, name = match["name"].split(":")
        step = self.steps.setdefault(f"{{{NAMESPACES[prefix]}}}{name}", Step())
        if rest:
            return step.at(rest)
        return step, (match["key"], match["value"]) if match["key"] else None


class Start(NamedTuple):
    """A row that an element begins; the element itself is the step `inner` seen from the row."""

    nodes: Nodes
    condition: tuple[str, str] | None
    inner: Step


@dataclass(slots=True)
class Walk:
    """What a walk found: rows per table, each row's surroundings, and values that could not be believed."""

    record: str
    rows: Rows
    nested: list[tuple[Nodes, Row, Row]] = field(default_factory=list)
    problems: list[Row] = field(default_factory=list)

    def take(self, element: etree._Element, step: Step, row: Row) -> None:
        """Take what a step wants of an element and of those below; one pass, no subtree entered in vain."""
        if step.reads:
            self._values(element, step.reads, row)
        for start in step.starts:
            self._row(element, start, row)
        if wanted := step.steps:
            for child in element[:]:  # type: ignore[index] # not in the stubs; faster than iterating
                if inner := wanted.get(child.tag):
                    self.take(child, inner, row)

    def _row(self, element: etree._Element, start: Start, around: Row) -> None:
        """Begin a row where its condition holds, and fill it."""
        nodes, condition, inner = start
        if condition and element.get(condition[0]) != condition[1]:
            return
        row: Row = {"record": self.record, **nodes.constants}
        self.rows[nodes.table].append(row)
        self.nested.append((nodes, row, around))
        self.take(element, inner, row)

    def _values(self, element: etree._Element, reads: list[Read], row: Row) -> None:
        """Take an element's values; what cannot be believed or is said again otherwise becomes a problem."""
        for column, attribute, many, convert, condition in reads:
            if condition and element.get(condition[0]) != condition[1]:
                continue
            raw = element.get(attribute) if attribute else element.text
            value = raw and raw.strip()
            if value and "@" in value and column != "text":  # texts are masked later, all of a notice at once
                value = mask(value)
            if not value or (convert and (value := self._converted(element, convert, value)) is None):
                continue
            if many:
                row.setdefault(column, []).append(value)
            elif row.setdefault(column, value) != value:
                self.problem(_place(element), "repeated", f"{column} is said again as {raw!r}; the first is kept")

    def texts(self) -> list[str]:
        """Return the free texts that were found, each once, as written."""
        return list(dict.fromkeys(row["text"] for _, row, _ in self.nested if "text" in row))

    def _converted(self, element: etree._Element, convert: Convert, raw: str) -> Any:
        try:
            return convert(raw)
        except Impossible as reason:
            self.problem(_place(element), reason.code, f"found {raw!r}, expected {reason}")
            return None

    def problem(self, place: str, code: str, detail: str) -> None:
        self.problems.append({"record": self.record, "place": place, "code": code, "detail": mask(detail[:EXCERPT])})


def _place(element: etree._Element) -> str:
    return f"{etree.QName(element).localname}, line {element.sourceline}"


def compile_step(nodes: Nodes) -> Step:
    """Compile a declared node, with all inside it, into the step that the walk follows."""
    inner = Step()
    for column, paths in nodes.columns.items():
        for path in paths.split(" | "):
            _add_read(inner, nodes.table, column, path)
    for inside in nodes.inside:
        step, condition = inner.at(inside.at)
        step.starts.append(Start(inside, condition, compile_step(inside)))
    return inner


def _add_read(inner: Step, table: str, column: str, path: str) -> None:
    place, _, attribute = path.partition("@") if path.startswith("@") or "/@" in path else (path, "", "")
    step, condition = inner.at(place.rstrip("/") or ".")
    name = column.rstrip("*")
    step.reads.append(Read(name, attribute or None, column.endswith("*"), _converter(table, name), condition))


def _converter(table: str, column: str) -> Convert | None:
    columns = TABLES[table].columns if table in TABLES else {}
    kind = columns[column][0] if column in columns else PART_TYPES.get(column)
    return CONVERTERS.get(kind)


def tables_of(nodes: Nodes) -> Iterable[str]:
    """Yield the name of every table that a node and the nodes inside it give rows of."""
    yield nodes.table
    for inside in nodes.inside:
        yield from tables_of(inside)
