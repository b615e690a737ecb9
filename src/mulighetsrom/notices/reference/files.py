"""Read the CSV files that the reference data are kept in."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

DATA = Path(__file__).parent / "data"


def read(name: str, extra: Path | None = None) -> list[dict[str, str]]:
    """Return the rows of our own file of that name, then those of the file of the same name in `extra`, if any."""
    return [row for folder in (DATA, extra) if folder for row in rows(folder / name)]


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of one CSV file as column -> text; none where there is no file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str, otherwise: date) -> date:
    """Return an ISO date, or `otherwise` where the cell is empty: the period has no known end on that side."""
    return date.fromisoformat(text) if text else otherwise
