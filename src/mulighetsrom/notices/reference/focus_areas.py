"""Which focus area a CPV code belongs to: a rough sorting by what is bought, not by what the notice aims at.

CPV cannot tell a smart building from another, nor see that a bus is wanted for its emissions. An area therefore says
"this is where it could be done", and what fits none has none. Each prefix in ``data/focus_areas.csv`` has its reason.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from mulighetsrom.notices.reference import files

if TYPE_CHECKING:
    from collections.abc import Iterable

BUILDINGS, CARE, DIGITAL, CLIMATE = AREAS = ("buildings", "care", "digital", "climate")
"""Smart, green and area-efficient buildings; health and care; digitalisation; climate and environment."""


@lru_cache(maxsize=1 << 14)
def focus_area(cpv: str | None) -> str | None:
    """Return the focus area of a CPV code by its longest known prefix, or None."""
    code = cpv or ""
    return next((areas()[code[:n]] for n in range(len(code), 1, -1) if code[:n] in areas()), None)


def rows(codes: Iterable[str]) -> list[dict[str, str]]:
    """Return a row (cpv, focus_area) for each of the codes that has an area, to join counted rows with."""
    found = ((code, focus_area(code)) for code in sorted(set(codes)))
    return [{"cpv": code, "focus_area": area} for code, area in found if area]


@cache
def areas() -> dict[str, str]:
    """Return CPV prefix -> focus area."""
    return {row["prefix"]: row["area"] for row in files.read("focus_areas.csv")}
