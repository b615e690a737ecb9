"""Which of what fits comes first: by how well its words fit, then by whether it is about what the best are about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import mean
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

from mulighetsrom.web.needs.finding import trees

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mulighetsrom.web.needs.queries.search.wanted import Wanted

RANKED: Final = 200
"""How many of what fits is weighed, one against the other: what has the words in its title, then the newest."""

SORTED: Final = 5_000
"""So many are sorted whole: to look for them among the newest would read all that does not fit as well."""

LEADING: Final = 20
"""How many of the best tell what a search is about."""

SUBJECT: Final = 4.0
"""How much it counts to be about the same: what shares its subject with all of the best counts so many times more."""

KNOWN: Final = 0.15
"""How much of a word it counts to have a code that the word has to do with."""

CLASS: Final = 4
"""Digits of a CPV code that make a subject: 9061 is cleaning and clearing of streets."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that fits, how well its words do, and its subjects."""

    document: int
    score: float
    subjects: frozenset[str]


def newest(wanted: Wanted, *, most: int, first: int) -> list[int]:
    """Return the ids of what fits all words, the newest first."""
    where, given = wanted.where(wanted.all_words)
    rows = _rows(
        f"SELECT id FROM needs_document WHERE {where} ORDER BY changed_at DESC, id DESC LIMIT %s OFFSET %s",  # noqa: S608 - values are parameters
        [*given, most, first],
    )
    return [row[0] for row in rows]


def candidates(wanted: Wanted, words: str, *, total: int = 0, besides: Iterable[int] = ()) -> list[Candidate]:
    """Return the best of what a tsquery fits, best words first; of a large total PostgreSQL may stop at the newest."""
    where, given = wanted.where(words)
    how = "NOT MATERIALIZED" if total > SORTED else "MATERIALIZED"
    score, weights = _score(wanted, "v")
    rows = _rows(
        f"""
        WITH fitting AS {how} (
            SELECT id, changed_at, titled FROM needs_document WHERE {where}
        ), picked AS (
            (SELECT id FROM fitting WHERE titled @@ %s::tsquery ORDER BY changed_at DESC LIMIT {RANKED})
            UNION
            (SELECT id FROM fitting ORDER BY changed_at DESC LIMIT {RANKED})
        ), unpacked AS (
            SELECT id, thing, changed_at, cpv, search || ''::tsvector AS v
            FROM needs_document JOIN picked USING (id) WHERE NOT id = ANY(%s) OFFSET 0
        )
        SELECT id, {score} AS score, cpv FROM unpacked ORDER BY score DESC, changed_at DESC, thing DESC
        """,  # noqa: S608 - values are parameters
        [*given, words, list(besides), *weights],
    )
    return [Candidate(one, score, frozenset(code[:CLASS] for code in cpv)) for one, score, cpv in rows]


def _score(wanted: Wanted, vector: str) -> tuple[str, list[Any]]:
    concepts = wanted.understood.concepts
    told = [(one.weight, *trees.score(one.tree, vector)) for one in concepts]
    told += [(one.weight * KNOWN, *trees.has(one.codes, vector)) for one in concepts if one.codes]
    sql = " + ".join(f"{weight:.4f} * {sql}" for weight, sql, _given in told)
    return f"({sql})::float", [one for _weight, _sql, given in told for one in given]


def by_subject(found: Sequence[Candidate], among: Sequence[Candidate]) -> list[int]:
    """Return the ids of what was found, first what is about the same as the best `among` all, best words first.

    Words have many senses and a purchase has one: the codes that the best share tell which was meant. What has no
    code is neither helped nor held back.
    """
    leading = among[:LEADING]
    shares = _shares(leading)
    about = {
        one: max((shares.get(subject, 0.0) for subject in one.subjects), default=0.0) for one in [*found, *leading]
    }
    usual = mean(about[one] for one in leading) if leading else 0.0
    weighed = {one: one.score * (1 + SUBJECT * (about[one] if one.subjects else usual)) for one in found}
    return [one.document for one in sorted(found, key=lambda one: -weighed[one])]


def _shares(leading: Sequence[Candidate]) -> dict[str, float]:
    """Return how much of the best, by how well their words fit, each subject has."""
    whole = sum(one.score for one in leading) or 1.0
    shares: defaultdict[str, float] = defaultdict(float)
    for one in leading:
        for subject in one.subjects:
            shares[subject] += one.score / whole
    return shares


def _rows(sql: str, given: Iterable[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(given))
        return list(cursor.fetchall())
