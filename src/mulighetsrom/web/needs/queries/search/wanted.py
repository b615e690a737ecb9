"""A query as conditions on the table of documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.web.needs.finding import trees
from mulighetsrom.web.needs.finding.understand import Understood, understand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mulighetsrom.web.needs.finding.understand import Concept
    from mulighetsrom.web.needs.queries.search.query import Query

COMMON: Final = 1_500
"""A word in more documents than this brings nothing in by itself."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query and what its text asks for."""

    query: Query
    understood: Understood

    @property
    def by_date(self) -> bool:
        """Tell whether there is nothing to weigh: what is newest comes first."""
        return not self.understood.concepts or self.query.order == "ny"

    @property
    def _telling(self) -> list[Concept]:
        """Return what must fit: all but the words that only say how people ask, where there are others."""
        concepts = self.understood.concepts
        return [one for one in concepts if not one.light] or list(concepts)

    @property
    def all_words(self) -> str:
        """Return the tsquery of all that the text asks for; empty where it asks for no words."""
        return " & ".join(trees.fits(one.tree) for one in self._telling)

    @property
    def some_words(self) -> str:
        """Return the tsquery that any part of the text is enough for: one of several words, a part, a code."""
        rare = [one for one in self._telling if one.count <= COMMON]
        codes = [trees.fits(trees.Leaf(code)) for one in self._telling for code in one.codes]
        return " | ".join(dict.fromkeys([*(trees.touches(one.tree) for one in rare), *codes]))

    def where(self, words: str) -> tuple[str, list[Any]]:
        """Return the condition that a tsquery fits and all that narrows holds, with its parameters."""
        told = list(_narrowed(self.query, self.understood))
        if words:
            told.insert(0, ("search @@ %s::tsquery", words))
        return " AND ".join(sql for sql, _given in told) or "TRUE", [given for _sql, given in told]


def wanted(query: Query) -> Wanted:
    return Wanted(query, understand(query.text, with_places=not query.plain))


def _narrowed(query: Query, understood: Understood) -> Iterable[tuple[str, str]]:
    """Give the conditions of a query's facets, and of the place that its text names."""
    if told := list(_facet_words(query, understood)):
        yield "facets @@ %s::tsquery", " & ".join(f"'{word}'" for word in told)
    if len(query.cpv) > len("45"):
        yield "EXISTS (SELECT FROM unnest(cpv) one WHERE one LIKE %s)", f"{query.cpv.rstrip('0')}%"
    if query.owner:
        yield "owner = %s", query.owner


def _facet_words(query: Query, understood: Understood) -> Iterable[str]:
    """Give what narrows as `finding.facets` writes it; a query holds nothing that a tsquery could misread."""
    for number in (query.place, understood.place.number if understood.place else ""):
        if number:
            yield f"{'place' if len(number) > len('03') else 'county'}={number}"
    told = {"area": query.area, "cpv": query.cpv[:2], "value": query.value, "year": query.year}
    told |= {"stage": query.stage, "kind": query.kind}
    yield from (f"{facet}={value}" for facet, value in told.items() if value)
