"""A text as sentences and words, each with its place, so that what is found can be marked where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# Both are linear: what may follow a repeated part never begins as the part does.
_WORD: Final = re.compile(r"\.?[^\W_]+(?:[-–/&'’][^\W_]+|[.,]\d+)*-?|[,:;()%§]")
_END: Final = re.compile(r"[.!?…]+(?=[\s»\")]|$)|\n")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark; `first` where it opens its sentence."""

    text: str
    lower: str
    start: int
    end: int
    first: bool

    @property
    def is_word(self) -> bool:
        """Tell a word from a comma."""
        return len(self.text) > 1 or self.text.isalnum()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or one line of a list."""

    words: tuple[Word, ...]

    @property
    def count(self) -> int:
        """How many words there are, without the marks."""
        return sum(word.is_word for word in self.words)


def sentences(text: str) -> list[Sentence]:
    """Cut a text into sentences: at a full stop that a small letter does not follow ("ca. fem"), and at line ends."""
    found, start = [], 0
    for mark in _END.finditer(text):
        if mark[0] != "\n" and _goes_on(text, mark.end()):
            continue
        found.append(_sentence(text, start, mark.start()))
        start = mark.end()
    found.append(_sentence(text, start, len(text)))
    return [sentence for sentence in found if sentence.words]


def _goes_on(text: str, at: int) -> bool:
    return text[at : at + 1] == " " and text[at + 1 : at + 2].islower()


def _sentence(text: str, start: int, end: int) -> Sentence:
    words: list[Word] = []
    for match in _WORD.finditer(text, start, end):
        words.append(Word(match[0], match[0].lower(), match.start(), match.end(), first=not words))
    return Sentence(tuple(words))
