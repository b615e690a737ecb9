"""Municipalities by number, as needs name them: those of today, and in a demo the invented ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.installation import config
from mulighetsrom.notices.reference import municipalities
from mulighetsrom.notices.reference.files import EXAMPLES
from mulighetsrom.web.common import registry

if TYPE_CHECKING:
    from mulighetsrom.notices.reference.municipalities import Municipality, Register


def name(number: str) -> str:
    """Return what a municipality is called; a number that nobody knows is returned as it is."""
    found = by_number(number)
    return found.name if found else number


def by_number(number: str) -> Municipality | None:
    return next((found for register in _registers() if (found := register.by_number(number))), None)


def typed(text: str) -> Municipality | None:
    """Return the municipality that somebody typed the name of."""
    found = (register.suggest(text, limit=1) for register in _registers())
    return next((one[0].municipality for one in found if one), None)


def names() -> list[str]:
    """Return all names, for a box that suggests them."""
    return [*dict.fromkeys(one.name for register in _registers() for one in register.all_today())]


def near(number: str) -> list[str]:
    """Return the numbers of the municipalities in the same county, in Norwegian order of their names."""
    county = number[:2]
    found = (one for register in _registers() for one in register.all_today() if one.county_number == county)
    return [*dict.fromkeys(one.number for one in found)]


def _registers() -> tuple[Register, ...]:
    invented = (municipalities.register(EXAMPLES),) if config.current().demo else ()
    return (*(country.municipalities() for country in registry.country), *invented)
