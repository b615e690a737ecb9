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
from typing import TYPE_CHECKING, Any, Final, cast

from django.db import connection

from mulighetsrom.web.needs import fields as need_fields
from mulighetsrom.web.needs.finding import marks, places, trees
from mulighetsrom.web.needs.finding.facets import VALUES
from mulighetsrom.web.needs.finding.understand import MOST_LETTERS, Understood, understand
from mulighetsrom.web.needs.models import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from django.db.backends.postgresql.operations import DatabaseOperations

    from mulighetsrom.web.needs.finding.marks import Piece

PER_PAGE: Final = 20
RANKED: Final = 200
"""How many of what fits is weighed, one against the other: what has the words in its title, then the newest."""

FEW: Final = 10
"""With fewer than this that fit all words, what fits some of them is shown too."""

PARTLY: Final = 20
COMMON: Final = 1_500
"""A word in more documents than this brings nothing in by itself."""

SORTED: Final = 5_000
"""So many are sorted whole: to look for them among the newest would read all that does not fit as well."""

COUNTED: Final = 4_000
"""Of more than so many that fit, an even share of about that size is counted, and what it has is multiplied."""


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
    """One page of what was found. `facets` counts, for each facet, what everybody can see of all that fits.

    `about` tells that the facets' numbers (never the total) are estimates.
    """

    query: Query
    understood: Understood
    number: int
    total: int
    hits: list[Hit]
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    about: bool = False

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
    counted = _count(wanted)
    number = max(1, page)
    found = wanted.ids(number, counted.total)
    fitting = len(found)
    if counted.total < FEW and number == 1 and wanted.can_touch:
        found += wanted.touched(found)
    hits = _hits(found, fitting, query, understood)
    return Page(query, understood, number, counted.total, hits, counted.facets, about=counted.about)


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

    def ids(self, page: int, total: int) -> list[int]:
        """Return what a page shows of the total that fits."""
        first = (page - 1) * PER_PAGE
        if not self.understood.concepts or self.query.order == "ny":
            sql, given = self.where()
            return _ids(
                f"SELECT id FROM needs_document WHERE {sql} ORDER BY changed_at DESC, id DESC LIMIT %s OFFSET %s",  # noqa: S608
                [*given, PER_PAGE, first],
            )
        if first >= RANKED:
            return []
        return self._best(self.where(), self.tsquery, total=total, most=PER_PAGE, first=first)

    def touched(self, besides: list[int]) -> list[int]:
        return self._best(self.where(words=self._touching), self._touching, besides=besides, most=PARTLY)

    def _best(
        self, where: tuple[str, list[Any]], words: str, *, most: int, first: int = 0, total: int = 0,
        besides: Iterable[int] = (),
    ) -> list[int]:  # fmt: skip
        """Return the best of what fits; of much that fits, PostgreSQL may stop when it has the newest."""
        sql, given = where
        how = "NOT MATERIALIZED" if total > SORTED else "MATERIALIZED"
        score, weights = self._score("v")
        return _ids(
            f"""
            WITH fitting AS {how} (
                SELECT id, changed_at, titled FROM needs_document WHERE {sql}
            ), picked AS (
                (SELECT id FROM fitting WHERE titled @@ %s::tsquery ORDER BY changed_at DESC LIMIT {RANKED})
                UNION
                (SELECT id FROM fitting ORDER BY changed_at DESC LIMIT {RANKED})
            ), unpacked AS (
                SELECT id, changed_at, search || ''::tsvector AS v
                FROM needs_document JOIN picked USING (id) WHERE NOT id = ANY(%s) OFFSET 0
            )
            SELECT id FROM unpacked ORDER BY {score} DESC, changed_at DESC, id DESC LIMIT %s OFFSET %s
            """,  # noqa: S608 - values are parameters
            [*given, words, list(besides), *weights, most, first],
        )

    def _score(self, vector: str) -> tuple[str, list[Any]]:
        told = [(one.weight, *trees.score(one.tree, vector)) for one in self.understood.concepts]
        sql = " + ".join(f"{weight:.4f} * {sql}" for weight, sql, _given in told)
        return sql, [one for _weight, _sql, given in told for one in given]


def _narrowed(query: Query, understood: Understood) -> tuple[list[str], list[Any]]:
    """Return the conditions of a query's facets, and of the place that its text names."""
    found: list[tuple[str, list[Any]]] = []
    if told := list(_facet_words(query, understood)):
        found.append(("facets @@ %s::tsquery", [" & ".join(f"'{word}'" for word in told)]))
    if len(query.cpv) > len("45"):
        found.append(("EXISTS (SELECT FROM unnest(cpv) one WHERE one LIKE %s)", [f"{query.cpv.rstrip('0')}%"]))
    if query.owner:
        found.append(("owner = %s", [query.owner]))
    return [sql for sql, _given in found], [one for _sql, given in found for one in given]


def _facet_words(query: Query, understood: Understood) -> Iterable[str]:
    """Give what narrows as `finding.facets` writes it; a query holds nothing that a tsquery could misread."""
    for number in (query.place, understood.place.number if understood.place else ""):
        if number:
            yield f"{'place' if len(number) > len('03') else 'county'}={number}"
    told = {"area": query.area, "cpv": query.cpv[:2], "value": query.value, "year": query.year}
    told |= {"stage": query.stage, "kind": query.kind}
    yield from (f"{facet}={value}" for facet, value in told.items() if value)


@dataclass(frozen=True, slots=True)
class _Counted:
    """How many fit, and how many of them have each value of each facet; `about` where that is an estimate."""

    total: int
    facets: dict[str, dict[str, int]]
    about: bool = False


def _count(wanted: _Wanted) -> _Counted:
    """Count what fits; the facets of very many by an even share of them, so that a common word takes no longer."""
    where, given = wanted.where()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) AS total FROM needs_document WHERE {where}", given)  # noqa: S608 - values are parameters
        total = cursor.fetchone()[0]
        every = max(1, total // COUNTED)
        share = f"SELECT facets FROM needs_document WHERE {where} AND id % {every} = 0".replace("id %", "id %%")  # noqa: S608
        told = cast("DatabaseOperations", connection.ops).compose_sql(share, given)
        cursor.execute("SELECT word, ndoc FROM ts_stat(%s) AS facet", [told])
        rows = cursor.fetchall()
    found: dict[str, dict[str, int]] = {}
    for word, count in rows:
        facet, _is, value = word.partition("=")
        if facet != "place" or (wanted.query.place and value.startswith(wanted.query.place[:2])):
            found.setdefault(facet, {})[value] = count * every
    return _Counted(total, found, about=every > 1)


def _ids(sql: str, given: Iterable[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(given))
        return [row[0] for row in cursor.fetchall()]


# --- why ----------------------------------------------------------------------------------------------------------


def _hits(ids: list[int], fitting: int, query: Query, understood: Understood) -> list[Hit]:
    """Return the documents with these ids, in this order; those after the first `fitting` fit in part."""
    rows = Document.objects.defer("search", "titled", "facets").in_bulk(ids)
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
