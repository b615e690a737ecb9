"""Who buys for whom: purchasing cooperations between municipalities, as a dated table.

What a cooperation announces counts for each of its members, apart from what they announce themselves, and once for the
country. ``data/cooperations.csv`` holds a row per cooperation and period of membership, with what each row rests on.
Most are unverified; where `members` is empty the cooperation is known, but not whom it buys for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from mulighetsrom.notices.reference import files, municipalities

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cooperation:
    """A cooperation in one period: `members` are numbers of today; a date that is None is not known."""

    name: str
    orgnr: str | None
    pattern: re.Pattern[str]
    members: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    verified: bool
    basis: str

    def covers(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


def buying(orgnr: str | None, name: str | None, extra: Path | None = None) -> list[Cooperation]:
    """Return the cooperation that a buyer is, one entry per period of membership; none for any other buyer.

    The name decides before the number: a cooperation may buy under the number of the municipality that houses it, and
    a municipality may buy for itself under the number of the company that helps it.
    """
    known = table(extra)
    by_name = [one for one in known if name and one.pattern.search(name)]
    if by_name or municipalities.register(extra).resolve(None, name):
        return by_name
    return [one for one in known if orgnr and one.orgnr == orgnr]


def rows(
    buyers: Iterable[tuple[str | None, str | None]], extra: Path | None = None
) -> list[dict[str, str | date | None]]:
    """Return who buys for whom among the buyers (organisation number, name) of a dataset, to join counted rows with.

    One row per buyer that is a cooperation, period and member: buyer_orgnr, buyer_name, cooperation, member_number,
    member_county, first_date, last_date. Dates that are not known are None; so is the member where none is known.
    """
    return [
        {
            "buyer_orgnr": orgnr,
            "buyer_name": name,
            "cooperation": one.name,
            "member_number": member,
            "member_county": member[:2] if member else None,
            "first_date": one.valid_from,
            "last_date": one.valid_to,
        }
        for orgnr, name in buyers
        for one in buying(orgnr, name, extra)
        for member in one.members or (None,)
    ]


@lru_cache(maxsize=8)
def table(extra: Path | None = None) -> tuple[Cooperation, ...]:
    """Return our own table, and what the folder `extra` adds to it."""
    return tuple(cooperation(row) for row in files.read("cooperations.csv", extra))


def cooperation(row: dict[str, str]) -> Cooperation:
    return Cooperation(
        name=row["name"],
        orgnr=row["orgnr"] or None,
        pattern=re.compile(row["pattern"], re.IGNORECASE),
        members=tuple(row["members"].split()),
        valid_from=files.day(row["valid_from"]),
        valid_to=files.day(row["valid_to"]),
        verified=row["status"] == "verified",
        basis=row["basis"],
    )
