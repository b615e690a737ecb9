"""Why a text was found: the words in it that fit, marked, and an excerpt around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mulighetsrom.web.needs.finding import lexicon
from mulighetsrom.web.needs.finding.letters import WORD, fold
from mulighetsrom.web.needs.finding.trees import stems
from mulighetsrom.web.needs.models import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mulighetsrom.web.needs.finding.understand import Concept

EXCERPT: Final = 220
"""Letters of an excerpt, about."""

MOST_REASONS: Final = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of somebody's own words; `marked` where it fits what was asked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """Marks words. `why` is each stem that fits -> the concept it fits; `parts` the known compounds among the words."""

    why: dict[str, Concept]
    parts: dict[str, list[str]]

    def concept(self, word: str) -> tuple[Concept, str] | None:
        """Return what a word of a text fits, and the stem by which it does."""
        folded = fold(word)
        own = [lexicon.root(folded.replace("-", "")), *self.parts.get(folded, ())]
        return next(((self.why[stem], stem) for stem in own if stem in self.why), None)

    def reasons(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return which words of a text fit, each concept once: as asked for, as another word, or as a similar one."""
        found: dict[str, tuple[str, str]] = {}
        for word in WORD.findall(text) if self.why else ():
            if fits := self.concept(word):
                concept, stem = fits
                code = "similar" if concept.similar else "word" if _is_own(concept, stem) else "other"
                if concept.said not in found or (code == "word" and found[concept.said][0] != "word"):
                    found[concept.said] = (code, word.lower())
        return tuple(found.values())[:MOST_REASONS]

    def marked(self, text: str) -> list[Piece]:
        """Return a text in pieces, what fits marked."""
        pieces, end = [], 0
        for found in WORD.finditer(text) if self.why else ():
            if self.concept(found.group()):
                pieces += [Piece(text[end : found.start()]), Piece(found.group(), marked=True)]
                end = found.end()
        return [piece for piece in (*pieces, Piece(text[end:])) if piece.text]

    def excerpt(self, text: str) -> list[Piece]:
        """Return the piece of a text with the first word that fits, or its beginning."""
        line = " ".join(text.split())
        first = next((found.start() for found in WORD.finditer(line) if self.why and self.concept(found.group())), 0)
        start = max(0, first - EXCERPT // 3) if first > EXCERPT // 2 else 0
        start = line.find(" ", start) + 1 if start else 0
        cut = line[start : start + EXCERPT]
        if start + EXCERPT < len(line):
            cut = f"{cut.rsplit(' ', 1)[0]} …"
        return self.marked(f"… {cut}" if start else cut)


def marker(concepts: Sequence[Concept], texts: Iterable[str]) -> Marker:
    """Return a marker for what these texts were found by; asks once for the parts of their words."""
    why: dict[str, Concept] = {}
    for concept in concepts:
        for stem in stems(concept.tree):
            why.setdefault(stem, concept)
    said = {fold(word) for text in texts for word in WORD.findall(text)} if why else set()
    rows = Word.objects.filter(word__in=said).exclude(parts=[]).values_list("word", "parts") if said else ()
    return Marker(why, dict(rows))


def _is_own(concept: Concept, stem: str) -> bool:
    """Tell whether a stem is the word that was asked for, or part of it, and not another word for it."""
    return stem in lexicon.root(concept.said.replace("-", ""))
