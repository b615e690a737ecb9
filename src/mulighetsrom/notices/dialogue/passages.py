"""The texts of a notice as the rule reads them: one language each, false friends wiped out, sentences known."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mulighetsrom.notices.dialogue import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mulighetsrom.notices.dialogue.words import Words
    from mulighetsrom.notices.schema import Row

READ = ("title", "description", "additional", "procedure-features", "change", "event")
"""The fields read, in order of weight."""
LONGEST = 20_000
"""Characters read of one text: an invitation that comes later is not one that suppliers will see."""
SENTENCE_SIDE = 300
"""Characters of a sentence looked at on either side of a word: lists without full stops are not one sentence."""

_ABBREVIATION = re.compile(
    r"\b(?:vedr|vdr|ifm|ifbm|evt|ca|kl|nr|jf|inkl|mht|pga|bl\.a|f\.eks|m\.m|art|abs|bzw|ggst|approx|incl)\."
)
_NORWEGIAN = ("nb", "nn", "no")
_BORDER = re.compile(r"(?<=[^\d\s])[.!?]+(?=\s*[^\Wa-z\d_]|\s*$)|\n+")


@dataclass(frozen=True)
class Passage:
    """One text: its place in the notice, its words, and the languages it may be in."""

    field: str
    lot: str
    language: str
    text: str

    @property
    def is_title(self) -> bool:
        """Is it the title of the notice, not of a lot?"""
        return self.field == "title" and not self.lot

    @cached_property
    def words(self) -> tuple[Words, ...]:
        return words.of(self.language, self.text)

    @cached_property
    def lower(self) -> str:
        """The text in lower case, character for character, abbreviations without points, false friends as blanks."""
        lower = _ABBREVIATION.sub(lambda found: found[0].replace(".", " "), lower_in_place(self.text[:LONGEST]))
        for language in self.words:
            lower = language["ignore"].sub(self._blank, lower)
        return lower

    def _blank(self, found: re.Match[str]) -> str:
        return " " * len(found[0]) if self.capitals_agree(found) else found[0]

    def capitals_agree(self, found: re.Match[str]) -> bool:
        """Is a word that must stand in capitals (RFI) written so?"""
        return (
            "capitals" not in found.re.groupindex or not found["capitals"] or self.text[slice(*found.span())].isupper()
        )

    @cached_property
    def _spans(self) -> dict[str, list[tuple[int, int]]]:
        return {}

    def spans(self, role: str) -> list[tuple[int, int]]:
        """Where words of a role stand, in order; what two languages share is one. Sought once, for many steps ask."""
        if role not in self._spans:
            self._spans[role] = sorted(
                {
                    found.span()
                    for language in self.words
                    for found in language[role].finditer(self.lower)
                    if self.capitals_agree(found)
                }
            )
        return self._spans[role]

    @cached_property
    def _borders(self) -> list[int]:
        return [0, *(border.end() for border in _BORDER.finditer(self.text, 0, LONGEST)), len(self.lower)]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The borders of the sentence around `start` and `end`, at most `SENTENCE_SIDE` characters to either side."""
        at = bisect_right(self._borders, start) - 1
        after = bisect_right(self._borders, end - 1)
        last = self._borders[after] if after < len(self._borders) else len(self.lower)
        return max(self._borders[at], start - SENTENCE_SIDE), min(last, end + SENTENCE_SIDE)


def lower_in_place(text: str) -> str:
    """Lower case that keeps every character's place: the few letters that would become two stay as they are."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def read(texts: Sequence[Row], main_language: str | None) -> list[Passage]:
    """The passages of a notice, weightiest first: each place in one language, each text once."""
    rows = (row for row in texts if row["field"] in READ and row["text"])
    chosen = _one_language(rows, (*_NORWEGIAN, main_language or "", "en"))
    once = {row["text"]: row for row in sorted(chosen, key=_weight, reverse=True)}
    return sorted((_passage(row) for row in once.values()), key=lambda p: (bool(p.lot), READ.index(p.field)))


def _weight(row: Row) -> tuple[bool, int]:
    return bool(row.get("lot")), READ.index(row["field"])


def _passage(row: Row) -> Passage:
    return Passage(row["field"], row.get("lot") or "", row.get("language") or "", row["text"])


def _one_language(rows: Iterable[Row], order: Sequence[str]) -> Iterator[Row]:
    """A bilingual notice says everything twice: keep the first of `order` that a place has."""
    places: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        places.setdefault((row.get("lot") or "", row["field"]), []).append(row)
    for alternatives in places.values():
        languages = [row.get("language") or "" for row in alternatives]
        best = next((language for language in order if language in languages), languages[0])
        yield from (row for row, language in zip(alternatives, languages, strict=True) if language == best)
