"""Finding needs and plan lines, by words and by what they are about.

    page = find(Query.from_dict(request.GET.dict()), page=1)
    page.total, page.hits[0].document, page.hits[0].reasons, page.facets

    matches(Query.from_dict(saved), {"K3V4M8QZ1T"})     # {"K3V4M8QZ1T": (Reason("word", "brøyting"),)}

A `Query` is what a saved search keeps (`to_dict`, JSON with short Norwegian keys, those of the page's address) and gets
back (`from_dict`, which leaves out what it does not know). `find` also shows what fits only some of the words, when
little fits all of them; `matches` never does: who is written to has asked for all of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

from mulighetsrom.web.needs import fields as need_fields
from mulighetsrom.web.needs.finding import marks, places, trees
from mulighetsrom.web.needs.finding.understand import MOST_LETTERS, Understood, understand
from mulighetsrom.web.needs.models import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from mulighetsrom.web.needs.finding.marks import Piece

PER_PAGE: Final = 20
RANKED: Final = 500
"""How many of what fits is weighed, one against the other: what has the words in its title, then the newest."""

FEW: Final = 10
"""With fewer than this that fit all words, what fits some of them is shown too."""

PARTLY: Final = 20
COMMON: Final = 4_000
"""A word in more documents than this brings nothing in by itself."""

VALUES: Final[dict[str, tuple[int | None, int | None]]] = {
    "0-1": (None, 1_000_000),
    "1-10": (1_000_000, 10_000_000),
    "10-100": (10_000_000, 100_000_000),
    "100-": (100_000_000, None),
}
"""Ranges of kroner that a value may reach into, by what an address calls them."""


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for: words, and what narrows them. Empty is everything.

    `place` is a municipality's or county's number, `area` a focus area, `cpv` the beginning of a code, `value` one of
    `VALUES`, `year` of the quarter, `owner` an organisation's public id. `plain` takes place names as mere words.
    """

    text: str = ""
    place: str = ""
    area: str = ""
    cpv: str = ""
    value: str = ""
    year: str = ""
    stage: str = ""
    kind: str = ""
    owner: str = ""
    order: str = ""
    plain: str = ""

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Query:
        """Return the query of an address or a saved search; what cannot be meant is left out."""
        told = {name: str(given.get(key) or "").replace("\0", " ").strip() for name, key in KEYS.items()}
        text = " ".join(told.pop("text")[: MOST_LETTERS + 1].split())
        return cls(text=text, **{name: value for name, value in told.items() if _ALLOWED[name](value)})

    def to_dict(self) -> dict[str, str]:
        """Return the query as JSON and addresses hold it, without what is empty."""
        return {key: value for name, key in KEYS.items() if (value := getattr(self, name))}

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, one.name) for one in fields(self) if one.name not in {"order", "plain"})

    def without(self, *names: str) -> Query:
        return replace(self, **dict.fromkeys(names, ""))


KEYS: Final = {
    "text": "q", "place": "sted", "area": "omrade", "cpv": "cpv", "value": "verdi", "year": "tid", "stage": "status",
    "kind": "slag", "owner": "eier", "order": "sorter", "plain": "ordrett",
}  # fmt: skip

