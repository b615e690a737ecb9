"""A plan read from a table: CSV or XLSX, with headings in any of our languages; each row that will not do says why.

Nothing in a file is run: a formula is the text or the value that it shows.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from mulighetsrom.notices.reference import files
from mulighetsrom.web.needs import amounts, workbook
from mulighetsrom.web.needs.fields import CHOICES
from mulighetsrom.web.needs.models import Line
from mulighetsrom.web.needs.plan_files import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mulighetsrom.web.common.files import Checked

MOST_ROWS: Final = 2000
NEEDED: Final = ("title", "quarter", "probability")
_YES: Final = frozenset({"ja", "yes", "x", "true", "1"})
_NO: Final = frozenset({"", "nei", "no", "false", "0"})
_CPV_DIGITS: Final = 8


class UnreadableFileError(Exception):
    """Raised for a file that is no plan at all; the message says to its sender what would be right."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row: the column's heading as the file has it, what stands there, and what would be right."""

    column: str
    found: str
    right: str


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
            problems.append(Problem(headings[place], said[name][:60], str(error)))
    low, high = fields.get("value_min"), fields.get("value_max")
    if low is not None and high is not None and low > high:
        problems.append(
            Problem(str(COLUMNS["value_max"].heading), str(high), _("It must not be less than the lowest."))
        )
    if fields.get("decision_date"):
        fields["depends_on_decision"] = True
    return Row(number, fields.pop("id", ""), fields, problems)


def _names() -> dict[str, str]:
    """Return the columns by their headings in every language, and by their own names."""
    found = {name.lower(): name for name in COLUMNS}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(column.heading).lower(): name for name, column in COLUMNS.items()}
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
            raise amounts.UnreadableError(_("At most %(most)s letters.") % {"most": most})
        if needed and not said:
            raise amounts.UnreadableError(_("It must not be empty."))
        return said

    return reader


def _chosen(codes: dict[str, Any], *, needed: bool) -> Callable[[str], str]:
    def reader(said: str) -> str:
        if not said and not needed:
            return ""
        known = _codes(codes)
        if said.lower() not in known:
            these = ", ".join(str(called) for called in codes.values())
            raise amounts.UnreadableError(_("Write one of these: %(these)s.") % {"these": these})
        return known[said.lower()]

    return reader


def _amount(said: str) -> int | None:
    return amounts.kroner(said) if said else None


def _day(said: str) -> str | None:
    return amounts.day(said).isoformat() if said else None


def _yes(said: str) -> bool:
    if said.lower() not in _YES | _NO:
        raise amounts.UnreadableError(_("Write yes or no."))
    return said.lower() in _YES


def _cpv(said: str) -> list[str]:
    codes = [code.partition("-")[0] for code in said.replace(",", " ").replace(";", " ").split()]
    if any(len(code) != _CPV_DIGITS or not (code.isascii() and code.isdigit()) for code in codes):
        raise amounts.UnreadableError(_("A CPV code has eight digits, as 45000000."))
    return codes


READERS: Final[dict[str, Callable[[str], Any]]] = {
    "id": _text(10),
    "title": _text(200, needed=True),
    "text": _text(2000),
    "quarter": amounts.quarter,
    "probability": _chosen({one.value: one.label for one in Line.Probability}, needed=True),
    "value_min": _amount,
    "value_max": _amount,
    "focus_area": _chosen(CHOICES["focus_areas"], needed=False),
    "need": _text(10),
    "cpv": _cpv,
    "depends_on_decision": _yes,
    "decision_date": _day,
}


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
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise UnreadableFileError(_("The file cannot be read as CSV. Save it again as CSV or XLSX.")) from error
