"""Municipalities as dots along a line of ratios: one dot each, stacked where they stand alike.

Places along the line are per cent of its width and all else is pixels, so that a phone and a wide screen draw the same
picture with the same dots and text. Who has no dialogue stands in a block of their own, before the line begins.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import ceil
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from mulighetsrom.web.insights.charts import scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mulighetsrom.web.insights.queries.country import Line
    from mulighetsrom.web.insights.queries.figures import Figure

COLUMNS: Final = 36
"""So many that the dots of a phone's width stand side by side."""
BLOCK: Final = 6
"""Dots side by side in the block of those without a dialogue."""
START, END = 24.0, 97.0
"""Per cent of the width between which the line of ratios runs."""
DOT: Final = 8.5
RADIUS: Final = 3.5
ABOVE: Final = 36.0
TALLEST: Final = 300.0
HALF: Final = 50


@dataclass(frozen=True, slots=True)
class Dot:
    """One municipality. `x` is per cent along the line, or pixels into the block; `up` is pixels above the line."""

    line: Line
    x: float
    up: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A number under the line."""

    value: int
    x: float


@dataclass(frozen=True, slots=True)
class Distribution:
    """The whole picture. `country_x` is where the country's ratio stands, None where it is not told."""

    dots: Sequence[Dot]
    without: Sequence[Dot]
    ticks: Sequence[Tick]
    country_x: float | None
    base: float
    """Pixels from the top down to the line."""
    start: float = START
    radius: float = RADIUS

    @property
    def anchor(self) -> str:
        """Which end of the country's words stands at its line, so that they stay inside the picture."""
        return "end" if (self.country_x or 0) > HALF else "start"


def distribution(lines: Iterable[Line], country: Figure) -> Distribution | None:
    """Lay out the municipalities that have a ratio to tell; None where there is none."""
    told = sorted(((line.value, line) for line in lines if line.value is not None), key=itemgetter(0))
    if not told:
        return None
    whole = country.ratio.value if country.ratio else None
    step, end = scale(max(told[-1][0], whole or 0.0))
    without = [line for value, line in told if not value]
    columns = _columns([(value, line) for value, line in told if value], end)
    tallest = max([ceil(len(without) / BLOCK), *map(len, columns.values())])
    rise = min(DOT, TALLEST / tallest)
    return Distribution(
        dots=_stacked(columns, rise),
        without=_block(without, rise),
        ticks=[Tick(value, _along(value / end)) for value in range(step, end + 1, step)],
        country_x=None if whole is None else _along(whole / end),
        base=ABOVE + round(tallest * rise, 1),
    )


def _columns(told: Iterable[tuple[float, Line]], end: int) -> Mapping[int, list[Line]]:
    columns: dict[int, list[Line]] = defaultdict(list)
    for value, line in told:
        columns[min(COLUMNS - 1, int(value / end * COLUMNS))].append(line)
    return columns


def _stacked(columns: Mapping[int, list[Line]], rise: float) -> list[Dot]:
    return [
        Dot(line, _along((column + 0.5) / COLUMNS), round((place + 0.5) * rise, 1))
        for column, lines in columns.items()
        for place, line in enumerate(lines)
    ]


def _block(lines: Iterable[Line], rise: float) -> list[Dot]:
    return [
        Dot(line, (place % BLOCK + 0.5) * DOT, round((place // BLOCK + 0.5) * rise, 1))
        for place, line in enumerate(lines)
    ]


def _along(share: float) -> float:
    return round(START + share * (END - START), 2)
