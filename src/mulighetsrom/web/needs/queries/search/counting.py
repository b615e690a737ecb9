"""How much fits a query, and what it can be narrowed by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from django.db import connection

if TYPE_CHECKING:
    from django.db.backends.postgresql.operations import DatabaseOperations

    from mulighetsrom.web.needs.queries.search.wanted import Wanted

COUNTED: Final = 4_000
"""Of more than so many that fit, an even share of about that size is counted, and what it has is multiplied."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many fit, and how many of them have each value of each facet; `about` where that is an estimate."""

    total: int
    facets: dict[str, dict[str, int]]
    about: bool = False


def count(wanted: Wanted) -> Counted:
    """Count what fits; the facets of very many by an even share of them, so that a common word takes no longer."""
    where, given = wanted.where(wanted.all_words)
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
    return Counted(total, found, about=every > 1)
