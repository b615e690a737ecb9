"""The figures of a page as tables: each number leads to the notices behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulighetsrom.notices.indicators import INDICATORS
from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Cell, Column, Table
from mulighetsrom.web.insights import sentences
from mulighetsrom.web.insights.queries.figures import HEADLINE, Figure, Telling
from mulighetsrom.web.insights.queries.notices import BEHIND

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django_stubs_ext import StrPromise

    from mulighetsrom.web.insights.places import Place
    from mulighetsrom.web.insights.queries.figures import Figures, Series

NO_RATIO: Final[dict[Telling, StrPromise]] = {
    Telling.FEW: gettext_lazy("too few"),
    Telling.NOTHING: gettext_lazy("none found"),
    Telling.INCOMPLETE: gettext_lazy("incomplete"),
}
"""What stands below the dash where a ratio is not told."""


def years(place: Place, figures: Figures) -> Table:
    """Return the dialogue ratio of every year, newest first, with its counts, beside the country's."""
    shared = figures.of(route="cooperation")
    has_shared = any(figure.numerator or figure.denominator for figure in shared.values())
    beside = place.level != "country"
    return Table(
        caption=_("%(place)s, year by year") % {"place": place.name},
        columns=[
            Column(_("Year")),
            Column(_("Invitations"), number=True),
            *([Column(_("of them through a cooperation"), number=True)] if has_shared else []),
            Column(_("Competitions"), number=True),
            *([Column(_("of them through a cooperation"), number=True)] if has_shared else []),
            Column(_("Per 100 competitions"), number=True),
            *([Column(_("The country, per 100"), number=True)] if beside else []),
        ],
        rows=[
            [
                Cell(str(year)),
                count(place, figure, "dialogue"),
                *([count(place, shared[year], "dialogue", "cooperation")] if has_shared else []),
                count(place, figure, "competition"),
                *([count(place, shared[year], "competition", "cooperation")] if has_shared else []),
                value(figure),
                *([value(figures.country[year])] if beside else []),
            ]
            for year, figure in sorted(figures.of().items(), reverse=True)
        ],
        compact=True,
    )


def count(place: Place, figure: Figure, what: str, route: str = "all") -> Cell:
    """Return the count above (dialogues) or below the line (competitions), leading to its notices."""
    counted = figure.denominator if what == "competition" else figure.numerator
    return Cell(written.number(counted), url=place.notices(what, figure.year, route) if counted else "")


def value(figure: Figure) -> Cell:
    """Return the ratio with its interval below, or a dash and why there is none."""
    if told := figure.ratio:
        return Cell(sentences.ratio(told.value), note=sentences.interval(told))
    return Cell("–", note=NO_RATIO.get(figure.telling, ""))


def beside(lines: Sequence[tuple[Place, Series]], shown: Sequence[int]) -> Table:
    """Return several places' ratios of these years: the chart as numbers. The counts stand below each."""
    return Table(
        caption=_("Dialogues per 100 competitions, beside each other"),
        columns=[Column(_("Place")), *(Column(str(year), number=True) for year in shown)],
        rows=[
            [Cell(place.name, url=place.url, verbatim=True), *(_of_counts(place, series[year]) for year in shown)]
            for place, series in lines
        ],
        compact=True,
        note=_(
            "Below each number: invitations and competitions. No order of rank: small differences are often chance."
        ),
    )


def _of_counts(place: Place, figure: Figure) -> Cell:
    told = figure.ratio
    counts = f"{written.number(figure.numerator)} / {written.number(figure.denominator)}"
    return Cell(sentences.ratio(told.value) if told else "–", url=place.notices("dialogue", figure.year), note=counts)


OTHERS: Final[dict[str, tuple[StrPromise, StrPromise]]] = {
    "dialogue-ratio-all-forms": (gettext_lazy("Market dialogue in any form"), gettext_lazy("per 100 competitions")),
    "advisory-notices": (gettext_lazy("Advisory notices"), gettext_lazy("per 100 competitions")),
    "innovation-procedures": (gettext_lazy("Innovation procedures"), gettext_lazy("per cent of everything announced")),
    "innovation-code": (gettext_lazy("Marked as innovation"), gettext_lazy("per cent of those that can be marked")),
    "joint-procurement": (gettext_lazy("With several buyers"), gettext_lazy("per cent of the competitions")),
    "tenders-received": (gettext_lazy("Tenders received"), gettext_lazy("per result, on average")),
}
"""The indicators beside the headline: what readers call them, and in what they are told."""


def others(place: Place, figures: Figures, year: int) -> Table:
    """Return every other indicator of a year, each with its counts and a link to its rule."""
    return Table(
        caption=_("Other figures of %(year)s") % {"year": year},
        columns=[
            Column(_("What is counted")),
            Column(_("Found"), number=True),
            Column(_("Out of"), number=True),
            Column(_("Result"), number=True),
            Column(_("The country"), number=True),
        ],
        rows=list(_others(place, figures, year)),
        compact=True,
    )


def _others(place: Place, figures: Figures, year: int) -> Iterator[list[Cell]]:
    for indicator in INDICATORS:
        if indicator != HEADLINE:
            label, unit = OTHERS[indicator]
            figure = figures.of(indicator)[year]
            above, below = BEHIND[indicator]
            yield [
                Cell(label, url=f"{reverse('insights:method')}#{indicator}", note=unit),
                _counted(place, figure.numerator, above, year),
                _counted(place, figure.denominator, below, year),
                value(figure),
                value(figures.national.get(indicator, {}).get(year, Figure(year))),
            ]


def _counted(place: Place, counted: int, what: str, year: int) -> Cell:
    return Cell(written.number(counted), url=place.notices(what, year) if counted else "")
