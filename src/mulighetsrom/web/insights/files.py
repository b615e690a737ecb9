"""Figures and lists as files: what stands in them, and how it is written.

Every row says from which version of the dataset it comes and where it can be looked up, and of a demo that it is an
example. Nothing is in a file that is not on a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

import pyarrow as pa
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mulighetsrom.notices import schema
from mulighetsrom.web.common import spreadsheets
from mulighetsrom.web.insights import dataset, tables, words
from mulighetsrom.web.insights.queries import marks, notices
from mulighetsrom.web.insights.queries.figures import FEWEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django_stubs_ext import StrPromise

    from mulighetsrom.notices.schema import Row
    from mulighetsrom.notices.store import Version
    from mulighetsrom.web.insights.places import Place

TEXTS: Final = pa.list_(schema.TEXT)


class Column(NamedTuple):
    """A column of a file: its type, its heading and what it means, in the reader's language."""

    kind: pa.DataType
    heading: StrPromise
    about: StrPromise


@dataclass(frozen=True)
class Sheet:
    """What a file holds: its name, as in the addresses and for readers; its columns; how a row of SQL becomes one."""

    slug: str
    name: StrPromise
    columns: dict[str, Column]
    row: Callable[[Row, Place], Row]


@dataclass(frozen=True)
class Origin:
    """Where a file comes from: the version, the place, and how an address becomes one that can be cited."""

    version: Version
    place: Place
    absolute: Callable[[str], str]

    def name(self, sheet: Sheet, form: str) -> str:
        """Return a name for the file that tells what it holds, also when it has been passed on."""
        example = "eksempel" if self.version.demo else ""
        parts = ["mulighetsrom", example, self.place.key, sheet.slug, f"v{self.version.number}"]
        return f"{'-'.join(filter(None, parts))}.{form}"

    def table(self, sheet: Sheet) -> schema.Table:
        about = _("%(place)s. From the public notices on Doffin and TED, counted by Mulighetsrom.")
        columns = {str(one.heading): (one.kind, str(one.about)) for one in self._columns(sheet).values()}
        return schema.Table(str(sheet.name), str(about) % {"place": self.place.name}, columns)

    def batch(self, sheet: Sheet, rows: Iterable[Row]) -> pa.RecordBatch:
        told = [{**sheet.row(row, self.place), "example": True, "version": self.version.number} for row in rows]
        for row in told:
            row["address"], row["rule"] = self.absolute(row["address"]), self.absolute(reverse("insights:method"))
        columns = self._columns(sheet)
        values = [pa.array([_plain(row[key]) for row in told], one.kind) for key, one in columns.items()]
        return pa.record_batch(values, names=[str(one.heading) for one in columns.values()])

    def _columns(self, sheet: Sheet) -> dict[str, Column]:
        return (EXAMPLE if self.version.demo else {}) | sheet.columns | SOURCE


def written(form: str, sheet: Sheet, origin: Origin, pieces: Iterator[list[Row]]) -> IO[bytes]:
    """Write a file that has no name any more: it is gone when whoever sends it closes it."""
    return spreadsheets.written(form, origin.table(sheet), (origin.batch(sheet, rows) for rows in pieces))


def _plain(value: Any) -> Any:
    """Turn words that wait for the reader's language into text."""
    return str(value) if isinstance(value, Promise) else value


# --- columns that every file has --------------------------------------------------------------------------------------

EXAMPLE: Final = {
    "example": Column(schema.BOOL, _("example"), _("Invented: no real notice, never to be cited.")),
}
SOURCE: Final = {
    "address": Column(schema.TEXT, _("address"), _("Where the row can be looked up.")),
    "rule": Column(schema.TEXT, _("how it is counted"), _("The page that explains the rule.")),
    "version": Column(schema.INT, _("version"), _("Version of the notices from which the file was made.")),
}
_NUMBER: Final = Column(schema.TEXT, _("municipality number"), _("Today's number of the municipality."))
_NAME: Final = Column(schema.TEXT, _("municipality"), _("Today's name of the municipality."))

# --- figures ----------------------------------------------------------------------------------------------------------

INDICATORS: Final = {
    "dialogue-ratio": (_("Market dialogue"), _("per 100 competitions")),
    **tables.OTHERS,
}