_CODE: Final = re.compile(r"[a-z-]{0,20}")
_ALLOWED: Final[dict[str, Callable[[str], object]]] = {
    "place": places.is_known,
    "area": need_fields.CHOICES["focus_areas"].__contains__,
    "cpv": re.compile(r"[0-9]{2,8}").fullmatch,
    "value": VALUES.__contains__,
    "year": re.compile(r"20[0-9]{2}").fullmatch,
    "stage": _CODE.fullmatch,
    "kind": _CODE.fullmatch,
    "owner": re.compile(r"[0-9A-Z]{10}").fullmatch,
    "order": {"ny"}.__contains__,
    "plain": {"1"}.__contains__,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was found. `code` is word, other (another word for it), similar, place, area, cpv, value, year,
    stage, kind or owner; `value` the word that stands there, or the facet's code.
    """

    code: str
    value: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found: its title and an excerpt with what fits marked, and why it was found.

    `partly` is true where only some of the words fit.
    """

    document: Document
    title: list[Piece]
    excerpt: list[Piece]
    reasons: tuple[Reason, ...] = ()
    partly: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of what was found. `facets` counts, for each facet, what everybody can see of all that fits."""

    query: Query
    understood: Understood
    number: int
    total: int
    hits: list[Hit]
    facets: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """Return the number of the last page there is: no further than what was weighed."""
        return max(1, -(-min(self.total, _reach(self)) // PER_PAGE))


def _reach(page: Page) -> int:
    return page.total if page.query.order == "ny" or not page.understood.concepts else RANKED


def find(query: Query, page: int = 1) -> Page:
    """Return a page of what fits a query, in a fixed number of questions to the database."""
    understood = understand(query.text, with_places=not query.plain)
    wanted = _Wanted(query, understood)
    total, facets = _count(wanted)
    number = max(1, page)
    found = wanted.ids(number)
    fitting = len(found)
    if total < FEW and number == 1 and wanted.can_touch:
        found += wanted.touched(found)
    return Page(query, understood, number, total, _hits(found, fitting, query, understood), facets)


def matches(query: Query, things: Collection[str]) -> dict[str, tuple[Reason, ...]]:
    """Return which of these things (public ids of needs, plan lines ...) a saved search finds, and why each."""
    understood = understand(query.text, with_places=not query.plain)
    wanted = _Wanted(query, understood)
    sql, given = wanted.where()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM needs_document WHERE thing = ANY(%s) AND {sql}",  # noqa: S608 - values are parameters
            [list(things), *given],
        )
        found = [row[0] for row in cursor.fetchall()]
    hits = _hits(found, len(found), query, understood)
    return {hit.document.thing: hit.reasons for hit in hits}


# --- asking the database ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A query as SQL."""

    query: Query
    understood: Understood

    def where(self, *, words: str = "") -> tuple[str, list[Any]]:
        """Return the condition that all of the query holds; `words` is another tsquery than that of all its words."""
        conditions, given = _narrowed(self.query, self.understood)
        if query := words or self.tsquery:
            conditions, given = ["search @@ %s::tsquery", *conditions], [query, *given]
        return " AND ".join(conditions) or "TRUE", given

    @property
    def tsquery(self) -> str:
        return " & ".join(trees.fits(one.tree) for one in self.understood.concepts)

    @property
    def can_touch(self) -> bool:
        """Tell whether less than everything may fit: of several words some, of a compound a part."""
        return bool(self.understood.concepts) and self._touching != ""

    @property
    def _touching(self) -> str:
        rare = [one for one in self.understood.concepts if one.count <= COMMON]
        return " | ".join(trees.touches(one.tree) for one in rare)

    def ids(self, page: int) -> list[int]:
        first = (page - 1) * PER_PAGE
        if not self.understood.concepts or self.query.order == "ny":
            sql, given = self.where()
            return _ids(
                f"SELECT id FROM needs_document WHERE {sql} ORDER BY changed_at DESC, id DESC LIMIT %s OFFSET %s",  # noqa: S608
                [*given, PER_PAGE, first],
            )
        return self._best(self.where(), self.tsquery, [], PER_PAGE, first) if first < RANKED else []

    def touched(self, besides: list[int]) -> list[int]:
        return self._best(self.where(words=self._touching), self._touching, besides, PARTLY, 0)

    def _best(self, where: tuple[str, list[Any]], words: str, besides: list[int], most: int, first: int) -> list[int]:
        sql, given = where
        score, weights = self._score("v")
        return _ids(
            f"""
            WITH picked AS (
                (SELECT id FROM needs_document WHERE titled @@ %s::tsquery AND {sql}
                 ORDER BY changed_at DESC LIMIT {RANKED})
                UNION
                (SELECT id FROM needs_document WHERE {sql} ORDER BY changed_at DESC LIMIT {RANKED})
            ), unpacked AS (
                SELECT id, changed_at, search || ''::tsvector AS v
                FROM needs_document JOIN picked USING (id) WHERE NOT id = ANY(%s) OFFSET 0
            )
            SELECT id FROM unpacked ORDER BY {score} DESC, changed_at DESC, id DESC LIMIT %s OFFSET %s
            """,  # noqa: S608 - values are parameters
            [words, *given, *given, besides, *weights, most, first],
        )

    def _score(self, vector: str) -> tuple[str, list[Any]]:
        told = [(one.weight, *trees.score(one.tree, vector)) for one in self.understood.concepts]
        sql = " + ".join(f"{weight:.4f} * {sql}" for weight, sql, _given in told)
        return sql, [one for _weight, _sql, given in told for one in given]


def _narrowed(query: Query, understood: Understood) -> tuple[list[str], list[Any]]:
    """Return the conditions of a query's facets, and of the place that its text names."""
    found: list[tuple[str, list[Any]]] = []
    for number in (query.place, understood.place.number if understood.place else ""):
        if number:
            column = "places" if len(number) > len("03") else "counties"
            found.append((f"{column} @> ARRAY[%s]::varchar[]", [number]))
    if query.area:
        found.append(("areas @> ARRAY[%s]::varchar[]", [query.area]))
    if query.cpv:
        found.append(("divisions @> ARRAY[%s]::varchar[]", [query.cpv[:2]]))
    if len(query.cpv) > len("45"):
        found.append(("EXISTS (SELECT FROM unnest(cpv) one WHERE one LIKE %s)", [f"{query.cpv.rstrip('0')}%"]))
    if query.value:
        found.append(_in_range(*VALUES[query.value]))
    if query.year:
        found.append(("quarter LIKE %s", [f"{query.year}-%"]))
    equal = ((column, getattr(query, column)) for column in ("stage", "kind", "owner"))
    found += [(f"{column} = %s", [value]) for column, value in equal if value]
    return [sql for sql, _given in found], [one for _sql, given in found for one in given]


def _in_range(low: int | None, high: int | None) -> tuple[str, list[Any]]:
    """Return the condition that a value, or its range, reaches into a range; what has none is in none."""
    return (
        "COALESCE(value_max, value_min) >= %s AND COALESCE(value_min, value_max) < %s",
        [low or 0, high if high is not None else 10**15],
    )


_COUNTED: Final = """
    WITH found AS MATERIALIZED (
        SELECT kind, stage, counties, places, areas, divisions, left(quarter, 4) AS year, value_min, value_max
        FROM needs_document WHERE {where}
    )
    SELECT 'total', '', count(*) FROM found
    UNION ALL SELECT 'kind', kind, count(*) FROM found GROUP BY kind
    UNION ALL SELECT 'stage', stage, count(*) FROM found GROUP BY stage
    UNION ALL SELECT 'year', year, count(*) FROM found WHERE year <> '' GROUP BY year
    UNION ALL SELECT 'county', one, count(*) FROM found, unnest(counties) one GROUP BY one
    {municipalities}
    UNION ALL SELECT 'area', one, count(*) FROM found, unnest(areas) one GROUP BY one
    UNION ALL SELECT 'cpv', one, count(*) FROM found, unnest(divisions) one GROUP BY one
    {values}
"""
_MUNICIPALITIES: Final = """
    UNION ALL SELECT 'place', one, count(*) FROM found, unnest(places) one WHERE one LIKE %s GROUP BY one
"""
_VALUE: Final = """
    UNION ALL SELECT 'value', '{name}', count(*) FROM found
    WHERE COALESCE(value_max, value_min) >= {low} AND COALESCE(value_min, value_max) < {high}
"""
_VALUES: Final = "".join(
    _VALUE.format(name=name, low=low or 0, high=high or 10**15) for name, (low, high) in VALUES.items()
)


def _count(wanted: _Wanted) -> tuple[int, dict[str, dict[str, int]]]:
    """Return how many documents fit, and how many of them have each value of each facet."""
    where, given = wanted.where()
    county = wanted.query.place[:2]
    sql = _COUNTED.format(where=where, municipalities=_MUNICIPALITIES if county else "", values=_VALUES)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*given, *([f"{county}%"] if county else [])])
        rows = cursor.fetchall()
    facets: dict[str, dict[str, int]] = {}
    for facet, value, count in rows:
        if count:
            facets.setdefault(facet, {})[value] = count
    return facets.pop("total", {}).get("", 0), facets


