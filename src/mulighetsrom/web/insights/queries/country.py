"""All municipalities of a year beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import quantiles
from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.notices.reference.names import plain, sort_key
from mulighetsrom.web.insights.queries.figures import HEADLINE, Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mulighetsrom.notices.reference.municipalities import Municipality, Register
    from mulighetsrom.notices.store import Version

FEWEST_TO_SPREAD: Final = 8
"""Municipalities below which it says little where the middle half of them lies."""


@dataclass(frozen=True, slots=True)
class Line:
    """One municipality: its dialogue ratio of the year, and the part of it that came through a cooperation."""

    municipality: Municipality
    county: str
    all: Figure
    shared: Figure

    @property
    def found(self) -> bool:
        """Was any competition or dialogue of it found in the year?"""
        return bool(self.all.counted)

    @property
    def value(self) -> float | None:
        """The ratio, where it may be told."""
        return self.all.ratio.value if self.all.ratio else None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader wants to see of the table, and in which order; nothing said means all, by name."""

    county: str = ""
    name: str = ""
    fewest: int = 0
    found: bool = False
    order: str = "name"

    def fits(self, line: Line) -> bool:
        county = self.county in {"", line.municipality.county_number}
        named = plain(self.name) in plain(line.municipality.name)
        return county and named and line.all.denominator >= self.fewest and (line.found or not self.found)


def municipalities(version: Version, register: Register, country: Figure) -> list[Line]:
    """Return every municipality of today, by name, with its figures of the country's year; none found is told too."""
    rows = version.rows(
        """SELECT key, route, year, numerator, denominator, value, low, high, complete FROM figures
           WHERE level = 'municipality' AND indicator = $headline AND year = $year AND route <> 'own'""",
        {"headline": HEADLINE, "year": country.year},
    )
    found = {(row.pop("key"), row.pop("route")): Figure(**row) for row in rows}
    counties = {county.number: county.name for county in register.counties()}
    none = Figure(country.year, complete=country.complete)
    return [
        Line(
            municipality=one,
            county=counties[one.county_number],
            all=found.get((one.number, "all"), none),
            shared=found.get((one.number, "cooperation"), none),
        )
        for one in register.all_today()
    ]


ORDERS: Final[dict[str, Callable[[Line], Any]]] = {
    "name": lambda line: sort_key(line.municipality.name),
    "competitions": lambda line: line.all.denominator,
    "dialogues": lambda line: line.all.numerator,
    "ratio": lambda line: line.value,
}
"""What the table can be sorted by; with a minus before it, downwards."""


def chosen(lines: Iterable[Line], wanted: Wanted) -> list[Line]:
    """Filter and sort; of equals the first by name stands first, and who has no ratio stands last either way.

    So does who has nothing in a sample: that says nothing of them.
    """
    found, value = list(filter(wanted.fits, lines)), ORDERS[wanted.order.removeprefix("-")]
    told = sorted((line for line in found if value(line) is not None), key=value, reverse=wanted.order.startswith("-"))
    told += [line for line in found if value(line) is None]
    return sorted(told, key=lambda line: not (line.found or line.all.complete))


@dataclass(frozen=True, slots=True)
class Spread:
    """How the municipalities with a ratio lie: how many there are, how many without a dialogue, and their quarters."""

    municipalities: int
    without: int
    lower: float
    middle: float
    upper: float


def spread(lines: Iterable[Line]) -> Spread | None:
    """Tell how the ratios lie; None where they are too few to be quartered."""
    ratios = [line.value for line in lines if line.value is not None]
    if len(ratios) < FEWEST_TO_SPREAD:
        return None
    lower, middle, upper = quantiles(ratios, n=4, method="inclusive")
    return Spread(len(ratios), sum(not ratio for ratio in ratios), lower, middle, upper)
