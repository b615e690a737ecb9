"""The amounts from which the procurement rules apply to a municipality, by date.

Source: anskaffelsesloven § 2 and anskaffelsesforskriften §§ 5-1 and 5-3 with the regulations that changed them, each
named in ``data/thresholds.csv``. The amounts before 6 April 2018 are from memory and marked so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from mulighetsrom.notices.reference import files

KINDS = ("act", "national", "eea_goods_services", "eea_works", "eea_social")


@dataclass(frozen=True, slots=True)
class Threshold:
    """An amount in whole NOK without VAT, the day it began to hold, and where it stands."""

    amount: int
    valid_from: date
    paragraph: str
    regulation: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What holds for a municipality on one day; a value at a threshold is above it."""

    act: Threshold
    """The act and part I of the regulation."""
    national: Threshold
    """Part II: announcement in Doffin."""
    eea_goods_services: Threshold
    eea_works: Threshold
    eea_social: Threshold
    """Special, health and social services."""


def at(day: date) -> Thresholds:
    """Return the thresholds of a day from 2017 on.

    Raises:
        ValueError: for a day before the first that the table knows.
    """
    if day < table()[0][1].valid_from:
        raise ValueError(f"no thresholds are known for {day}: the table begins on {table()[0][1].valid_from}")
    return Thresholds(**{kind: held for kind, held in table() if held.valid_from <= day})  # the last one stands


@cache
def table() -> list[tuple[str, Threshold]]:
    """Return every amount with its kind, oldest first."""
    read = ((row["kind"], threshold(row)) for row in files.read("thresholds.csv"))
    return sorted(read, key=lambda row: row[1].valid_from)


def threshold(row: dict[str, str]) -> Threshold:
    return Threshold(
        amount=int(row["amount"]),
        valid_from=date.fromisoformat(row["valid_from"]),
        paragraph=row["paragraph"],
        regulation=row["regulation"],
        verified=row["status"] == "verified",
    )
