"""Everybody who advised or took part in planning: what the themes know of, and consultants that were added by hand.

A theme adds to `sources` what it knows, when the app begins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.dialogue.log import Somebody
    from mulighetsrom.web.dialogue.models import Adviser, Dialogue


@dataclass(frozen=True, slots=True)
class Taking:
    """One way in which somebody took part, such as a meeting: in words, in the reader's language."""

    who: Somebody
    how: StrOrPromise


@dataclass(slots=True)
class Participant:
    """A company or a consultant, all the ways in which they took part, and how that was assessed."""

    key: str
    name: str
    how: list[StrOrPromise] = field(default_factory=list)
    row: Adviser | None = None


sources: Final[list[Callable[[Dialogue], Iterable[Taking]]]] = []


def everybody(dialogue: Dialogue) -> list[Participant]:
    """Return each who took part once, by name."""
    found: dict[str, Participant] = {}
    rows = {row.key: row for row in dialogue.advisers.select_related("assessed_by")}
    for source in sources:
        for taking in source(dialogue):
            one = found.setdefault(taking.who.id, Participant(taking.who.id, taking.who.name))
            if taking.how not in one.how:
                one.how.append(taking.how)
            one.row = rows.get(one.key)
    return sorted(found.values(), key=lambda one: one.name.casefold())
