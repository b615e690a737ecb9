"""How many people live in each municipality, where an installation has added it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mulighetsrom.notices.reference import files, municipalities
from mulighetsrom.notices.reference.files import Refused, cell, column

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mulighetsrom.notices.reference.files import Line

FILE = "population.csv"
MUNICIPALITY = re.compile(r"(?:K-)?(?P<number>[0-9]{4})(?:\s.*)?")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
NOT_KNOWN = ("", ".", "..", ":", "-")  # Statistics Norway's signs for a cell without a figure

Years = list[tuple[int, int]]
"""Year and the column of its figures."""


def population(folder: Path) -> dict[str, tuple[int, int]]:
    """Return number of today -> the newest year and the people that day; empty where none was added."""
    newest = sorted(files.rows(folder / FILE), key=lambda row: row["year"])
    return {row["number"]: (int(row["year"]), int(row["people"])) for row in newest}


def check(data: bytes, folder: Path) -> tuple[bytes, int]:
    """Return population.csv (number of today, year, people) and its number of rows.

    Takes Statistics Norway's usual shapes: a municipality number, alone or before the name ("3201 Bærum"), in the first
    column, and either a column per year or a column with the year and the figure in the last one. Titles, notes,
    counties and municipalities that ceased before 2017 are passed over; those that ceased later are added to today's.
    """
    today = municipalities.register(folder).today
    seen: dict[tuple[str, int], int] = {}
    people: dict[tuple[str, int], int] = {}
    for place, number, year, count in figures(files.table(data)):
        if seen.setdefault((number, year), place) != place:
            raise Refused(f"line {place}: a second figure for {number} in {year}: only totals, no sexes and ages")
        if (now := today(number)) and count:
            people[now, year] = people.get((now, year), 0) + count
    if not people:
        raise Refused("no population found: expected lines that begin with a municipality number")
    lines = [[number, str(year), str(people[number, year])] for number, year in sorted(people)]
    return files.as_csv(["number", "year", "people"], lines), len(lines)


def figures(lines: list[Line]) -> Iterator[tuple[int, str, int, int]]:
    """Give line, municipality number, year and people for each figure."""
    header: list[str] = []
    for place, line in lines:
        if written := MUNICIPALITY.fullmatch(line[0]):
            known = ((year, cell(line, at)) for year, at in years(header, line, place))
            yield from (
                (place, written["number"], year, count(text, place)) for year, text in known if text not in NOT_KNOWN
            )
        elif named_years(line) or year_column(line) is not None:
            header = line


def years(header: list[str], line: list[str], place: int) -> Years:
    """Return the years that a line has figures for, and where."""
    if wide := named_years(header):
        return wide
    year = YEAR.match(cell(line, year_column(header)))
    if not year:
        raise Refused(f"line {place}: no year: expected columns named by year, or a column named år or year")
    return [(int(year[0]), len(header) - 1)]


def named_years(header: list[str]) -> Years:
    found = ((YEAR.search(name), at) for at, name in enumerate(header) if at)
    return [(int(year[0]), at) for year, at in found if year]


def year_column(header: list[str]) -> int | None:
    return column(header, "år", "year", "aar", "tid")


def count(text: str, place: int) -> int:
    digits = re.sub(r"[\s.,]", "", text)
    if not re.fullmatch(r"[0-9]{1,8}", digits):
        raise Refused(f"line {place}: “{text[:20]}” is not a number of people")
    return int(digits)
