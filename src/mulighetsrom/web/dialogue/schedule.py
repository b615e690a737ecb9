"""A dialogue's plan, counted back from what is held: what must be done by when, on working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from mulighetsrom.web.common import workdays
from mulighetsrom.web.dialogue.models import Part

if TYPE_CHECKING:
    from collections.abc import Iterable

BEFORE: Final = {"publish": timedelta(days=28), "sign-up": timedelta(days=5), "wishes": timedelta(days=10),
                 "draw": timedelta(days=8)}  # fmt: skip
AFTER: Final = {"minutes": timedelta(days=7), "summary": timedelta(days=21), "answer": timedelta(days=45)}
