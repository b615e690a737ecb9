"""Today's municipalities and counties, their earlier numbers, and which of them a buyer belongs to.

A series for a municipality of today is the union of the municipalities that became part of it. Where one was split, all
of it follows the successor that took the largest part (`series` in ``data/changes.csv``): nobody can tell from a
notice of Ålesund from 2022 whether it belongs to Haram of today. One that was split out again takes its own earlier
years (Haram until 2019). The notices of a county that was split (Viken) belong to no county of today.

Sources: Statistics Norway, Klass 131 (municipalities), 104 (counties) and 1236 (organisation numbers); rows written
from memory are marked ``unverified``. An installation may add its own with a folder that holds files of the same
names: see `register`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from mulighetsrom.notices.reference import files
from mulighetsrom.notices.reference.names import Finder, plain, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

NAMES_REMEMBERED = 1 << 16  # a country has some ten thousand ways to write its buyers


@dataclass(frozen=True, slots=True)
class Earlier:
    """A municipality that became part of one of today, until the day it ceased or got a new number."""

    number: str
    name: str
    until: date


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of today. `official_name` has all official names ("Guovdageaidnu - Kautokeino"), `name` one."""

    number: str
    name: str
    official_name: str
    other_names: tuple[str, ...]
    orgnr: str | None
    earlier: tuple[Earlier, ...] = field(default=(), repr=False)

    @property
    def county_number(self) -> str:
        return self.number[:2]


@dataclass(frozen=True, slots=True)
class County:
    """A county of today."""

    number: str
    name: str
    orgnr: str | None


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a buyer belongs to: a municipality and its county, or (`number` None) a county authority.

    `resolved_by` is number (organisation number), name (the name is that of the municipality or county itself) or
    name-in-unit (the name is of a unit, a company or somebody who buys for it).
    """

    number: str | None
    county_number: str
    resolved_by: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A municipality for what somebody has typed, and the name or number that fitted it: Askim gives Indre Østfold."""

    municipality: Municipality
    matched: str


class Register:
    """Municipalities and counties, built from rows of the CSV files."""

    def __init__(
        self,
        *,
        municipalities: Iterable[Mapping[str, str]],
        counties: Iterable[Mapping[str, str]],
        changes: Iterable[Mapping[str, str]],
        organisations: Iterable[Mapping[str, str]],
    ) -> None:
        self._changes = list(changes)
        self._next = {row["old_number"]: row["new_number"] for row in self._changes if row["series"] == "yes"}
        self._municipalities = self._read(list(municipalities))
        self._counties = list(counties)
        self._by_orgnr = self._numbers(organisations)
        self._find = lru_cache(NAMES_REMEMBERED)(self._by_name)

    @classmethod
    def load(cls, extra: Path | None = None) -> Register:
        """Build the register from our own files, and those of the same names in the folder `extra`."""
        names = ("municipalities", "counties", "changes", "organisations")
        return cls(**{name: files.read(f"{name}.csv", extra) for name in names})

    # what there is

    def all_today(self) -> list[Municipality]:
        """Return the municipalities of today, sorted by name as in Norwegian."""
        return sorted(self._municipalities.values(), key=lambda one: sort_key(one.name))

    def counties(self) -> list[County]:
        """Return the counties of today, sorted by name as in Norwegian."""
        today = [row for row in self._counties if not row["valid_to"]]
        found = (County(row["number"], row["name"], row["orgnr"] or None) for row in today)
        return sorted(found, key=lambda county: sort_key(county.name))

    def today(self, number: str) -> str | None:
        """Return the number of today for a municipality number of any day since 2017, or None for an unknown number."""
        last = self._last(number)
        return last if last in self._municipalities else None

    def by_number(self, number: str) -> Municipality | None:
        """Return the municipality of today for a number of any day since 2017."""
        return self._municipalities.get(self.today(number) or "")

    # whom a buyer belongs to

    def resolve(self, orgnr: str | None, name: str | None) -> Resolution | None:
        """Return whom a Norwegian buyer belongs to, by organisation number (nine digits), else by name, else None."""
        return self._by_orgnr.get(orgnr or "") or (self._find(name) if name else None)

    def _by_name(self, name: str) -> Resolution | None:
        found = self._finder.find(name)
        return resolution(found.number, "name" if found.whole else "name-in-unit") if found else None

    @cached_property
    def _finder(self) -> Finder:
        return Finder(
            municipalities=gather(
                (name, one.number) for one in self._municipalities.values() for name in all_names(one)
            ),
            counties=gather((name, row["series"]) for row in self._counties for name in county_names(row)),
            county_numbers=gather((name, row["number"]) for row in self._counties for name in county_names(row)),
            places=gather((m.number, n[:2]) for m in self._municipalities.values() for n in all_numbers(m)),
        )

    # the search box

    def suggest(self, query: str, limit: int = 10) -> list[Suggestion]:
        """Return municipalities for what somebody types: numbers and names of any day since 2017, best first.

        Capitals and accents do not matter. A name that begins with the query comes before one where only a later word
        does, and names of today before earlier ones and those in other languages.
        """
        typed = plain(query).removesuffix(" kommune")
        best: dict[str, tuple[tuple[int, int, str], Suggestion]] = {}
        for rank, written, matched, municipality in self._searchable if typed else ():
            fit = fits(typed, written)
            if fit is not None:
                found = ((fit, rank, sort_key(municipality.name)), Suggestion(municipality, matched))
                best[municipality.number] = min(best.get(municipality.number, found), found, key=lambda one: one[0])
        return [suggestion for _, suggestion in sorted(best.values(), key=lambda one: one[0])[:limit]]

    @cached_property
    def _searchable(self) -> list[tuple[int, str, str, Municipality]]:
        return [
            (rank, plain(matched), matched, municipality)
            for municipality in self._municipalities.values()
            for rank, matched in enumerate(dict.fromkeys((*all_names(municipality), *all_numbers(municipality))))
        ]

    # reading

    def _read(self, rows: list[Mapping[str, str]]) -> dict[str, Municipality]:
        earlier: dict[str, list[Earlier]] = defaultdict(list)
        first = {row["old_number"]: row for row in sorted(self._changes, key=lambda row: row["date"], reverse=True)}
        for number, row in sorted(first.items()):
            until = date.fromisoformat(row["date"])
            earlier[self._last(number)].append(Earlier(number, row["old_name"], until))
        if strangers := earlier.keys() - {row["number"] for row in rows}:
            raise ValueError(f"changes.csv leads to numbers that are not in municipalities.csv: {sorted(strangers)}")
        return {row["number"]: municipality(row, tuple(earlier[row["number"]])) for row in rows}

    def _last(self, number: str) -> str:
        while number in self._next:
            number = self._next[number]
        return number

    def _numbers(self, organisations: Iterable[Mapping[str, str]]) -> dict[str, Resolution]:
        own = [(one.orgnr, one.number) for one in self._municipalities.values()]
        others = [(row["orgnr"], row["number"]) for row in organisations]
        authorities = [(row["orgnr"], row["series"]) for row in self._counties]
        known = {orgnr: resolution(number, "number") for orgnr, number in authorities + others if orgnr and number}
        return known | {orgnr: resolution(number, "number") for orgnr, number in own if orgnr}


