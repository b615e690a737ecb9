"""The notices behind a number: exactly the counted rows that a figure sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, overload

from mulighetsrom.web.insights.queries import marks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mulighetsrom.notices.schema import Row
    from mulighetsrom.notices.store import Version
    from mulighetsrom.web.insights.queries.marks import Piece

WHAT: Final = {
    "dialogue": "dialogue",
    "dialogue-side": "dialogue_side AND NOT dialogue",
    "dialogue-any": "dialogue OR dialogue_side",
    "competition": "competition",
    "advisory": "advisory",
    "innovation-procedure": "innovation_procedure",
    "innovation-code": "can_carry_innovation AND innovation_code",
    "innovation-field": "can_carry_innovation",
    "joint": "competition AND joint",
    "tenders": "tenders_results > 0",
    "all": "true",
}
"""What can be listed, and which counted rows that is."""

BEHIND: Final = {
    "dialogue-ratio": ("dialogue", "competition"),
    "dialogue-ratio-all-forms": ("dialogue-any", "competition"),
    "advisory-notices": ("advisory", "competition"),
    "innovation-procedures": ("innovation-procedure", "all"),
    "innovation-code": ("innovation-code", "innovation-field"),
    "joint-procurement": ("joint", "competition"),
    "tenders-received": ("tenders", "tenders"),
}
"""Indicator -> what is listed behind its numerator and its denominator.

The list is as long as the number, but for tenders received: there its rows have as many tenders, and results, as the
numbers say.
"""

ROUTES: Final = ("all", "own", "cooperation")
_KEYS: Final = {
    "municipality": "municipality_number = $key",
    "county": "county_number = $key",
    "country": "$key = 'NO'",
}
_ROUTE: Final = "($route = 'all' OR route = $route)"
_SUBJECT: Final = "($kind = '' OR list_contains(dialogue_kinds, $kind)) AND ($area = '' OR focus_area = $area)"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which counted rows: of a place, what they are, a year (None: all of them) and a route.

    `kind` is a kind of dialogue and `area` a focus area; empty means any.
    """

    level: str
    key: str
    what: str = "dialogue"
    year: int | None = None
    route: str = "all"
    kind: str = ""
    area: str = ""

    @property
    def where(self) -> str:
        """The SQL that selects them, with `parameters`; every word of it is ours."""
        return f"{self.scope} AND ({WHAT[self.what]}) AND ($year IS NULL OR year = $year) AND {_ROUTE}"

    @property
    def parameters(self) -> dict[str, str | int | None]:
        return self.about | {"year": self.year, "route": self.route}

    @property
    def scope(self) -> str:
        """The SQL for the place and the subject, whatever the year, the route and what is listed, with `about`."""
        return f"for_{self.level} AND {_KEYS[self.level]} AND {_SUBJECT}"

    @property
    def about(self) -> dict[str, str | int | None]:
        return {"key": self.key, "kind": self.kind, "area": self.area}


@dataclass(frozen=True, slots=True)
class Listed:
    """One counted row as a list shows it; `excerpt` has the words that decided, where they stand outside the title."""

    notice_id: str
    title: list[Piece]
    buyer: str
    day: date
    kinds: list[str]
    event_date: date | None
    deadline: date | None
    cooperation: str | None
    tenders: int
    tenders_results: int
    excerpt: list[Piece]
    excerpt_language: str


def years(version: Version) -> set[int]:
    """Return the years from which the dataset has any notice."""
    parts = {path.parent.name.removeprefix("year=") for path in version.paths("notices")}
    return {int(year) for year in parts if year.isdigit()}


def tallies(version: Version, chosen: Selection) -> list[Row]:
    """Count the rows of a selection's scope by year and route: a column for each of WHAT, two sums of tenders."""
    counts = ", ".join(f'count(*) FILTER ({test}) AS "{what}"' for what, test in WHAT.items())
    return version.rows(
        f"""SELECT year, route, {counts}, sum(tenders)::BIGINT AS "tenders sum",
                   sum(tenders_results)::BIGINT AS "tenders results"
            FROM counted WHERE {chosen.scope} GROUP BY year, route ORDER BY year DESC, route""",
        chosen.about,
    )


def total(tallied: Iterable[Row], column: str, *, year: int | None, route: str) -> int:
    """Sum one column of `tallies` over a year and route."""
    return sum(row[column] for row in tallied if year in {None, row["year"]} and route in {"all", row["route"]})


class Rows(Sequence[Listed]):
    """The rows of a selection, newest first, as a sequence that reads only what a page shows."""

    def __init__(self, version: Version | None, selection: Selection, count: int) -> None:
        self._version, self._selection, self._count = version, selection, count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Listed: ...
    @overload
    def __getitem__(self, place: slice) -> list[Listed]: ...
    def __getitem__(self, place: int | slice) -> Listed | list[Listed]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        start, stop, _ = place.indices(self._count)
        if not self._version or start >= stop:
            return []
        return _listed(self._version, self._selection, limit=stop - start, offset=start)


def _listed(version: Version, selection: Selection, *, limit: int, offset: int) -> list[Listed]:
    rows = version.rows(
        f"""SELECT unit, notice_id, title, buyer, published_date, cooperation, dialogue_kinds, dialogue_date,
                   dialogue_deadline, dialogue_evidence, tenders, tenders_results
            FROM counted WHERE {selection.where} ORDER BY published_date DESC, unit, buyer_key
            LIMIT $limit OFFSET $offset""",
        selection.parameters | {"limit": limit, "offset": offset},
    )
    texts = _texts(version, [row["unit"] for row in rows if row["dialogue_evidence"]])
    return [_one(row, texts[row["unit"]]) for row in rows]


def _texts(version: Version, units: Sequence[str]) -> dict[str, list[Row]]:
    """Return the texts in which words were found, by unit."""
    texts: dict[str, list[Row]] = defaultdict(list)
    for text in version.rows(
        """SELECT c.unit, t.field, coalesce(t.lot, '') AS lot, coalesce(t.language, '') AS language, t.text
           FROM texts t JOIN notices n USING (record) JOIN current c USING (record)
           WHERE c.unit IN (SELECT unnest($units::VARCHAR[])) AND n.dialogue ORDER BY n.published_date, n.record""",
        {"units": list(units)},
    ):
        texts[text["unit"]].append(text)
    return texts


def _one(row: Row, texts: Iterable[Row]) -> Listed:
    found = marks.evidence(row["dialogue_evidence"])
    title = row["title"] or ""
    told = _first_excerpt([one for one in found if one.field != "title" or one.lot], texts)
    return Listed(
        notice_id=row["notice_id"],
        title=marks.pieces(title, marks.spans(title, (one for one in found if one.field == "title" and not one.lot))),
        buyer=row["buyer"] or "",
        day=row["published_date"],
        kinds=row["dialogue_kinds"] or [],
        event_date=row["dialogue_date"],
        deadline=row["dialogue_deadline"],
        cooperation=row["cooperation"],
        tenders=row["tenders"],
        tenders_results=row["tenders_results"],
        **told,
    )


def _first_excerpt(found: list[marks.Evidence], texts: Iterable[Row]) -> dict[str, Any]:
    """Return the excerpt around the first words found, and its language; nothing where the title alone decided."""
    for text in texts if found else ():
        here = [one for one in found if one[:3] == (text["field"], text["lot"], text["language"])]
        if spans := marks.spans(text["text"], here):
            return {"excerpt": marks.excerpt(text["text"], spans), "excerpt_language": text["language"]}
    return {"excerpt": [], "excerpt_language": ""}
