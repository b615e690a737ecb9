"""What a text asks for, as a small tree: any of some words, all of them, some together, each with how much it counts.

A tree becomes two pieces of SQL: which documents fit (`fits`, for PostgreSQL's index) and how well (`score`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

WEIGHTS: Final = "{0.4, 0.5, 0.8, 1.0}"
"""What a stem counts in the parts of a text's words, in the text, in the parts of the title's words, in the title."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One stem."""

    stem: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Several stems, one after the other."""

    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """The best of several, each with its share of a full hit."""

    of: tuple[tuple[Tree, float], ...]


@dataclass(frozen=True, slots=True)
class All:
    """Several together, each with its share of a full hit: the shares are one in all."""

    of: tuple[tuple[Tree, float], ...]


Tree = Leaf | Phrase | Any | All


def fits(tree: Tree) -> str:
    """Write a tree as a tsquery: what must be there."""
    if isinstance(tree, Leaf):
        return f"'{tree.stem}'"
    if isinstance(tree, Phrase):
        return f"({' <-> '.join(fits(Leaf(stem)) for stem in tree.stems)})"
    if isinstance(tree, Any):
        return f"({' | '.join(fits(one) for one, _share in tree.of)})"
    return f"({' & '.join(fits(one) for one, _share in tree.of)})"


def touches(tree: Tree) -> str:
    """Write a tree as a tsquery that any part of it is enough for."""
    if isinstance(tree, Leaf | Phrase):
        return fits(tree)
    return " | ".join(dict.fromkeys(touches(one) for one, _share in tree.of))


def score(tree: Tree, vector: str) -> tuple[str, list[str]]:
    """Write how well a vector fits a tree, from 0 to about 1, as SQL with its parameters."""
    if isinstance(tree, Leaf):
        return f"ts_rank('{WEIGHTS}', {vector}, %s::tsquery)", [fits(tree)]
    if isinstance(tree, Phrase):  # ts_rank does not ask whether they stand together
        return f"({vector} @@ %s::tsquery)::int * ts_rank('{WEIGHTS}', {vector}, %s::tsquery)", [fits(tree)] * 2
    told = [(share, *score(one, vector)) for one, share in tree.of]
    weighed = [f"{share:.4f} * {sql}" for share, sql, _given in told]
    sql = f"GREATEST({', '.join(weighed)})" if isinstance(tree, Any) else f"({' + '.join(weighed)})"
    return sql, [one for _share, _sql, given in told for one in given]


def has(codes: Iterable[str], vector: str) -> tuple[str, list[str]]:
    """Write whether a vector has one of some codes, as SQL with its parameters."""
    return f"({vector} @@ %s::tsquery)::int", [" | ".join(fits(Leaf(code)) for code in codes)]


def stems(tree: Tree) -> list[str]:
    """Return every stem of a tree once, in its order."""
    if isinstance(tree, Leaf):
        return [tree.stem]
    if isinstance(tree, Phrase):
        return list(tree.stems)
    return list(dict.fromkeys(stem for one, _share in tree.of for stem in stems(one)))
