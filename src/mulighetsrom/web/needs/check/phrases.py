"""The small language that the rules are written in: phrases of words, as people read them.

`leverandør* skal|må levere` is three words: any word that begins with "leverandør", one of two, and one. `*basert` is a
word with that ending, `{thing}` a word of a class, `inn?` a word that may be missing, `~2` at most two words of any
kind, `^` and `$` the beginning and the end of a sentence. A phrase tries at most a few ways at each place, and a text
is read once: the work grows with the length of the text and never faster.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mulighetsrom.web.needs.check.text import Sentence, Word

    Classes = Mapping[str, Callable[[Word], bool]]


@dataclass(frozen=True, slots=True)
class Part:
    """One place of a phrase. A `gap` skips up to so many words."""

    exact: frozenset[str] = frozenset()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    optional: bool = False
    gap: int = 0

    def fits(self, word: Word, classes: Classes) -> bool:
        """Tell whether a word may stand here."""
        lower = word.lower
        return (
            lower in self.exact
            or (bool(self.begins) and lower.startswith(self.begins))
            or (bool(self.ends) and lower.endswith(self.ends))
            or any(classes[name](word) for name in self.classes)
        )


@dataclass(frozen=True, slots=True)
class Phrase:
    """Parts in their order."""

    parts: tuple[Part, ...]
    opens: bool
    closes: bool

    def at(self, words: Sequence[Word], start: int, classes: Classes) -> int | None:
        """Return where the phrase ends if it begins at a word, the position after its last; None if it does not."""
        if self.opens and start:
            return None
        ends = {start}
        for part in self.parts:
            ends = {end for at in ends for end in _after(part, words, at, classes)}
            if not ends:
                return None
        if self.closes:
            ends &= {len(words)}
        return max(ends, default=None)

    def may_begin(self, word: Word, classes: Classes) -> bool:
        """Tell whether a word may be the first of the phrase."""
        head = self.parts[0]
        return bool(head.gap) or head.optional or head.fits(word, classes)


def _after(part: Part, words: Sequence[Word], at: int, classes: Classes) -> Iterator[int]:
    if part.gap:
        yield from range(at, min(at + part.gap, len(words)) + 1)
        return
    if part.optional:
        yield at
    if at < len(words) and part.fits(words[at], classes):
        yield at + 1


@cache
def phrase(written: str) -> Phrase:
    """Read a phrase."""
    parts = written.split()
    return Phrase(
        parts=tuple(_part(part) for part in parts if part not in {"^", "$"}),
        opens=parts[0] == "^",
        closes=parts[-1] == "$",
    )


def _part(written: str) -> Part:
    if written.startswith("~"):
        return Part(gap=int(written[1:]))
    each = written.removesuffix("?").split("|")
    return Part(
        exact=frozenset(one for one in each if "*" not in one and "{" not in one),
        begins=tuple(one[:-1] for one in each if one.endswith("*")),
        ends=tuple(one[1:] for one in each if one.startswith("*")),
        classes=tuple(one[1:-1] for one in each if one.startswith("{")),
        optional=written.endswith("?") and len(written) > 1,
    )


class Book:
    """Phrases to look for together, kept by the word they begin with where that is one."""

    def __init__(self, written: Sequence[str]) -> None:
        self._by_word: dict[str, list[Phrase]] = {}
        self._others: list[Phrase] = []
        for one in map(phrase, dict.fromkeys(written)):
            head = one.parts[0]
            if head.exact and not (head.begins or head.ends or head.classes or head.optional):
                for word in head.exact:
                    self._by_word.setdefault(word, []).append(one)
            else:
                self._others.append(one)

    def found(self, sentence: Sentence, classes: Classes) -> Iterator[tuple[int, int]]:
        """Yield what is found from left to right, the longest at each place and no two that overlap."""
        words, at = sentence.words, 0
        seen: dict[str, list[Phrase]] = {}  # which phrases may begin at a word, asked once for each word
        while at < len(words):
            word = words[at]
            if word.first or word.text not in seen:
                seen[word.text] = self._beginning(word, classes)
            end = max((one.at(words, at, classes) or 0 for one in seen[word.text]), default=0)
            if word.first:
                del seen[word.text]
            if end > at:
                yield at, end
            at = max(end, at + 1)

    def _beginning(self, word: Word, classes: Classes) -> list[Phrase]:
        others = [one for one in self._others if (word.first or not one.opens) and one.may_begin(word, classes)]
        return [*self._by_word.get(word.lower, ()), *others]

    def is_in(self, sentence: Sentence, classes: Classes) -> bool:
        """Tell whether anything of it is in a sentence."""
        return next(self.found(sentence, classes), None) is not None
