"""From what somebody types to what they ask for: places, compounds, other words for the same, and misspelt words.

Everything is asked of the words that the published texts are made of (`Word`): nothing is known by the process itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from django.db import connection

from mulighetsrom.web.needs.finding import lexicon, misspelt, places
from mulighetsrom.web.needs.finding.letters import WORD, fold
from mulighetsrom.web.needs.finding.trees import All, Any, Leaf, Phrase, Tree, stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mulighetsrom.web.needs.finding.places import Place

MOST_LETTERS: Final = 200
MOST_WORDS: Final = 12
MOST_OTHERS: Final = 8  # other words for one
SAME, NEAR, PARTS, SIMILAR, CODED = 0.8, 0.4, 0.7, 0.95, 0.3
"""What another word for the same counts, a near one, the parts of a compound, the word that was meant, and its code."""

LIGHT: Final = 0.3
"""What a word counts that says how people ask: "løsning for", "levere"."""

_Other = tuple[tuple[str, ...], float]
_Together = tuple[list[_Other], list[str]]


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that is asked for: as it was written, as it was understood, its tree, and how much it tells.

    `light` words say how people ask; `codes` are what the word has to do with: enough for what fits in part.
    """

    said: str
    tree: Tree
    weight: float = 1.0
    count: int = 0
    similar: tuple[str, ...] = ()
    light: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text asks for. `place` is one that it names; `cut` tells that it was too long to be read to its end."""

    concepts: tuple[Concept, ...] = ()
    place: Place | None = None
    cut: bool = False


@dataclass(slots=True)
class _Known:
    """What is known of the stems that may matter: how many documents have each."""

    counts: dict[str, int] = field(default_factory=dict)
    most: int = 1

    def __contains__(self, stem: object) -> bool:
        return stem in self.counts or stem in lexicon.seeds()

    def weight(self, tree: Tree) -> tuple[float, int]:
        """Return how much a hit tells (the rarer the more), and in about how many documents there is one."""
        count = min(self.most, sum(self.counts.get(stem, 0) for stem in _leading(tree)))
        return math.log(1 + self.most / (1 + count)), count


def understand(text: str, *, with_places: bool = True) -> Understood:
    """Return what a text asks for, in one query; where words are unknown, in up to two for each and one for all."""
    said, cut = _said(text)
    place, said = _place(said) if with_places else (None, said)
    told = [one for one in said if fold(one) not in lexicon.common()]
    known = _look_up([fold(one) for one in told])
    groups = _joined([fold(one) for one in told], known)
    similar = misspelt.similar([one for one in groups if not _is_known(one, known)])
    if similar:
        known = _look_up([*groups, *(one for words in similar.values() for one in words)])
    together = _together(groups)
    concepts = tuple(_concept(one, known, similar.get(one, ()), together.get(one, ([], []))) for one in groups)
    return Understood(concepts, place, cut)


def _said(text: str) -> tuple[list[str], bool]:
    said = [word for word in WORD.findall(text[:MOST_LETTERS]) if len(word) > 1]
    return said[:MOST_WORDS], len(text) > MOST_LETTERS or len(said) > MOST_WORDS


def _place(said: list[str]) -> tuple[Place | None, list[str]]:
    """Take the first place out of what is said; "i" and "kommune" beside it say no more."""
    for length in range(places.LONGEST, 0, -1):
        for at in range(len(said) - length + 1):
            if place := places.named(said[at : at + length]):
                rest = [*said[:at], *said[at + length :]]
                return place, [one for one in rest if fold(one) not in {"kommune", "fylke", "fylkeskommune"}]
    return None, said


# --- what is known ------------------------------------------------------------------------------------------------


def _look_up(said: Sequence[str]) -> _Known:
    """Return what is known of these folded words, their parts, and the other words for them."""
    wanted = {lexicon.root(part) for word in _and_joined(said) for part in _pieces(word)}
    wanted |= {stem for one in list(wanted) for other, _share in _others((one,)) for stem in other}
    wanted |= {stem for others, _codes in _together(said).values() for other, _share in others for stem in other}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT stem, sum(count), (SELECT max(count) FROM needs_word) FROM (
                SELECT stem, max(count) AS count FROM needs_word WHERE stem = ANY(%s) GROUP BY stem
                UNION ALL
                SELECT part, sum(count) FROM needs_word, unnest(parts) part
                WHERE parts && %s AND part = ANY(%s) GROUP BY part
            ) AS found GROUP BY stem
            """,
            [list(wanted)] * 3,
        )
        rows = cursor.fetchall()
    return _Known({stem: int(count) for stem, count, _most in rows}, rows[0][2] if rows else 1)


def _and_joined(said: Sequence[str]) -> list[str]:
    plain = [one.replace("-", "") for one in said]
    hyphenated = [part for one in said for part in one.split("-")]
    return [*plain, *hyphenated, *("".join(pair) for pair in pairwise(plain))]


