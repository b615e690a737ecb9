"""A plan read from a table: CSV or XLSX, with headings in any of our languages; each row that will not do says why.

Nothing in a file is run: a formula is the text or the value that it shows.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from mulighetsrom.notices import export
from mulighetsrom.notices.reference import files
from mulighetsrom.web.drafting import amounts
from mulighetsrom.web.needs import lines, workbook
from mulighetsrom.web.needs.fields import CHOICES
from mulighetsrom.web.needs.models import Line
from mulighetsrom.web.needs.plan_files import COLUMNS, OUTCOME, OWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.files import Checked

MOST_ROWS: Final = 2000
NEEDED: Final = ("title", "quarter", "probability")
_FORMULA: Final = re.compile(f"^'({export.FORMULA.removeprefix('^')})")  # so our own files have it, to keep it text
_YES: Final = frozenset({"ja", "yes", "x", "true", "1"})
_NO: Final = frozenset({"", "nei", "no", "false", "0"})
READ: Final = COLUMNS | {"state": OUTCOME["state"], "internal": OWN["internal"]}
"""The columns that are read; what else a file of ours has is for people to look at."""
WHY: Final[dict[str, StrOrPromise]] = amounts.WHY | {
    "values": gettext_lazy("The highest value must not be less than the lowest."),
    "need": gettext_lazy("You have no need with this id. Leave it empty, or take the id from the need's address."),
    "twice": gettext_lazy("Row %(row)s is about the same planned procurement. Keep one of them."),
    "state": gettext_lazy("A file changes no state. Do that on the page of the planned procurement."),
    "over": gettext_lazy("This is not planned any more. Take it up again before you change it."),
}
MANY: Final[dict[str, StrOrPromise]] = {
    "cpv": gettext_lazy("These are not CPV codes. A code has eight digits, as 85312000."),
    "twice": gettext_lazy("Rows further up are about the same planned procurements. Keep one of each."),
}
"""What is told of several cells at once, where the sentence about one names what stands in it."""


class UnreadableFileError(Exception):
    """Raised for a file that is no plan at all; the message says to its sender what would be right."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row: the column's heading as the file has it, what stands there, and what would be right.

    `code` and `values` tell what would be right, for `said` to word: who looks may read another language than who sent.
    """

    column: str
    found: str
    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file, with its number there; `fields` as JSON takes them, only for the columns the file has."""

    number: int
    line: str
    fields: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)


def read(taken: Checked) -> list[Row]:
    """Read a file's rows, empty ones left out. Raises UnreadableFileError."""
    table = list(_xlsx(taken.data) if taken.name.lower().endswith(".xlsx") else _csv(taken.data))
    at = next((number for number, cells in enumerate(table) if any(cells)), None)
    if at is None:
        raise UnreadableFileError(_("The file is empty."))
    headings = table[at]
    columns = {place: name for place, heading in enumerate(headings) if (name := _names().get(heading.strip().lower()))}
    missing = [str(COLUMNS[name].heading) for name in NEEDED if name not in columns.values()]
    if missing:
        raise UnreadableFileError(
            _("The first row must name the columns. We miss: %(names)s.") % {"names": ", ".join(missing)}
        )
    rows = [(number, cells) for number, cells in enumerate(table[at + 1 :], at + 2) if any(cells)]
    if len(rows) > MOST_ROWS:
        raise UnreadableFileError(_("The file has more than %(most)s rows. Split it in parts.") % {"most": MOST_ROWS})
    return [_row(number, cells, columns, headings) for number, cells in rows]


def _row(number: int, cells: list[str], columns: dict[int, str], headings: list[str]) -> Row:
    said, fields, problems = {}, {}, []
    for place, name in columns.items():
        said[name] = cells[place].strip() if place < len(cells) else ""
        try:
            fields[name] = READERS[name](said[name])
        except amounts.UnreadableError as error:
            problems.append(Problem(headings[place], said[name][:60], error.code, error.values))
    if fields.get("decision_date"):
        fields["depends_on_decision"] = True
    elif fields.get("depends_on_decision") is False:
        fields["decision_date"] = None
    return Row(number, fields.pop("id", ""), fields, problems)


