"""The documents of a dialogue that somebody can ask to see, and what of each is claimed to be secret.

A theme whose documents hold such claims adds a `Gatherer` when the app begins; the key of each of its documents begins
with the code it registers, as in "input:ABCDEFGH12".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from datetime import datetime

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document: `text` has [[1]], [[2]] in place of the passages that `claims` names, in that order."""

    heading: str
    text: str
    claims: tuple[str, ...] = ()
    reason: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its key, what it is called, when it came and from whom."""

    key: str
    title: str
    dated: datetime
    company: Organisation
    sections: tuple[Section, ...]

    @property
    def claims(self) -> list[str]:
        return [claim for section in self.sections for claim in section.claims]


@dataclass(frozen=True, slots=True)
class Gatherer:
    """A theme's documents. `opened(key, by)` is part of an action and writes the reading log; `read(claims)` is for
    the passages' own company, and for what was released.
    """

    found: Callable[[Dialogue], Iterable[Document]]
    opened: Callable[[str, Actor], Mapping[str, str]]
    read: Callable[[Collection[str]], Mapping[str, str]]


gatherers: Final[dict[str, Gatherer]] = {}


def found(dialogue: Dialogue) -> list[Document]:
    """Return every document of a dialogue that somebody can ask for, oldest first."""
    every = (document for gatherer in gatherers.values() for document in gatherer.found(dialogue))
    return sorted(every, key=lambda one: (one.dated, one.key))


def opened(keys: Iterable[str], *, by: Actor) -> dict[str, str]:
    """Open all that is claimed in some documents, for whoever decides; the reading log says so first."""
    return {claim: text for key in keys for claim, text in _of(key).opened(key, by).items()}


def read(claims: Collection[str]) -> dict[str, str]:
    """Return passages by their keys, to their own company or since they are released; nobody else asks here."""
    return {claim: text for kind in gatherers for claim, text in _read(kind, claims)}


def _read(kind: str, claims: Collection[str]) -> Iterator[tuple[str, str]]:
    own = [claim for claim in claims if claim.partition(":")[0] == kind]
    yield from gatherers[kind].read(own).items() if own else ()


def _of(key: str) -> Gatherer:
    return gatherers[key.partition(":")[0]]
