"""What a version of the dataset was built from: what is there of each source, kind and year, and what is not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mulighetsrom.notices.store import Version

KINDS: Final = ("planning", "competition", "result")


class There(Enum):
    """How much there is of one kind of notices of a source and year."""

    COMPLETE = "complete"
    SAMPLE = "sample"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Covered:
    """How much there is, and how many notices."""

    there: There
    notices: int


@dataclass(frozen=True, slots=True)
class Origin:
    """All that a page tells of where a version comes from.

    `coverage` is by source and year, then by kind; `problems` by code; `left_out` by reason, of all sources together.
    """

    coverage: Mapping[str, Mapping[int, Mapping[str, Covered]]]
    problems: Mapping[str, int]
    left_out: Mapping[str, int]


@lru_cache(maxsize=2)
def origin(version: Version) -> Origin:
    """Read what a version was built from; it never changes, so it is read once."""
    return Origin(
        coverage=_coverage(version),
        problems=_counts(version, "SELECT code AS name, count(*) AS number FROM problems GROUP BY 1"),
        left_out=_counts(version, "SELECT reason AS name, sum(records)::BIGINT AS number FROM left_out GROUP BY 1"),
    )


def _coverage(version: Version) -> Mapping[str, Mapping[int, Mapping[str, Covered]]]:
    found = {
        (row["source"], row["kind"], row["year"]): row["notices"]
        for row in version.rows(
            """SELECT n.source, n.year, count(DISTINCT c.notice_id) AS notices,
                      CASE n.form_type WHEN 'consultation' THEN 'planning' ELSE n.form_type END AS kind
               FROM notices n JOIN current c USING (record)
               WHERE NOT c.superseded AND n.test IS NOT true AND n.year IS NOT NULL
                 AND n.form_type IN ('planning', 'consultation', 'competition', 'result')
               GROUP BY ALL"""
        )
    }
    complete = {(one.source, one.kind, one.year) for one in version.coverage if one.complete}
    places = sorted({(source, year) for source, _kind, year in found.keys() | complete}, key=lambda at: (at[0], -at[1]))
    coverage: dict[str, dict[int, dict[str, Covered]]] = {}
    for source, year in places:
        kinds = {kind: _covered(found.get((source, kind, year), 0), (source, kind, year) in complete) for kind in KINDS}
        coverage.setdefault(source, {})[year] = kinds
    return coverage


def _covered(notices: int, complete: bool) -> Covered:
    if complete:
        return Covered(There.COMPLETE, notices)
    return Covered(There.SAMPLE if notices else There.NONE, notices)


def _counts(version: Version, sql: str) -> dict[str, int]:
    """Return name -> number, the most first."""
    rows = version.rows(f"{sql} ORDER BY number DESC, name")
    return {row["name"]: row["number"] for row in rows}
