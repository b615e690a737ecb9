"""The table of all municipalities as a file: the same rows as on the page, in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.notices import schema
from mulighetsrom.web.insights import tables
from mulighetsrom.web.insights.files import Column, Sheet
from mulighetsrom.web.insights.places import Place

if TYPE_CHECKING:
    from mulighetsrom.notices.schema import Row
    from mulighetsrom.web.insights.queries.country import Line


def row(line: Line) -> Row:
    """Return a line as a row of the file; a ratio stands there only where the page shows one."""
    told, figure = line.all.ratio, line.all
    place = Place("municipality", line.municipality.number, line.municipality.name)
    return {
        "number": place.key,
        "name": place.name,
        "county": line.county,
        "year": figure.year,
        "competitions": figure.denominator,
        "shared_competitions": line.shared.denominator,
        "dialogues": figure.numerator,
        "shared_dialogues": line.shared.numerator,
        "ratio": told and told.value,
        "low": told and told.low,
        "high": told and told.high,
        "why_empty": "" if told else tables.NO_RATIO[figure.telling],
        "address": f"{place.url}?year={figure.year}",
    }


def _as_it_is(told: Row, _country: Place) -> Row:
    return told


MUNICIPALITIES: Final = Sheet(
    "kommuner",
    _("municipalities"),
    {
        "number": Column(schema.TEXT, _("municipality number"), _("Today's number of the municipality.")),
        "name": Column(schema.TEXT, _("municipality"), _("Today's name of the municipality.")),
        "county": Column(schema.TEXT, _("county"), _("Its county of today.")),
        "year": Column(schema.INT, _("year"), _("Year in which the first notice was announced.")),
        "competitions": Column(schema.INT, _("competitions"), _("Competitions that were started in the year.")),
        "shared_competitions": Column(
            schema.INT, _("competitions through cooperation"), _("Of them, through a purchasing cooperation.")
        ),
        "dialogues": Column(schema.INT, _("invitations"), _("Invitations to market dialogue that were found.")),
        "shared_dialogues": Column(
            schema.INT, _("invitations through cooperation"), _("Of them, through a purchasing cooperation.")
        ),
        "ratio": Column(
            schema.NUMBER, _("per 100 competitions"), _("Invitations to market dialogue per 100 competitions.")
        ),
        "low": Column(schema.NUMBER, _("from"), _("Lower end of the interval, with 95 per cent confidence.")),
        "high": Column(schema.NUMBER, _("to"), _("Upper end of the interval, with 95 per cent confidence.")),
        "why_empty": Column(
            schema.TEXT,
            _("why empty"),
            _("Incomplete: not all notices of the year are here. Too few: below 20 under the line."),
        ),
    },
    _as_it_is,
)
