"""A notice's own words with those marked that decided: pieces of plain text, which templates escape like any other."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

REACH: Final = 110  # characters of an excerpt on either side of the words
_WORD_BEGINS: Final = re.compile(r"(?<=\s)\S")
_TOKENS: Final = re.compile("‹(?:@|tel|N\\.N\\.)›")


class Evidence(NamedTuple):
    """Words that decided, with their place in a text of the notice as it is stored."""

    field: str
    lot: str
    language: str
    start: int
    end: int
    words: str


class Piece(NamedTuple):
    """A stretch of a text, marked or not."""

    text: str
    marked: bool = False


Span = tuple[int, int]


def evidence(stored: str | None) -> list[Evidence]:
    """Return the words that decided, from a `dialogue_evidence` column."""
    return [Evidence(**one) for one in json.loads(stored)["evidence"]] if stored else []


def rule(stored: str | None) -> str:
    """Return the name of the step that decided, from a `dialogue_evidence` column."""
    return str(json.loads(stored)["rule"]) if stored else "no-words"


def spans(text: str, found: Iterable[Evidence]) -> list[Span]:
    """Return where the words stand in this text, in order and without overlaps; those of another text are left out."""
    kept: list[Span] = []
    for start, end in sorted((one.start, one.end) for one in found if text[one.start : one.end] == one.words):
        if start < end and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept


def pieces(text: str, marked: Sequence[Span]) -> list[Piece]:
    """Cut the text where marks begin and end; joined, the pieces are the text."""
    cut, done = [], 0
    for start, end in marked:
        cut += [Piece(text[done:start]), Piece(text[start:end], marked=True)]
        done = end
    return [piece for piece in [*cut, Piece(text[done:])] if piece.text]


def excerpt(text: str, marked: Sequence[Span]) -> list[Piece]:
    """Return the surroundings of the first mark, cut between words, with the other marks that fall into them."""
    first, last = _window(text, *marked[0])
    inside = [(start - first, end - first) for start, end in marked if end <= last]
    before, after = "… " if first else "", " …" if last < len(text) else ""
    return [piece for piece in (Piece(before), *pieces(text[first:last], inside), Piece(after)) if piece.text]


def has_tokens(text: str) -> bool:
    """Has something been masked in the text?"""
    return bool(_TOKENS.search(text))


def _window(text: str, start: int, end: int) -> Span:
    first, last = max(0, start - REACH), min(len(text), end + REACH)
    if first and (begins := _WORD_BEGINS.search(text, first, start)):
        first = begins.start()
    if last < len(text) and (space := text.rfind(" ", end, last)) > 0:
        last = space
    return first, last
