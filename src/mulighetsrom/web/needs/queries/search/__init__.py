"""Finding needs, plan lines and dialogues, by words and by what they are about.

    page = find(Query.from_dict(request.GET.dict()), page=1)
    page.total, page.hits[0].document, page.hits[0].reasons, page.facets

    matches(Query.from_dict(saved), {"K3V4M8QZ1T"})     # {"K3V4M8QZ1T": (Reason("word", "brøyting"),)}

A `Query` is what a saved search keeps (`to_dict`, JSON with short Norwegian keys, those of the page's address) and gets
back (`from_dict`, which leaves out what it does not know). `find` also shows what fits only some of the words, when
little fits all of them; `matches` never does: who is written to has asked for all of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.db import connection

from mulighetsrom.web.needs.queries.search import ranking
from mulighetsrom.web.needs.queries.search.counting import count
from mulighetsrom.web.needs.queries.search.hits import Hit, Reason, hits
from mulighetsrom.web.needs.queries.search.query import KEYS, Query
from mulighetsrom.web.needs.queries.search.ranking import RANKED, Candidate
from mulighetsrom.web.needs.queries.search.wanted import Wanted, wanted

if TYPE_CHECKING:
    from collections.abc import Collection

    from mulighetsrom.web.needs.finding.understand import Understood

__all__ = ["KEYS", "PER_PAGE", "Hit", "Page", "Query", "Reason", "find", "matches"]

PER_PAGE: Final = 20
FEW: Final = 10
"""With fewer than this that fit all words, what fits some of them is shown too."""

PARTLY: Final = 20


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
        reach = self.total if Wanted(self.query, self.understood).by_date else RANKED
        return max(1, -(-min(self.total, reach) // PER_PAGE))


def find(query: Query, page: int = 1) -> Page:
    """Return a page of what fits a query, in a fixed number of questions to the database."""
    asked = wanted(query)
    counted = count(asked)
    number = max(1, page)
    fitting, partly = _ids(asked, number, counted.total)
    found = hits(asked, fitting, partly)
    return Page(query, asked.understood, number, counted.total, found, counted.facets, about=counted.about)


def _ids(asked: Wanted, page: int, total: int) -> tuple[list[int], list[int]]:
    """Return the ids of what a page shows: what fits all words, and where little does, what fits some."""
    first = (page - 1) * PER_PAGE
    few = total < FEW and page == 1
    if asked.by_date:
        newest = ranking.newest(asked, most=PER_PAGE, first=first)
        rest = _in_part(asked, besides=newest) if few else []
        return newest, ranking.by_subject(rest, rest)[:PARTLY]
    best = ranking.candidates(asked, asked.all_words, total=total) if first < RANKED else []
    rest = _in_part(asked, besides=[one.document for one in best]) if few else []
    together = [*best, *rest]
    return ranking.by_subject(best, together)[first : first + PER_PAGE], ranking.by_subject(rest, together)[:PARTLY]


def _in_part(asked: Wanted, *, besides: Collection[int]) -> list[Candidate]:
    return ranking.candidates(asked, asked.some_words, besides=besides) if asked.some_words else []


def matches(query: Query, things: Collection[str]) -> dict[str, tuple[Reason, ...]]:
    """Return which of these things (public ids of needs, plan lines ...) a saved search finds, and why each."""
    asked = wanted(query)
    where, given = asked.where(asked.all_words)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM needs_document WHERE thing = ANY(%s) AND {where}",  # noqa: S608 - values are parameters
            [list(things), *given],
        )
        found = [row[0] for row in cursor.fetchall()]
    return {hit.document.thing: hit.reasons for hit in hits(asked, found, [])}