def _ids(sql: str, given: Iterable[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(given))
        return [row[0] for row in cursor.fetchall()]


# --- why ----------------------------------------------------------------------------------------------------------


def _hits(ids: list[int], fitting: int, query: Query, understood: Understood) -> list[Hit]:
    """Return the documents with these ids, in this order; those after the first `fitting` fit in part."""
    rows = Document.objects.defer("search", "titled").in_bulk(ids)
    there = [rows[one] for one in ids if one in rows]  # one may have been taken out since
    marker = marks.marker(understood.concepts, (f"{one.title} {one.body}" for one in there))
    narrowed = tuple(_facets(query, understood))
    return [_hit(one, marker, narrowed, partly=at >= fitting) for at, one in enumerate(there)]


def _hit(document: Document, marker: marks.Marker, narrowed: tuple[Reason, ...], *, partly: bool) -> Hit:
    told = marker.reasons(f"{document.title} {document.body}")
    words = tuple(Reason(code, word) for code, word in told)
    return Hit(document, marker.marked(document.title), marker.excerpt(document.body), words + narrowed, partly)


def _facets(query: Query, understood: Understood) -> Iterable[Reason]:
    if understood.place:
        yield Reason("place", understood.place.number)
    for name in ("place", "area", "cpv", "value", "year", "stage", "kind", "owner"):
        if value := getattr(query, name):
            yield Reason(name, value)
