"""How fast does the database answer the search? 100,000 needs and plan lines, 240 queries, beside a plain text search.

    python benchmarks/search_speed.py [--documents 100000] [--slowest]

Makes the documents from the words of benchmarks/search, always the same ones, and puts them through the same analysis
as publishing does. Measures the time spent at the database: for the page's hits, and for all of the page, with what it
counts.
The floor is what PostgreSQL gives without further work: `to_tsvector('norwegian')` with a GIN index over the same
texts, ordered by `ts_rank`. Each query is asked four times in turns; the first is not counted, and of the others the
middle one is.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import time
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import search_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TARGET = 50
ROUNDS = 4
BATCH = 2_000
INVENTED = 40_000
"""Compounds that the collection does not have: 100,000 real texts would have many words that 515 do not."""

SHARE_INVENTED = 0.015
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
CPV = (
    "45214000",
    "45233141",
    "48000000",
    "90511000",
    "85311100",
    "34144900",
    "39130000",
    "71000000",
    "79710000",
    "15894200",
)
AREAS = ("", "", "care", "digital", "climate", "buildings", "water", "transport")


def main() -> None:
    """Fill, ask, print."""
    asked = _arguments()
    with search_database.installation():
        corpus = Corpus()
        took = clock(lambda: fill(corpus, asked.documents))
        print(f"{asked.documents} documents put in {took:.0f} s")
        report(measure(mix(corpus)), slowest=asked.slowest)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--slowest", action="store_true", help="print the twenty slowest queries")
    return parser.parse_args()


def clock(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


# --- documents ----------------------------------------------------------------------------------------------------


class Corpus:
    """Words and lengths of the collection, and texts made of them."""

    def __init__(self) -> None:
        self.told = search_database.documents()
        self.random = random.Random(3)  # noqa: S311 - always the same texts
        self.titles = [word for one in self.told for word in _words(one["title"])]
        self.texts = [word for one in self.told for word in _words(one["text"])]
        counted = Counter(word.lower() for word in self.titles + self.texts if len(word) > len("unna"))
        self.telling = [word for word, _count in counted.most_common()]
        self.invented = list(dict.fromkeys(self._compound() for _ in range(INVENTED)))

    def _compound(self) -> str:
        first, last = self.random.sample(self.telling, 2)
        return f"{first}{last}"

    def text(self, among: list[str], length: int) -> str:
        return " ".join(self._word(among) for _ in range(length))

    def _word(self, among: list[str]) -> str:
        if self.random.random() < SHARE_INVENTED:
            return self.invented[int(len(self.invented) * self.random.random() ** 2)]
        return self.random.choice(among)

    def entries(self, count: int) -> Iterator[Any]:
        """Give entries as long as the collection's texts, each with what narrows it."""
        for number in range(count):
            told = self.random.choice(self.told)
            yield search_database.entry(
                {**told, "title": self.text(self.titles, len(_words(told["title"]))).capitalize(),
                 "text": self.text(self.texts, len(_words(told["text"])))}, f"S{number:09}",
                areas=tuple(filter(None, [self.random.choice(AREAS)])), cpv=(self.random.choice(CPV),),
                value_min=self.random.choice((None, 500_000, 5_000_000, 50_000_000)),
                quarter=f"{self.random.randint(2026, 2029)}-Q{self.random.randint(1, 4)}",
                published_at=FIRST, changed_at=FIRST + timedelta(minutes=self.random.randrange(1_400_000)),
            )  # fmt: skip


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def fill(corpus: Corpus, count: int) -> None:
    """Put many documents by the analysis of `index.put`, many rows at a time, and a plain table of the same texts."""
    from django.db import connection, transaction  # noqa: PLC0415 - models need Django

    from mulighetsrom.web.needs import index  # noqa: PLC0415 - likewise
    from mulighetsrom.web.needs.index import documents, words  # noqa: PLC0415 - likewise

    entries = list(corpus.entries(count))
    for some in _batched(entries):
        words.learn(documents.words_of(some))
    words.relearn()
    for some in _batched(entries):
        with transaction.atomic():
            index.put_many(some)
    words.count()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE plain AS"
            " SELECT id, to_tsvector('norwegian', title || ' ' || body) AS found FROM needs_document"
        )
        cursor.execute("CREATE INDEX ON plain USING gin (found)")
        cursor.execute("VACUUM ANALYZE")


def _batched(entries: list[Any]) -> Iterator[list[Any]]:
    return (entries[at : at + BATCH] for at in range(0, len(entries), BATCH))


# --- queries ------------------------------------------------------------------------------------------------------


