"""Municipalities and counties by the names that people write in a search, of today and before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from mulighetsrom.installation import config
from mulighetsrom.notices.reference import municipalities
from mulighetsrom.notices.reference.files import EXAMPLES
from mulighetsrom.web.needs.finding.letters import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mulighetsrom.notices.reference.municipalities import Register

LONGEST: Final = 3
"""Words in the longest name: Møre og Romsdal."""

ORDINARY: Final = frozenset(
    {"fjord", "hole", "time", "ski", "gran", "os", "nes", "vik", "sel", "lund", "moss", "vang", "valer", "lier", "tana"}
    | {"sande", "sund", "bo", "a", "lom", "sola", "hol", "luster"}
)
"""Names that are words too, folded: they are taken for the place where they are written with a capital only."""


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality (four digits) or a county (two), as a search names it."""

    number: str
    name: str


def name(number: str) -> str:
    """Return what a municipality or a county is called; a number that nobody knows is returned as it is."""
    return _names().get(number, number)


def is_known(number: str) -> bool:
    return number in _names()


def named(said: Sequence[str]) -> Place | None:
    """Return the place that these words, written as they were, are the name of."""
    number = _numbers().get(tuple(word for one in said for word in words(one.replace("-", " "))))
    capital = said[0][:1].isupper() and not said[0].isupper()
    if number is None or (fold(said[0]) in ORDINARY and not capital):
        return None
    return Place(number, name(number))


@cache
def _names() -> dict[str, str]:
    counties = {one.number: one.name for register in _registers() for one in register.counties()}
    return counties | {one.number: one.name for register in _registers() for one in register.all_today()}


@cache
def _numbers() -> dict[tuple[str, ...], str]:
    """Return folded words -> number; of several with one name none is meant, and a county gives way to Oslo."""
    found: dict[tuple[str, ...], set[str]] = {}
    for number, called in _called():
        found.setdefault(tuple(words(called.replace("-", " "))), set()).add(number)
    municipal = {said: {one for one in numbers if len(one) > len("03")} or numbers for said, numbers in found.items()}
    return {said: next(iter(numbers)) for said, numbers in municipal.items() if len(numbers) == 1}


def _called() -> Iterator[tuple[str, str]]:
    for register in _registers():
        for county in register.counties():
            yield county.number, county.name
        for one in register.all_today():
            for called in (one.name, *one.other_names):
                yield one.number, called


@cache
def _registers() -> tuple[Register, ...]:
    invented = (municipalities.register(EXAMPLES),) if config.current().demo else ()
    return (*invented, municipalities.register())
