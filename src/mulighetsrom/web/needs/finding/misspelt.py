"""Words that nobody has written, and the words that were most likely meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib.postgres.search import TrigramSimilarity

from mulighetsrom.web.needs.finding.letters import SHORTEST
from mulighetsrom.web.needs.models import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONG: Final = 8
"""Letters from which two may be wrong."""


def similar(unknown: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return, for words that nobody has written, the words that begin so or that look most like them."""
    return {word: found for word in unknown if len(word) > SHORTEST and (found := _like(word.replace("-", "")))}


def _like(word: str) -> tuple[str, ...]:
    longer = Word.objects.filter(word__startswith=word).order_by("-count", "word").values_list("word", flat=True)
    if begun := list(longer[:3]):
        return tuple(begun)
    alike = (
        Word.objects.filter(word__trigram_similar=word)
        .annotate(like=TrigramSimilarity("word", word))
        .order_by("-like", "-count")
        .values_list("word", "count")[:20]
    )
    allowed = 2 if len(word) >= _LONG else 1
    near = [(distance(word, one, allowed), -count, one) for one, count in alike]
    best = min((steps for steps, _count, _one in near), default=allowed + 1)
    return tuple(one for steps, _count, one in sorted(near) if steps == best <= allowed)[:2]


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters must be put in, left out, changed or swapped with the next; `most` + 1 for more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, last, row = row, before, [at]
        for to, other_letter in enumerate(other, 1):
            steps = min(before[to] + 1, row[-1] + 1, before[to - 1] + (letter != other_letter))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == other_letter:
                steps = min(steps, last[to - 2] + 1)
            row.append(steps)
    return min(row[-1], most + 1)