def municipality(row: Mapping[str, str], earlier: tuple[Earlier, ...]) -> Municipality:
    return Municipality(
        number=row["number"],
        name=row["name"],
        official_name=row["official_name"] or row["name"],
        other_names=tuple(filter(None, row["other_names"].split("|"))),
        orgnr=row["orgnr"] or None,
        earlier=earlier,
    )


def resolution(number: str, resolved_by: str) -> Resolution:
    """Return the resolution for the number of a municipality (four digits) or a county (two)."""
    is_county = len(number) == len("03")
    return Resolution(None if is_county else number, number[:2], resolved_by)


def all_names(one: Municipality) -> list[str]:
    return [one.name, *one.other_names, *(earlier.name for earlier in one.earlier)]


def all_numbers(one: Municipality) -> list[str]:
    return [one.number, *(earlier.number for earlier in one.earlier)]


def county_names(row: Mapping[str, str]) -> list[str]:
    return [row["name"], *filter(None, row["other_names"].split("|"))]


def gather(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return name -> every number that it has had; a number that is empty (a county that was split) gives none."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, number in pairs:
        found[name.casefold()] |= {number} - {""}
    return {name: frozenset(numbers) for name, numbers in found.items()}


def fits(typed: str, written: str) -> int | None:
    """Return how well a name fits what is typed: 0 the same, 1 begins with it, 2 a later word does, None not at all."""
    if written == typed:
        return 0
    if written.startswith(typed):
        return 1
    return 2 if f" {typed}" in written else None


@lru_cache(maxsize=8)
def register(extra: Path | None = None) -> Register:
    """Return the register of this machine, with what the folder `extra` adds to it; read once."""
    return Register.load(extra)


def resolve(orgnr: str | None, name: str | None) -> Resolution | None:
    """Return whom a Norwegian buyer belongs to: see `Register.resolve`."""
    return register().resolve(orgnr, name)


def today(number: str) -> str | None:
    """Return the number of today: see `Register.today`."""
    return register().today(number)


def by_number(number: str) -> Municipality | None:
    """Return the municipality of today: see `Register.by_number`."""
    return register().by_number(number)


def all_today() -> list[Municipality]:
    """Return the municipalities of today: see `Register.all_today`."""
    return register().all_today()


def counties() -> list[County]:
    """Return the counties of today: see `Register.counties`."""
    return register().counties()


def suggest(query: str, limit: int = 10) -> list[Suggestion]:
    """Return municipalities for what somebody types: see `Register.suggest`."""
    return register().suggest(query, limit)
