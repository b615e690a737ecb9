"""The figures of one place through the years, beside the country and other municipalities."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final

from mulighetsrom.web.insights.queries.notices import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mulighetsrom.notices.schema import Row
    from mulighetsrom.notices.store import Version

HEADLINE: Final = "dialogue-ratio"
FEWEST: Final = 20
"""Below so many under the line, a ratio says more about chance than about the place."""


class Telling(Enum):
    """How much may be told of a figure."""

    RATIO = "ratio"
    FEW = "few"
    NOTHING = "nothing"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator of one place and year: its counts, and the value with its 95 % interval."""

    year: int
    numerator: int = 0
    denominator: int = 0
    value: float | None = None
    low: float | None = None
    high: float | None = None
    complete: bool = False

    @property
    def telling(self) -> Telling:
        if not self.complete:
            return Telling.INCOMPLETE
        if not self.counted:
            return Telling.NOTHING
        return Telling.RATIO if self.denominator >= FEWEST else Telling.FEW

    @property
    def counted(self) -> int:
        """All that was found, on both sides of the line."""
        return self.numerator + self.denominator

    @property
    def ratio(self) -> Ratio | None:
        """The value with its interval, where it may be told."""
        if self.telling is not Telling.RATIO or self.value is None or self.low is None or self.high is None:
            return None
        return Ratio(self.value, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A value that may be told, with its interval."""

    value: float
    low: float
    high: float

    def beside(self, other: Ratio) -> int:
        """Return 1 above and -1 below the other, 0 where the intervals overlap: then chance may be all there is."""
        return (self.low > other.high) - (self.high < other.low)


Series = dict[int, Figure]
"""Year -> figure."""


@dataclass(frozen=True, slots=True)
class Figures:
    """All that a place's page tells.

    Its own figures by indicator and route, the country's by indicator, and the headline of other municipalities.
    """

    level: str
    key: str
    own: Mapping[tuple[str, ...], Series]
    national: Mapping[str, Series]
    others: Mapping[str, Series]

    @property
    def country(self) -> Series:
        """The country's dialogue ratios."""
        return self.national.get(HEADLINE, {})

    @property
    def years(self) -> list[int]:
        """Every year of which there are notices."""
        return sorted(self.country)

    def of(self, indicator: str = HEADLINE, route: str = "all") -> Series:
        """Return the place's figures of every year; nothing found is a figure too."""
        return self._whole(self.own.get((indicator, route), {}), indicator)

    def countrys(self, indicator: str, year: int) -> Figure:
        """Return the country's figure of one year."""
        return self.national.get(indicator, {}).get(year, Figure(year))

    def other(self, key: str) -> Series:
        """Return another municipality's dialogue ratios of every year."""
        return self._whole(self.others[key], HEADLINE)

    @property
    def complete_years(self) -> list[int]:
        """The years of which all planning notices and competitions are there: only they have ratios."""
        return [year for year in self.years if self.country[year].complete]

    @property
    def telling_years(self) -> list[int]:
        """The years that say something of the place: complete ones, and samples in which something of it was found."""
        return sorted(self._found.union(self.complete_years))

    @property
    def silent_years(self) -> list[int]:
        """The other years: samples without anything of the place."""
        return [year for year in self.years if year not in self.telling_years]

    def usual_year(self, asked: str = "") -> int | None:
        """Return the year to tell of: the one that was asked for, else the last complete one, else of the samples.

        Of samples the last with something of the place; of the country, which has something in all, the fullest.
        """
        wanted = next((year for year in self.years if str(year) == asked), None)
        return wanted or max(self.complete_years, default=None) or self._of_samples()

    def _of_samples(self) -> int | None:
        if self.level == "country":
            return max(self.years, key=lambda year: (self.country[year].counted, year), default=None)
        return max(self._found or self.years, default=None)

    @property
    def _found(self) -> set[int]:
        """Years in which anything of the place was counted, by any indicator."""
        return {year for series in self.own.values() for year in series}

    def _whole(self, found: Series, indicator: str) -> Series:
        """Fill the years in which nothing was found: whether that says something depends on the year's coverage."""
        national = self.national.get(indicator, {})
        complete = {year: year in national and national[year].complete for year in self.years}
        return {year: found.get(year) or Figure(year, complete=complete[year]) for year in self.years}


def figures(version: Version, level: str, key: str, others: Sequence[str] = ()) -> Figures:
    """Read all figures of one place, and the dialogue ratios of the country and of other municipalities."""
    rows = version.rows(
        """SELECT level, key, indicator, route, year, numerator, denominator, value, low, high, complete
           FROM figures
           WHERE level IN ($level, 'municipality', 'country') -- passes over most of the file: its buyers
             AND ((level = $level AND key = $key)
                  OR (level = 'country' AND route = 'all')
                  OR (level = 'municipality' AND list_contains($others::VARCHAR[], key)
                      AND indicator = $headline AND route = 'all'))
           ORDER BY year""",
        {"level": level, "key": key, "others": list(others), "headline": HEADLINE},
    )
    series: dict[tuple[str, str, str, str], Series] = defaultdict(dict)
    for row in rows:
        which = row.pop("level"), row.pop("key"), row.pop("indicator"), row.pop("route")
        series[which][row["year"]] = Figure(**row)
    return Figures(
        level=level,
        key=key,
        own={which[2:]: found for which, found in series.items() if which[:2] == (level, key)},
        national={which[2]: found for which, found in series.items() if which[0] == "country" and which[3] == "all"},
        others={other: series.get(("municipality", other, HEADLINE, "all"), {}) for other in others},
    )


def sizes(version: Version) -> dict[str, int]:
    """Return municipality number -> competitions of all years: how large a buyer it is."""
    rows = version.rows(
        """SELECT key, sum(denominator)::BIGINT AS competitions FROM figures
           WHERE level = 'municipality' AND indicator = $headline AND route = 'all' GROUP BY key""",
        {"headline": HEADLINE},
    )
    return {row["key"]: row["competitions"] for row in rows}


@dataclass(frozen=True, slots=True)
class MakeUp:
    """What a place's dialogues of all years consist of: how many have each kind, and each focus area."""

    dialogues: int
    kinds: Mapping[str, int] = field(default_factory=dict)
    areas: Mapping[str, int] = field(default_factory=dict)


def make_up(version: Version, level: str, key: str) -> MakeUp:
    """Count kinds and focus areas of a place's dialogues. One dialogue may have several kinds, and no area."""
    dialogues = Selection(level, key, "dialogue")
    rows = version.rows(
        f"""SELECT dialogue_kinds AS kinds, focus_area AS area, count(*) AS dialogues
            FROM counted WHERE {dialogues.where} GROUP BY ALL""",
        dialogues.parameters,
    )
    return MakeUp(
        dialogues=sum(row["dialogues"] for row in rows),
        kinds=_most_first((kind, row) for row in rows for kind in row["kinds"] or ()),
        areas=_most_first((row["area"], row) for row in rows if row["area"]),
    )


def _most_first(found: Iterable[tuple[str, Row]]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for name, row in found:
        counts[name] += row["dialogues"]
    return dict(counts.most_common())
