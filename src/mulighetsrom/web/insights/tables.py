"""The figures of a page as tables: each number leads to the notices behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.text import get_text_list
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
    from mulighetsrom.web.insights.queries.figures import Figures, Ratio, Series

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
    ratios = bool(figures.complete_years)
    beside = ratios and place.level != "country"
    return Table(
        caption=_("%(place)s, year by year") % {"place": place.name},
        note=_nothing_from(place, figures),
        columns=[
            Column(_("Year")),
            Column(_("Invitations"), number=True),
            *([Column(_("of them through a cooperation"), number=True)] if has_shared else []),
            Column(_("Competitions"), number=True),
            *([Column(_("of them through a cooperation"), number=True)] if has_shared else []),
            *([Column(_("Per 100 competitions"), number=True)] if ratios else []),
            *([Column(_("The country, per 100"), number=True)] if beside else []),
        ],
        rows=[
            [
                Cell(str(year)),
                count(place, figure, "dialogue"),
                *([count(place, shared[year], "dialogue", "cooperation")] if has_shared else []),
                count(place, figure, "competition"),
                *([count(place, shared[year], "competition", "cooperation")] if has_shared else []),
                *([value(figure)] if ratios else []),
                *([value(figures.country[year])] if beside else []),
            ]
            for year, figure in sorted(figures.of().items(), reverse=True)
            if year in figures.telling_years
        ],
        compact=True,
    )


def _nothing_from(place: Place, figures: Figures) -> str:
    """Tell in one line of the samples that have nothing of the place; a row for each would say less."""
    if not figures.silent_years:
        return ""
    said = {"place": place.name, "years": get_text_list([str(year) for year in figures.silent_years], _("and"))}
    return _("Our samples of the notices from %(years)s have nothing from %(place)s.") % said


def count(place: Place, figure: Figure, what: str, route: str = "all") -> Cell:
    """Return the count above (dialogues) or below the line (competitions), leading to its notices."""
    counted = figure.denominator if what == "competition" else figure.numerator
    return found(counted, place.notices(what, figure.year, route))


def found(counted: int, url: str = "", note: str = "") -> Cell:
    """Return a count that leads to its notices. Zero is that none were found: there may have been some."""
    return Cell(written.number(counted), url, note) if counted else Cell(_("none found"))


def value(figure: Figure) -> Cell:
    """Return the ratio with its interval below, or a dash and why there is none."""
    if told := figure.ratio:
        return Cell(_ratio(told), note=sentences.interval(told))
    return Cell("–", note=NO_RATIO.get(figure.telling, ""))


def _ratio(told: Ratio) -> str:
    return sentences.ratio(told.value) if told.value else _("none found")


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
    if not figure.counted:
        return Cell("–", note=NO_RATIO.get(figure.telling, ""))
    counts = f"{written.number(figure.numerator)} / {written.number(figure.denominator)}"
    return Cell(_ratio(told), place.notices("all", figure.year), counts) if told else Cell("–", note=counts)


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
    """Return every other indicator of a year, each with its counts and a link to its rule; of a sample, what it has."""
    told = {name: figures.of(name)[year] for name in INDICATORS if name != HEADLINE}
    ratios = any(figure.complete for figure in told.values())
    return Table(
        caption=_("Other figures of %(year)s") % {"year": year},
        columns=[
            Column(_("What is counted")),
            Column(_("Found"), number=True),
            Column(_("Out of"), number=True),
            *([Column(_("Result"), number=True), Column(_("The country"), number=True)] if ratios else []),
        ],
        rows=[
            [*_other(place, name, figure), *([value(figure), value(figures.countrys(name, year))] if ratios else [])]
            for name, figure in told.items()
            if figure.complete or figure.counted
        ],
        compact=True,
    )


def _other(place: Place, indicator: str, figure: Figure) -> Iterator[Cell]:
    label, unit = OTHERS[indicator]
    above, below = BEHIND[indicator]
    yield Cell(label, url=f"{reverse('insights:method')}#{indicator}", note=unit if figure.complete else "")
    yield found(figure.numerator, place.notices(above, figure.year))
    yield found(figure.denominator, place.notices(below, figure.year))