def _pieces(word: str) -> list[str]:
    return [word, *(part for cut in lexicon.cuts(word) for part in cut)]


def _is_known(word: str, known: _Known) -> bool:
    stem = lexicon.root(word.replace("-", ""))
    told = stem in known.counts or (stem,) in lexicon.same() or (stem,) in lexicon.subjects()
    return told or bool(lexicon.halves(word.replace("-", ""), known))


def _joined(said: list[str], known: _Known) -> list[str]:
    """Put two words together that are one: "snø brøyting", where snøbrøyting is a word."""
    found: list[str] = []
    for word in said:
        both = f"{found[-1]}{word}" if found else ""
        stem = lexicon.root(both)
        if both and "-" not in both and (stem in known.counts or (stem,) in lexicon.same()):
            found[-1] = both
        else:
            found.append(word)
    return list(dict.fromkeys(found))


# --- what is meant ------------------------------------------------------------------------------------------------


def _concept(word: str, known: _Known, similar: tuple[str, ...], together: _Together) -> Concept:
    if similar:
        tree: Tree = _any([(_tree(one, known), SIMILAR) for one in similar])
    else:
        tree = _tree(word, known)
    weight, count = known.weight(tree)
    light = lexicon.root(word) in lexicon.light()
    others, more = together
    named = [(Leaf(code), CODED) for code in lexicon.named().get((_stem(word),), [])]
    tree = _any([(tree, 1.0), *_trees(others, known), *named])
    codes = dict.fromkeys([*more, *(code for one in similar or (word,) for code in _codes(one, known))])
    return Concept(word, tree, weight * LIGHT if light else weight, count, similar, light, tuple(codes))


def _codes(word: str, known: _Known) -> list[str]:
    """Return the codes of what a word stands for, or the last part of a compound."""
    joined = word.replace("-", "")
    told = lexicon.subjects().get((lexicon.root(joined),), [])
    cut = lexicon.halves(joined, known)
    return told or (_codes(cut[-1], known) if cut else [])


def _together(said: Sequence[str]) -> dict[str, _Together]:
    """Return, for words that stand together, the other words and the codes of that: each of them is met by those."""
    found: dict[str, _Together] = {}
    for length in (2, 3):
        for at in range(len(said) - length + 1):
            run = said[at : at + length]
            said_so = tuple(_stem(one) for one in run)
            for word in run:
                others, codes = found.setdefault(word, ([], []))
                others += _others(said_so)
                codes += lexicon.subjects().get(said_so, [])
    return found


def _stem(word: str) -> str:
    return lexicon.root(word.replace("-", ""))


def _tree(word: str, known: _Known) -> Tree:
    """Return a word, what it is made of, and the other words for it."""
    joined = word.replace("-", "")
    found: list[tuple[Tree, float]] = [(Leaf(lexicon.root(joined)), 1.0)]
    found += _other_trees(lexicon.root(joined), known)
    if cut := word.split("-") if "-" in word else lexicon.halves(joined, known):
        stems = [lexicon.root(part) for part in cut]
        found.append((_all([_any([(Leaf(one), 1.0), *_other_trees(one, known)]) for one in stems], known), PARTS))
    return _any(found)


def _other_trees(stem: str, known: _Known) -> list[tuple[Tree, float]]:
    return _trees(_others((stem,)), known)


def _trees(others: list[_Other], known: _Known) -> list[tuple[Tree, float]]:
    return [
        (Leaf(other[0]) if len(other) == 1 else Phrase(other), share)
        for other, share in others
        if all(one in known.counts for one in other)  # the others bring nothing in
    ]


def _all(trees: list[Tree], known: _Known) -> Tree:
    """Return several together: the rarer, the more of it."""
    weights = [known.weight(tree)[0] + 0.01 for tree in trees]
    shares = [weight / sum(weights) for weight in weights]
    return trees[0] if len(trees) == 1 else All(tuple(zip(trees, shares, strict=True)))


def _others(said: tuple[str, ...]) -> list[_Other]:
    """Return the other words for a stem or several, then what is part of it, and what each counts."""
    tables = ((lexicon.same(), SAME), (lexicon.narrower(), NEAR))
    return [(other, share) for table, share in tables for other in table.get(said, [])[:MOST_OTHERS]]


def _any(found: list[tuple[Tree, float]]) -> Tree:
    return found[0][0] if len(found) == 1 else Any(tuple(found))


def _leading(tree: Tree) -> list[str]:
    """Return the stems that a hit most likely is one of: all but the parts of compounds and what is merely near."""
    if isinstance(tree, Any):
        whole = [one for one, share in tree.of if share >= SAME and not isinstance(one, All)]
        return [stem for one in whole for stem in _leading(one)] or stems(tree)
    return stems(tree)