def _figure(row: Row, place: Place) -> Row:
    why = _("incomplete") if not row["complete"] else _("too few") if row["denominator"] < FEWEST else ""
    numerator, _denominator = notices.BEHIND[row["indicator"]]
    return {
        **row,
        **(dict.fromkeys(("value", "low", "high")) if why else {}),
        "name": place.name,
        "indicator": format_lazy("{}: {}", *INDICATORS[row["indicator"]]),
        "route": words.ROUTES[row["route"]],
        "why_empty": why,
        "address": place.notices(numerator, row["year"], row["route"]),
    }


FIGURES: Final = Sheet(
    "figurer",
    _("figures"),
    {
        "key": _NUMBER,
        "name": _NAME,
        "year": Column(schema.INT, _("year"), _("Year in which the first notice was announced.")),
        "indicator": Column(schema.TEXT, _("indicator"), _("What is counted, and over what.")),
        "route": Column(
            schema.TEXT,
            _("announced by"),
            _("The municipality itself, a purchasing cooperation that it was a member of, or all: both together."),
        ),
        "numerator": Column(schema.INT, _("count above"), _("The count above the line.")),
        "denominator": Column(schema.INT, _("count below"), _("The count below the line.")),
        "value": Column(
            schema.NUMBER,
            _("value"),
            _("What the indicator says. Empty where notices are missing or the counts are small."),
        ),
        "low": Column(schema.NUMBER, _("from"), _("Lower end of the interval, with 95 per cent confidence.")),
        "high": Column(schema.NUMBER, _("to"), _("Upper end of the interval, with 95 per cent confidence.")),
        "why_empty": Column(
            schema.TEXT,
            _("why empty"),
            _("Incomplete: not all notices of the year are here. Too few: below 20 under the line."),
        ),
    },
    _figure,
)

# --- notices ----------------------------------------------------------------------------------------------------------

FLAGS: Final = {
    "dialogue": "dialogue",
    "dialogue_side": "dialogue-side",
    "competition": "competition",
    "advisory": "advisory",
    "innovation_procedure": "innovation-procedure",
    "innovation_code": "innovation-code",
    "joint": "joint",
}
"""Column of counted rows -> the list that it puts a notice into."""


def _notice(row: Row, place: Place) -> Row:
    del place  # a county's and the country's lists have rows of many municipalities
    number = row["municipality_number"]
    municipality = dataset.register().by_number(number) if number else None
    return {
        **row,
        "municipality": municipality.name if municipality else None,
        "counted_as": [str(words.WHAT[what][0]) for flag, what in FLAGS.items() if row[flag]],
        "kinds": [str(words.KINDS[kind]) for kind in row["dialogue_kinds"] or ()],
        "evidence": [one.words for one in marks.evidence(row["dialogue_evidence"])],
        "address": reverse("insights:notice", args=[row["notice_id"]]),
    }


NOTICES: Final = Sheet(
    "kunngjoringer",
    _("notices"),
    {
        "notice_id": Column(schema.TEXT, _("notice id"), _("Doffin's number, else the one it has instead.")),
        "published_date": Column(schema.DATE, _("announced"), _("Day on which it was sent, in Norway.")),
        "title": Column(schema.TEXT, _("title"), _("The title as the source has it.")),
        "buyer": Column(schema.TEXT, _("buyer"), _("Name of the buyer as the source has it.")),
        "municipality_number": _NUMBER,
        "municipality": _NAME,
        "cooperation": Column(
            schema.TEXT,
            _("purchasing cooperation"),
            _("The purchasing cooperation that announced it; empty where the buyer did so itself."),
        ),
        "counted_as": Column(TEXTS, _("counted as"), _("The lists that it stands in.")),
        "kinds": Column(TEXTS, _("kinds of dialogue"), _("What suppliers are invited to.")),
        "dialogue_date": Column(schema.DATE, _("day of the event"), _("Day of the first event named.")),
        "dialogue_deadline": Column(schema.DATE, _("answers by"), _("Last day for sign-up or input.")),
        "evidence": Column(TEXTS, _("words that decided"), _("The words by which the rule found the dialogue.")),
        "tenders": Column(schema.INT, _("tenders"), _("Tenders that came in, as far as the results tell.")),
        "tenders_results": Column(schema.INT, _("results"), _("Results with a known number of tenders.")),
        "cpv": Column(schema.TEXT, _("CPV code"), _("Main code of what is bought.")),
    },
    _notice,
)
