"""What one invented notice says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime


class Company(NamedTuple):
    """A buyer or a winner."""

    name: str
    orgnr: str
    buys_for_others: bool = False


class Award(NamedTuple):
    """How it went: the number of tenders, and who won, if anybody."""

    tenders: int
    winner: Company | None


class Correction(NamedTuple):
    """The notice that is corrected, as UUID and version, and what was changed in it."""

    changed: str
    description: str


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """One version of an invented notice; `millions` of kroner, `codes` as code list and code."""

    kind: str
    """Which words it is made of: see wording.toml."""
    subtype: str
    uuid: str
    version: str = "01"
    procedure: str
    sent: datetime
    language: str
    buyers: Sequence[Company]
    title: str
    text: str
    cpv: str
    nature: str
    millions: float
    procedure_type: str = "open"
    planned: date | None = None
    deadline: date | None = None
    codes: Sequence[tuple[str, str]] = ()
    dialogue: str | None = None
    """The dialogue that went before, as UUID and version."""
    correction: Correction | None = None
    award: Award | None = None

    @property
    def reference(self) -> str:
        """The identifier by which other notices point to this one."""
        return f"{self.uuid}-{self.version}"
