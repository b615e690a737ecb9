"""From what a reader types to the municipality they mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mulighetsrom.notices.reference.names import plain

if TYPE_CHECKING:
    from mulighetsrom.notices.reference.municipalities import Register


@dataclass(frozen=True, slots=True)
class Found:
    """A municipality that may be the one a reader means; `formerly` is the earlier name or number that fitted."""

    number: str
    name: str
    county: str
    formerly: str


@lru_cache(maxsize=2)
def municipality_names(register: Register) -> tuple[str, ...]:
    """Return the names of today, each once, sorted as in Norwegian."""
    return tuple(dict.fromkeys(one.name for one in register.all_today()))


def find_municipalities(register: Register, typed: str) -> list[Found]:
    """Return what a reader may mean, best first; one only where that is what they wrote (two are called Våler)."""
    found = register.suggest(typed)
    exact = [one for one in found if plain(one.matched) == plain(typed)]
    counties = {county.number: county.name for county in register.counties()}
    return [
        Found(
            number=one.municipality.number,
            name=one.municipality.name,
            county=counties[one.municipality.county_number],
            formerly="" if one.matched in {one.municipality.name, one.municipality.number} else one.matched,
        )
        for one in exact or found
    ]
