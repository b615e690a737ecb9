"""A chart of ratios through the years: from figures to places on a drawing.

Places along the years are per cent of the width, heights are pixels, and text keeps its own size: one drawing serves a
phone, a wide screen and paper. Nothing here draws; `insights/chart.html` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mulighetsrom.web.insights.queries.figures import Figure, Ratio, Series

HEIGHT: Final = 300.0
HEAD: Final = 12.0
LABEL_GAP: Final = 18.0
EDGE: Final = 3.0
"""Per cent of the width left free before the first year and after the last."""
STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
MOST_TICKS: Final = 5


@dataclass(frozen=True, slots=True)
class Told:
    """Whose figures a line shows: a name, and how it is drawn (own, country or other-1 to other-8)."""

    name: str
    look: str
    series: Series
    url: str = ""
    points: str = ""
    """Address of the notices behind a point, without its year; empty where points lead nowhere."""


@dataclass(frozen=True, slots=True)
class Point:
    """One year's ratio: x in per cent; y, and the ends of the interval, in pixels from the top."""

    figure: Figure
    ratio: Ratio
    x: float
    y: float
    low_y: float
    high_y: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight piece between two years that follow each other; over a year without a ratio there is none."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Line:
    """One place's line, with its label at the right edge: at `label_y`, which may lie off the last point's `end_y`."""

    told: Told
    points: Sequence[Point]
    label_y: float

    @property
    def strokes(self) -> list[Stroke]:
        pairs = zip(self.points, self.points[1:], strict=False)
        return [Stroke(a.x, a.y, b.x, b.y) for a, b in pairs if b.figure.year == a.figure.year + 1]

    @property
    def end(self) -> Point:
        return self.points[-1]

    @property
    def band(self) -> str:
        """The interval of all years as one shape, for an SVG polygon 100 wide: there above, and back below."""
        there = [f"{point.x:.2f},{point.high_y:.1f}" for point in self.points]
        back = [f"{point.x:.2f},{point.low_y:.1f}" for point in reversed(self.points)]
        return " ".join([*there, *back])


@dataclass(frozen=True, slots=True)
class Tick:
    """A number along an axis, and its place: a year in per cent, a ratio in pixels. `minor` ones can be spared."""

    value: int
    at: float
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole drawing, the lines in the order in which they are drawn."""

    lines: Sequence[Line]
    years: Sequence[Tick]
    levels: Sequence[Tick]
    height: float

    @property
    def bottom(self) -> float:
        """Where the axis of years runs."""
        return self.height


def chart(told: Sequence[Told], height: float = HEIGHT) -> Chart | None:
    """Lay out the ratios that may be told; None where fewer than two years have one."""
    years = sorted({figure.year for one in told for figure in one.series.values() if figure.ratio})
    if len(years) < 2:  # noqa: PLR2004 - one year is a number, not a development
        return None
    every = range(years[0], years[-1] + 1)
    step, top = scale(_highest(told))
    level = _Level(top, height)
    lines = [(one, _points(one.series, every, level)) for one in told]
    drawn = [(one, points) for one, points in lines if points]
    labels = apart([points[-1].y for _, points in drawn], LABEL_GAP, 0, height)
    return Chart(
        lines=[Line(one, points, y) for (one, points), y in zip(drawn, labels, strict=True)],
        years=[Tick(year, _along(year, every), minor=(every[-1] - year) % 2 == 1) for year in every],
        levels=[Tick(value, level(value)) for value in range(0, top + 1, step)],
        height=height,
    )


def apart(wanted: Sequence[float], gap: float, lowest: float, highest: float) -> list[float]:
    """Move places as little as it takes to keep them `gap` apart, in their order, between lowest and highest.

    Those that stand too close form a group around the mean of their wishes; groups that meet become one.
    """
    groups: list[list[int]] = []
    for place in sorted(range(len(wanted)), key=lambda at: wanted[at]):
        groups.append([place])
        while len(groups) > 1 and _reach(groups[-2], wanted, gap)[1] + gap > _reach(groups[-1], wanted, gap)[0]:
            groups[-2:] = [groups[-2] + groups[-1]]
    found = [0.0] * len(wanted)
    for group in groups:
        first = _reach(group, wanted, gap)[0]
        for nth, place in enumerate(group):
            found[place] = first + nth * gap
    return _inside(found, gap, lowest, highest)


def _reach(group: Sequence[int], wanted: Sequence[float], gap: float) -> tuple[float, float]:
    middle = sum(wanted[place] for place in group) / len(group)
    half = (len(group) - 1) * gap / 2
    return middle - half, middle + half


def _inside(places: list[float], gap: float, lowest: float, highest: float) -> list[float]:
    """Push what stands outside back in, and what it meets on the way."""
    order = sorted(range(len(places)), key=lambda at: places[at])
    for nth, place in enumerate(order):
        places[place] = max(places[place], lowest + nth * gap)
    for nth, place in enumerate(reversed(order)):
        places[place] = min(places[place], highest - nth * gap)
    return places


@dataclass(frozen=True, slots=True)
class _Level:
    """From a ratio to its height in pixels from the top; what lies above the axis is cut off there."""

    top: int
    height: float

    def __call__(self, value: float) -> float:
        return round(HEAD + (self.height - HEAD) * (1 - min(value, self.top) / self.top), 1)


def _points(series: Series, years: range, level: _Level) -> list[Point]:
    return [
        Point(
            figure, ratio, _along(year, years), level(ratio.value), level(ratio.low), level(min(ratio.high, level.top))
        )
        for year, figure in sorted(series.items())
        if (ratio := figure.ratio)
    ]


def _along(year: int, years: range) -> float:
    return round(EDGE + (100 - 2 * EDGE) * (year - years[0]) / (years[-1] - years[0]), 2)


def scale(highest: float) -> tuple[int, int]:
    """Return the distance between the numbers along the ratios' axis, and the last of them."""
    step = next((step for step in STEPS if highest <= step * MOST_TICKS), STEPS[-1])
    return step, step * max(1, ceil(highest / step))


def _highest(told: Sequence[Told]) -> float:
    """Return how high the chart must reach: to the end of the own intervals, and to every other value."""
    return max(_tops(told))


def _tops(told: Sequence[Told]) -> Iterator[float]:
    for one in told:
        for figure in one.series.values():
            if ratio := figure.ratio:
                yield ratio.high if one.look == "own" else ratio.value
