"""Which municipalities a reader sets beside one: chosen in the address, suggested on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mulighetsrom.notices.indicators import peers
from mulighetsrom.web.insights.queries import search

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import QueryDict

    from mulighetsrom.notices.reference.municipalities import Municipality, Register

MOST: Final = 8
SUGGESTED: Final = 12


@dataclass(frozen=True, slots=True)
class Comparison:
    """The municipalities chosen, in the reader's order; what they typed that is none; were they too many?"""

    chosen: list[Municipality]
    unknown: str = ""
    too_many: bool = False
    sent: bool = False
    """Did a form say it, with several fields, all understood? Then it has a shorter address."""

    @property
    def numbers(self) -> list[str]:
        return [one.number for one in self.chosen]


def read(query: QueryDict, register: Register, own: str) -> Comparison:
    """Return what the address says: `with`, once with commas or once for each, and a name or number typed as `add`."""
    typed = query.get("add", "").strip()
    added = search.find_municipalities(register, typed) if typed else []
    one = added[0].number if len(added) == 1 else ""
    said = query.getlist("with")
    found = _known([*(number for each in said for number in each.split(",")), one], register, own)
    understood = one or not typed
    return Comparison(
        found[:MOST],
        unknown="" if understood else typed,
        too_many=len(found) > MOST,
        sent=bool(understood) and ("add" in query or len(said) > 1) and len(found) <= MOST,
    )


def suggestions(own: str, sizes: Mapping[str, int], register: Register, chosen: Iterable[str]) -> list[Municipality]:
    """Return others to choose: neighbours in the county first, then those nearest in size; the chosen left out."""
    offered = peers.suggested(own, sizes, SUGGESTED)
    return [one for one in _known(offered, register, own) if one.number not in chosen]


def _known(numbers: Iterable[str], register: Register, own: str) -> list[Municipality]:
    """Return the municipalities of today, each once; what is no number of any is left out."""
    found = {one.number: one for number in numbers if (one := register.by_number(number))}
    return [one for number, one in found.items() if number != own]
