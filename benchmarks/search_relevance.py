"""How well does the search find what was asked for? nDCG at 10, by kind of query, on the judged collection.

    python benchmarks/search_relevance.py [--held-out] [--show KIND]

Puts the collection of benchmarks/search into a database of its own and asks what the page asks, `queries.search.find`.
Gain is 2^grade - 1. The queries for development are two files, each measured by itself; --held-out measures those that
are opened once, when the ranking is final. --show prints what was found for each query of a kind, or for "all" of them.
"""

from __future__ import annotations

import argparse
import math
import statistics
import tomllib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import search_database

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TARGET = 0.85
DEPTH = 10
DEVELOPMENT = ("queries", "held-out")
HELD_OUT = ("held-out-2",)


def main() -> None:
    """Measure and print."""
    asked = _arguments()
    with search_database.installation():
        search_database.fill()
        for name in HELD_OUT if asked.held_out else DEVELOPMENT:
            print(f"{name}.toml")
            measure(tomllib.loads((search_database.COLLECTION / f"{name}.toml").read_text())["query"], asked.show)


def measure(queries: Sequence[Mapping[str, Any]], shown: str) -> None:
    """Ask each query, and print the figures of each kind and of all."""
    by_kind: defaultdict[str, list[float]] = defaultdict(list)
    for query in queries:
        found = ask(query["text"])
        got = ndcg(found, query["judgements"])
        by_kind[query["kind"]].append(got)
        if shown in {query["kind"], "all"}:
            show(query, found, got)
    for kind, figures in by_kind.items():
        print(f"{kind:<22}{len(figures):>4}{statistics.mean(figures):>8.3f}")
    every = [one for figures in by_kind.values() for one in figures]
    print(f"{'all':<22}{len(every):>4}{statistics.mean(every):>8.3f}   target {TARGET}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--show", default="")
    return parser.parse_args()


def ask(text: str) -> list[str]:
    """Return the ids of what the page shows for a text, best first."""
    from mulighetsrom.web.needs.queries.search import Query, find  # noqa: PLC0415 - models need Django

    return [hit.document.thing for hit in find(Query.from_dict({"q": text})).hits]


def ndcg(found: Sequence[str], judgements: Mapping[str, int]) -> float:
    """Return the discounted gain of the first ten, of what the best order would give."""
    best = gain(sorted(judgements.values(), reverse=True))
    return gain([judgements.get(one, 0) for one in found]) / best if best else 1.0


def gain(grades: Sequence[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(at + 1) for at, grade in enumerate(grades[:DEPTH], 1))


def show(query: Mapping[str, Any], found: Sequence[str], got: float) -> None:
    """Print what was found with its grades, and the best of what was not."""
    grades = query["judgements"]
    missed = [f"{one}={grade}" for one, grade in grades.items() if grade > 1 and one not in found[:DEPTH]]
    print(f"{got:.3f} {query['text']!r}: {' '.join(f'{one}={grades.get(one, 0)}' for one in found[:DEPTH])}")
    print(f"      below: {' '.join(missed[:DEPTH])}")


if __name__ == "__main__":
    main()
