"""The invented world: who buys, who wins, what there is to buy, and the words for it. All of it is data beside this."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from mulighetsrom.notices.demo.announcement import Company

HERE = Path(__file__).parent
REFERENCE = HERE / "reference"
"""Reference files of the invented municipalities, as `municipalities.register` takes them."""
YEARS = range(2019, 2027)
COMPLETE = YEARS[:-1]
UNTIL = date(YEARS[-1], 9, 1)
"""When the telling stops: the last year is still running, so that pages have an incomplete one to show."""


@dataclass(frozen=True)
class Buyer:
    """A buyer and its habits: competitions a year, and dialogues a year at the beginning and at the end of YEARS."""

    company: Company
    place: str
    language: str
    years: range
    competitions: float
    dialogues: tuple[float, float]

    def is_neighbour_of(self, other: Buyer) -> bool:
        """Are both municipalities of one county, and do both hold competitions?"""
        same = self.place[:2] == other.place[:2] and self.place != other.place
        return same and len(self.place) == len(other.place) == len("9901") and self.competitions > 0

    def dialogues_in(self, year: int) -> float:
        """Return the dialogues to expect: the habit changes by the same amount every year."""
        first, last = self.dialogues
        return first + (last - first) * (year - YEARS[0]) / (len(YEARS) - 1)


@dataclass(frozen=True)
class Subject:
    """A need or a purchase: CPV code, nature, millions of kroner; by language its name and what is said about it."""

    cpv: str
    nature: str
    millions: tuple[float, float]
    said: dict[str, tuple[str, str]]

    def named(self, language: str, parts: dict[str, str]) -> dict[str, str]:
        """Return its name as a title, its name inside a sentence, and what is said about it."""
        name, about = (text.format(**parts) for text in self.said[language])
        return {"name": name, "lower": name[0].lower() + name[1:], "about": about}


def buyers() -> list[Buyer]:
    """Return every buyer."""
    return [_buyer(row) for row in _rows("buyers.csv")]


def _buyer(row: dict[str, str]) -> Buyer:
    return Buyer(
        company=Company(row["name"], row["orgnr"], buys_for_others=not row["place"]),
        place=row["place"],
        language=row["language"],
        years=range(int(row["first"]), int(row["last"]) + 1),
        competitions=float(row["competitions"]),
        dialogues=(float(row["dialogues_first"]), float(row["dialogues_last"])),
    )


@cache
def winners(nature: str) -> tuple[Company, ...]:
    """Return the companies that can win works, services or supplies."""
    return tuple(Company(row["name"], row["orgnr"]) for row in _rows("winners.csv") if row["nature"] == nature)


@cache
def needs() -> tuple[Subject, ...]:
    """Return what dialogues are about."""
    return tuple(map(_subject, _toml("needs.toml")["need"]))


@cache
def purchases() -> tuple[Subject, ...]:
    """Return what is bought without one."""
    return tuple(map(_subject, _toml("purchases.toml")["purchase"]))


@cache
def wording() -> dict[str, Any]:
    """Return by language the words around needs and purchases."""
    return _toml("wording.toml")


def _subject(told: dict[str, Any]) -> Subject:
    low, high = told["millions"]
    said = {language: (told[language][0], told[language][1].strip()) for language in ("nb", "nn")}
    return Subject(told["cpv"], told["nature"], (low, high), said)


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