def said(problem: Problem) -> str:
    """Return what would be right, in the reader's language."""
    values = problem.values
    if problem.code == "choice":
        values = {"these": ", ".join(str(called) for called in CALLED[values["these"]].values())}
    return amounts.said(WHY, problem.code, values)


def said_of(problems: Sequence[Problem]) -> str:
    """Return what would be right of problems of one kind."""
    many = MANY.get(problems[0].code)
    return str(many) if many and any(one.values != problems[0].values for one in problems) else said(problems[0])


def kind(problem: Problem) -> tuple[str, str]:
    """Return which problems can be told of together: those in one column with one thing that would be right."""
    return problem.column, problem.code


def _names() -> dict[str, str]:
    """Return the columns by their headings in every language, and by their own names."""
    found = {name.lower(): name for name in READ}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(column.heading).lower(): name for name, column in READ.items()}
    return found


def _codes(codes: dict[str, Any]) -> dict[str, str]:
    """Return codes by what they are called in every language, and by themselves."""
    found = {code: code for code in codes}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(called).lower(): code for code, called in codes.items()}
    return found


# --- one cell -----------------------------------------------------------------------------------------------------


def _text(most: int, *, needed: bool = False) -> Callable[[str], str]:
    def reader(said: str) -> str:
        if "\0" in said or len(said) > most:
            raise amounts.UnreadableError("too-long", most=most)
        if needed and not said:
            raise amounts.UnreadableError("empty")
        return said

    return reader


def _chosen(of: str, *, needed: bool = False) -> Callable[[str], str]:
    def reader(said: str) -> str:
        if not said and not needed:
            return ""
        known = _codes(CALLED[of])
        if said.lower() not in known:
            raise amounts.UnreadableError("choice", these=of)
        return known[said.lower()]

    return reader


def _parts(said: str) -> list[str]:
    one = _chosen("internal")
    return [part for part in lines.PARTS if part in {one(name.strip()) for name in said.split(",")}]


def _amount(said: str) -> int | None:
    return amounts.kroner(said) if said else None


def _day(said: str) -> str | None:
    return amounts.day(said).isoformat() if said else None


def _yes(said: str) -> bool:
    if said.lower() not in _YES | _NO:
        raise amounts.UnreadableError("yes-or-no")
    return said.lower() in _YES


READERS: Final[dict[str, Callable[[str], Any]]] = {
    "id": _text(10),
    "title": _text(200, needed=True),
    "text": _text(2000),
    "quarter": amounts.quarter,
    "probability": _chosen("probability", needed=True),
    "value_min": _amount,
    "value_max": _amount,
    "focus_area": _chosen("focus_area"),
    "need": _text(10),
    "cpv": amounts.codes,
    "depends_on_decision": _yes,
    "decision_date": _day,
    "state": _chosen("state"),
    "internal": _parts,
}
CALLED: Final[dict[str, dict[str, StrOrPromise]]] = {
    "probability": {one.value: one.label for one in Line.Probability},
    "focus_area": CHOICES["focus_areas"],
    "state": {one.value: one.label for one in Line.State},
    "internal": {part: lines.NAMES[part] for part in lines.PARTS},
}
"""The codes that are chosen from, and what they are called."""


# --- the file -----------------------------------------------------------------------------------------------------


def _xlsx(data: bytes) -> Iterator[list[str]]:
    try:
        yield from workbook.rows(data, most=MOST_ROWS + 10)
    except workbook.UnreadableWorkbookError as error:
        raise UnreadableFileError(_("The workbook cannot be read. Save it again as XLSX or CSV.")) from error


def _csv(data: bytes) -> Iterator[list[str]]:
    text = files.decode(data)
    first = text.lstrip().partition("\n")[0]
    separator = max(";,\t", key=first.count)
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield [_FORMULA.sub(r"\1", cell) for cell in cells]
    except csv.Error as error:
        raise UnreadableFileError(_("The file cannot be read as CSV. Save it again as CSV or XLSX.")) from error
