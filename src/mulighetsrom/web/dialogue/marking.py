"""Business secrets marked in a text: whoever writes puts [[double brackets]] around what others must not read.

Pure. `taken_out` parts a text in what can be read by all who read it, with a number in place of each passage, and the
passages; `put_back` undoes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_PASSAGE: Final = re.compile(r"\[\[((?:(?!\[\[|\]\]).)+)\]\]", re.DOTALL)
_PLACE: Final = re.compile(r"\[\[(\d+)\]\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: words to read, or the place of a passage by its number."""

    words: str = ""
    passage: int = 0


def taken_out(text: str) -> tuple[str, list[str]]:
    """Return a text with [[1]], [[2]] in place of its passages, and the passages in that order."""
    passages: list[str] = []

    def place(found: re.Match[str]) -> str:
        passages.append(found[1])
        return f"[[{len(passages)}]]"

    return _PASSAGE.sub(place, text), passages


def put_back(text: str, passages: Sequence[str]) -> str:
    """Return what somebody wrote, marks and all."""
    return _PLACE.sub(lambda found: f"[[{passages[int(found[1]) - 1]}]]", text)


def is_marked(text: str) -> bool:
    return _PASSAGE.search(text) is not None


def is_unclear(text: str) -> bool:
    """Tell whether brackets are left that belong to no passage, or a passage is empty: it must not be guessed."""
    rest = _PASSAGE.sub(lambda found: "" if found[1].strip() else found[0], text)
    return "[[" in rest or "]]" in rest


def without_places(text: str) -> str:
    """Return a text that nothing was taken out of so that no part of it is read as the place of a passage."""
    return _PLACE.sub(lambda found: f"[ [{found[1]}] ]", text)


def words(text: str) -> int:
    """Count the words of a text, marked or not, as people count them."""
    return len(text.replace("[[", "").replace("]]", "").split())


def pieces(text: str, opened: Mapping[int, str] | None = None) -> Iterator[Piece]:
    """Yield a text that passages were taken out of, piece by piece; `opened` are the passages that may be read.

    An opened one comes with its number and its words.
    """
    at = 0
    for found in _PLACE.finditer(text):
        if before := text[at : found.start()]:
            yield Piece(before)
        number = int(found[1])
        yield Piece((opened or {}).get(number, ""), number)
        at = found.end()
    if rest := text[at:]:
        yield Piece(rest)
