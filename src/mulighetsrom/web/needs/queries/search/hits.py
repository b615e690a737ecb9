"""What was found, and why: results say what in them fits."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from mulighetsrom.web.needs.finding import lexicon, marks
from mulighetsrom.web.needs.models import Document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mulighetsrom.web.needs.finding.marks import Piece
    from mulighetsrom.web.needs.queries.search.wanted import Wanted


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


def hits(wanted: Wanted, fitting: list[int], partly: list[int]) -> list[Hit]:
    """Return the documents with these ids, in this order, each with the reasons why it was found."""
    ids = [*fitting, *partly]
    rows = Document.objects.defer("search", "titled", "facets").in_bulk(ids)
    there = {one: rows[one] for one in ids if one in rows}  # one may have been taken out since
    marker = marks.marker(wanted.understood.concepts, (f"{one.title} {one.body}" for one in there.values()))
    narrowed = tuple(_narrowing(wanted))
    codes = frozenset(code for one in wanted.understood.concepts for code in one.codes)
    return [_hit(one, marker, codes, narrowed, partly=at in partly) for at, one in there.items()]


def _hit(
    document: Document, marker: marks.Marker, codes: frozenset[str], narrowed: tuple[Reason, ...], *, partly: bool
) -> Hit:
    told = marker.reasons(f"{document.title} {document.body}")
    why = tuple(Reason(code, word) for code, word in told) or _coded(document, codes)
    return Hit(document, marker.marked(document.title), marker.excerpt(document.body), why + narrowed, partly)


def _coded(document: Document, codes: frozenset[str]) -> tuple[Reason, ...]:
    """Return the code that something without a fitting word was found by."""
    told = (code for code in document.cpv if not codes.isdisjoint(lexicon.codes(code)))
    return tuple(Reason("cpv", code) for code in islice(told, 1))


def _narrowing(wanted: Wanted) -> Iterable[Reason]:
    if place := wanted.understood.place:
        yield Reason("place", place.number)
    for name in ("place", "area", "cpv", "value", "year", "stage", "kind", "owner"):
        if value := getattr(wanted.query, name):
            yield Reason(name, value)
