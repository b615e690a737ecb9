"""Read the CSV files that the reference data are kept in, and those that an installation adds."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

DATA = Path(__file__).parent / "data"
EXAMPLES = Path(__file__).parent / "examples"
"""The invented country of a demo. It stands alone: no figure of a demo falls on a municipality that there is."""

Line = tuple[int, list[str]]
"""A line of a table that came from outside: its number from 1, and its cells."""


class Refused(ValueError):  # noqa: N818 -- the state of a file, not a mistake of ours
    """A file that is not what it is said to be: where, and what would be right."""


def read(name: str, extra: Path | None = None) -> list[dict[str, str]]:
    """Return the rows of our own file of that name, then those of the file of the same name in `extra`, if any.

    Of EXAMPLES only its own are returned.
    """
    folders = (extra,) if extra == EXAMPLES else (DATA, extra)
    return [row for folder in folders if folder for row in rows(folder / name)]


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of one CSV file as column -> text; none where there is no file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    """Return an ISO date, or None where the cell is empty."""
    return date.fromisoformat(text) if text else None


def table(data: bytes) -> list[Line]:
    """Return the lines of a CSV in UTF-8 or Windows-1252, with commas, semicolons or tabs; empty ones are left out."""
    text = decode(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";\t,", key=text.count))
    try:
        lines = [(reader.line_num, [cell.strip() for cell in line]) for line in reader]
    except csv.Error as problem:
        raise Refused(f"line {reader.line_num}: not a table: {problem}") from problem
    if not (full := [line for line in lines if any(line[1])]):
        raise Refused("the file is empty")
    return full


def decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def column(header: list[str], *names: str) -> int | None:
    """Return where the first of the names stands in a header, whatever its capitals."""
    lower = [name.casefold() for name in header]
    return next((lower.index(name) for name in names if name in lower), None)


def cell(line: list[str], at: int | None) -> str:
    return line[at] if at is not None and at < len(line) else ""


def as_csv(header: list[str], lines: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *lines])
    return out.getvalue().encode()