def mix(corpus: Corpus) -> dict[str, list[dict[str, str]]]:
    """Return what is asked, by kind: always the same."""
    dice = random.Random(4)  # noqa: S311 - likewise
    common, middle = corpus.telling[:60], corpus.telling[60:1500]
    rare = corpus.invented[-len(corpus.invented) // 3 :]
    long = [word for word in middle if len(word) > len("kommune")]
    places = sorted({one["municipality"] for one in corpus.told})
    narrow = ({"omrade": "care"}, {"cpv": "45"}, {"tid": "2027"}, {"slag": "need"}, {"verdi": "1-10"}, {"sted": "46"})
    two = [" ".join(dice.sample(middle, 2)) for _ in range(25)]
    more = [" ".join([*dice.sample(middle, 2), dice.choice(common)]) for _ in range(15)]
    return {
        "common word": [{"q": word} for word in dice.sample(common, 40)],
        "word": [{"q": word} for word in dice.sample(middle, 30)],
        "rare word": [{"q": word} for word in dice.sample(rare, 30)],
        "misspelt": [{"q": _misspelt(dice, word)} for word in dice.sample(long, 30)],
        "two words for a compound": [{"q": " ".join(dice.sample(long, 2))} for _ in range(20)],
        "several words": [{"q": words} for words in two + more],
        "place and word": [{"q": f"{dice.choice(middle)} {place}"} for place in dice.sample(places, 20)],
        "narrowed": [{"q": dice.choice(common + middle[:200]), **dice.choice(narrow)} for _ in range(20)],
        "narrowed only": [{}, {"sorter": "ny"}, *narrow],
        "nonsense": [{"q": "".join(dice.choices("abdefgiklmnorstuvxz", k=9))} for _ in range(12)],
    }


def _misspelt(dice: random.Random, word: str) -> str:
    """Swap two letters of a word, or leave one out, after its first three."""
    at = dice.randrange(3, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :] if dice.randrange(2) else word[:at] + word[at + 1 :]


# --- measuring ----------------------------------------------------------------------------------------------------


@dataclass
class Told:
    """Milliseconds of one query, round by round."""

    kind: str
    asked: dict[str, str]
    found: int = 0
    page: list[float] = field(default_factory=list)
    counting: list[float] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)

    @property
    def hits(self) -> list[float]:
        return [whole - counting for whole, counting in zip(self.page, self.counting, strict=True)]


def measure(queries: dict[str, list[dict[str, str]]]) -> list[Told]:
    """Ask everything in turns, the floor beside it."""
    told = [Told(kind, asked) for kind, some in queries.items() for asked in some]
    for _round in range(ROUNDS):
        for one in told:
            ask(one)
            if "q" in one.asked:
                one.floor.append(floor(one.asked["q"]))
    return told


def ask(one: Told) -> None:
    """Ask as the page does, and note what the database took for it."""
    from mulighetsrom.web.needs.queries.search import Query, find  # noqa: PLC0415 - models need Django

    with timed() as spent:
        began = time.perf_counter()
        page = find(Query.from_dict(one.asked))
        one.clock.append((time.perf_counter() - began) * 1000)
    one.found = page.total
    one.page.append(sum(spent.values()))
    one.counting.append(spent["counting"])


@contextmanager
def timed() -> Iterator[defaultdict[str, float]]:
    """Collect the milliseconds of each question to the database, those that count what fits by themselves."""
    from django.db import connection  # noqa: PLC0415 - models need Django

    spent: defaultdict[str, float] = defaultdict(float)

    def note(execute: Any, sql: str, given: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, given, many, context)
        finally:
            what = "counting" if " AS facet" in sql or " AS total" in sql else "hits"
            spent[what] += (time.perf_counter() - began) * 1000

    with connection.execute_wrapper(note):
        yield spent


def floor(text: str) -> float:
    """Return the milliseconds of the plain text search for the same words."""
    from django.db import connection  # noqa: PLC0415 - models need Django

    with connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute(
            "SELECT id FROM plain, plainto_tsquery('norwegian', %s) q WHERE found @@ q"
            " ORDER BY ts_rank(found, q) DESC LIMIT 20",
            [text],
        )
        cursor.fetchall()
        return (time.perf_counter() - began) * 1000


def report(told: list[Told], *, slowest: bool) -> None:
    """Print the middle and the 95th of a hundred, by kind and of all."""
    print(f"{'kind':<26}{'queries':>8}{'found':>8}   hits 50 % 95 %    page 50 % 95 %   floor 50 % 95 %")
    for kind in [*dict.fromkeys(one.kind for one in told), "all"]:
        some = [one for one in told if kind in {one.kind, "all"}]
        found = int(statistics.median(one.found for one in some))
        figures = "".join(
            f"{at(some, name, 0.5):>11.1f}{at(some, name, 0.95):>6.1f}" for name in ("hits", "page", "floor")
        )
        print(f"{kind:<26}{len(some):>8}{found:>8}{figures}")
    print(f"target: 95 % under {TARGET} ms. Clock of the whole call: {at(told, 'clock', 0.95):.1f} ms")
    for one in sorted(told, key=lambda one: -middle(one.page))[: 20 if slowest else 0]:
        print(f"{middle(one.page):>8.1f} ({middle(one.hits):.1f} for hits) {one.found:>7} {one.kind}: {one.asked}")


def middle(figures: list[float]) -> float:
    return statistics.median(figures[1:])


def at(told: list[Told], name: str, share: float) -> float:
    """Return the figure that this share of the queries is under."""
    figures = sorted(middle(getattr(one, name)) for one in told if getattr(one, name))
    return figures[min(len(figures) - 1, int(len(figures) * share))] if figures else 0.0


if __name__ == "__main__":
    main()
