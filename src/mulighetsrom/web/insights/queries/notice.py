"""One notice: what it says, what it is counted with, and for whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mulighetsrom.web.insights.queries import marks
from mulighetsrom.web.insights.queries.notices import WHAT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mulighetsrom.notices.schema import Row
    from mulighetsrom.notices.store import Version
    from mulighetsrom.web.insights.queries.marks import Piece

TOLD: Final = tuple(what for what in WHAT if what not in {"dialogue-any", "innovation-field", "all"})
"""What a notice is said to be counted as; the others say the same once more."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a notice, cut where the words stand that decided."""

    field: str
    lot: str
    language: str
    pieces: list[Piece]
    masked: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """A place for which the notice counts: level, key, and what it is counted as there."""

    level: str
    key: str
    year: int
    whats: list[str]


def texts(version: Version, notice: Row) -> list[Text]:
    """Return a notice's texts as it has them: its own first, then those of its lots."""
    found: dict[tuple[str, str, str], list[marks.Evidence]] = defaultdict(list)
    for one in marks.evidence(notice["dialogue_evidence"]):
        found[one.field, one.lot, one.language].append(one)
    rows = version.rows(
        """SELECT field, coalesce(lot, '') AS lot, coalesce(language, '') AS language, text
           FROM texts WHERE record = $record AND text <> '' ORDER BY lot""",
        {"record": notice["record"]},
    )
    return [_text(row, found[row["field"], row["lot"], row["language"]]) for row in rows]


def buyers(version: Version, record: str) -> list[Row]:
    """Return the buyers a record names, the one that leads first: name, orgnr, municipality_number, country."""
    return version.rows(
        """SELECT name, orgnr, any_value(municipality_number) AS municipality_number, any_value(country) AS country
           FROM organisations WHERE record = $record AND role IN ('buyer', 'lead') AND name IS NOT NULL
           GROUP BY name, orgnr ORDER BY bool_or(role = 'lead') DESC, name""",
        {"record": record},
    )


def family(version: Version, unit: str) -> list[Row]:
    """Return all records that are counted as one with this unit's first notice, in the order they were published."""
    return version.rows(
        """SELECT n.record, c.notice_id, c.superseded, c.merged, n.version, n.source, n.published_date, n.subtype,
                  n.form_type, n.title, n.test
           FROM current c JOIN notices n USING (record) WHERE c.unit = $unit
           ORDER BY n.published_date, n.dispatched_at, n.record""",
        {"unit": unit},
    )


def counted(version: Version, unit: str) -> list[Counted]:
    """Return the places for which a unit counts, each once: municipalities, counties, the country."""
    tests = ", ".join(f'({WHAT[what]}) AS "{what}"' for what in TOLD)
    rows = version.rows(
        f"""SELECT year, municipality_number, county_number, for_municipality, for_county, for_country, {tests}
            FROM counted WHERE unit = $unit ORDER BY municipality_number""",
        {"unit": unit},
    )
    keys = {"municipality": "municipality_number", "county": "county_number"}
    return [
        Counted(level, row[keys[level]] if level in keys else "NO", row["year"], [what for what in TOLD if row[what]])
        for level in ("municipality", "county", "country")
        for row in rows
        if row[f"for_{level}"]
    ]


def names(version: Version, notice_id: str) -> list[str]:
    """Return every name a notice goes by."""
    rows = version.rows(
        "SELECT alias FROM aliases WHERE notice_id = $notice_id ORDER BY alias", {"notice_id": notice_id}
    )
    return [row["alias"] for row in rows]


def why_not(notice: Row, places: Iterable[Counted]) -> str:
    """Return the reason why a notice is in no figure: test, undated or foreign; nothing where it is in one."""
    if notice["test"]:
        return "test"
    if list(places):
        return ""
    return "undated" if notice["year"] is None else "foreign"


def _text(row: Row, found: list[marks.Evidence]) -> Text:
    words = row["text"]
    cut = marks.pieces(words, marks.spans(words, found))
    return Text(row["field"], row["lot"], row["language"], cut, marks.has_tokens(words))
