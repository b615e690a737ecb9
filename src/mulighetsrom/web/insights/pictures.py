"""What a page shows of its figures besides tables: the large number, the chart, the bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.insights import charts, places, sentences, tables, words
from mulighetsrom.web.insights.queries.figures import Figure, Telling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.components import Table
    from mulighetsrom.web.insights.charts import Chart
    from mulighetsrom.web.insights.places import Place
    from mulighetsrom.web.insights.queries.figures import Figures, MakeUp, Series

LONGEST_LABEL: Final = 18


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure to be read in five seconds: the number and what it is, one sentence, then how sure and how compared."""

    value: str
    unit: str
    in_words: bool
    sentence: str
    certainty: str
    comparison: str
    counts: Sequence[Link]


def headline(place: Place, figures: Figures, year: int) -> Headline:
    """Tell of one year."""
    figure, shared = figures.of()[year], figures.of(route="cooperation")[year]
    return Headline(
        value=_value(figure),
        unit=_unit(figure),
        in_words=not figure.numerator,
        sentence=sentences.headline(place.who, figure),
        certainty=sentences.certainty(figure),
        comparison="" if place.level == "country" else sentences.comparison(figure, figures.country[year]),
        counts=_counts(place, figure, shared),
    )


def _value(figure: Figure) -> str:
    """Write the number; where there is none, the words for it, so that nobody reads a zero as a verdict."""
    if not figure.numerator:
        return _("None found")
    return sentences.ratio(figure.ratio.value) if figure.ratio else written.number(figure.numerator)


def _unit(figure: Figure) -> str:
    if figure.ratio and figure.numerator:
        return _("dialogues per 100 competitions in %(year)s") % {"year": figure.year}
    found = ngettext(
        "invitation to market dialogue on Doffin in %(year)s",
        "invitations to market dialogue on Doffin in %(year)s",
        figure.numerator,
    )
    sample = ngettext(
        "invitation to market dialogue in our sample from %(year)s",
        "invitations to market dialogue in our sample from %(year)s",
        figure.numerator,
    )
    return (sample if figure.telling is Telling.INCOMPLETE else found) % {"year": figure.year}


def _counts(place: Place, figure: Figure, shared: Figure) -> list[Link]:
    """Return the counts behind a figure, each leading to its notices; a count of none leads nowhere."""
    told = [
        (figure.numerator, "dialogue", "all", sentences.invitations(figure.numerator)),
        (figure.denominator, "competition", "all", sentences.competitions(figure.denominator)),
        (shared.numerator, "dialogue", "cooperation", _shared(shared.numerator)),
    ]
    return [Link(label, place.notices(what, figure.year, route)) for count, what, route, label in told if count]


def _shared(count: int) -> str:
    return ngettext(
        "%(count)s of the invitations through a purchasing cooperation",
        "%(count)s of the invitations through a purchasing cooperation",
        count,
    ) % {"count": written.number(count)}


def through_the_years(
    place: Place,
    figures: Figures,
    others: Sequence[tuple[Place, Series]] = (),
    *,
    height: float = charts.HEIGHT,
) -> Chart | None:
    """Draw a place's ratios through the years over the country's, with those of others; None where it has none."""
    told = [charts.Told(one.name, f"other other-{nth}", series, one.url) for nth, (one, series) in enumerate(others, 1)]
    own = figures.of()
    if not others and not any(figure.ratio for figure in own.values()):
        return None
    if place.level != "country":
        country = places.country()
        told.insert(0, charts.Told(_("The country"), "country", figures.country, country.url))
    told.append(charts.Told(place.name, "own", own, points=place.notices("dialogue")))
    return charts.chart(told, height)


def beside(place: Place, figures: Figures, others: Sequence[tuple[Place, Series]]) -> Table:
    """Return the lines of the chart as numbers."""
    shown = [year for year in figures.years if figures.country[year].complete] or figures.years
    return tables.beside([(place, figures.of()), *others, (places.country(), figures.country)], shown)


@dataclass(frozen=True, slots=True)
class Bar:
    """A count beside others, as long as `width` per cent of the longest."""

    label: StrOrPromise
    count: int
    width: float
    url: str


@dataclass(frozen=True, slots=True)
class Bars:
    """What a place's dialogues consist of."""

    dialogues: int
    kinds: Sequence[Bar]
    areas: Sequence[Bar]


def make_up(place: Place, found: MakeUp) -> Bars:
    """Draw kinds and focus areas as bars on one scale, each leading to its notices."""
    every = place.notices("dialogue")
    return Bars(
        found.dialogues,
        _bars(found.kinds, words.KINDS, found, f"{every}&kind="),
        _bars(found.areas, words.FOCUS_AREAS, found, f"{every}&area="),
    )


def _bars(counts: Mapping[str, int], names: Mapping[str, StrOrPromise], found: MakeUp, url: str) -> list[Bar]:
    return [
        Bar(names.get(name, name), count, round(100 * count / found.dialogues, 1), f"{url}{name}")
        for name, count in counts.items()
    ]
