"""The words that published texts are made of: their stems, the stems of their parts, and how usual they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from mulighetsrom.web.needs.finding import lexicon
from mulighetsrom.web.needs.models import Word

if TYPE_CHECKING:
    from collections.abc import Container, Iterable


def learn(said: Iterable[str]) -> None:
    """Know these folded words from now on, and what they are made of."""
    new = set(said) - set(Word.objects.filter(word__in=list(said)).values_list("word", flat=True))
    tried = {lexicon.root(part) for word in new for cut in lexicon.cuts(word.replace("-", "")) for part in cut}
    known = lexicon.seeds() | set(Word.objects.filter(stem__in=tried).values_list("stem", flat=True))
    known |= {lexicon.root(word) for word in new}
    made = [
        Word(word=word, stem=lexicon.root(word.replace("-", "")), parts=_taken_apart(word, known))
        for word in sorted(new)
    ]
    Word.objects.bulk_create(made, ignore_conflicts=True)


def relearn() -> None:
    """Take the known words apart again, by what is known now."""
    stems = lexicon.seeds() | set(Word.objects.values_list("stem", flat=True))
    changed = []
    for word in Word.objects.order_by("word").iterator():
        parts = _taken_apart(word.word, stems)
        if parts != word.parts:
            word.parts = parts
            changed.append(word)
    Word.objects.bulk_update(changed, ["parts"], batch_size=500)


def count() -> None:
    """Count in how many documents each word's stem stands, and forget the words of none."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH found AS (SELECT word AS stem, ndoc FROM ts_stat('SELECT search FROM needs_document'))
            UPDATE needs_word SET count = found.ndoc FROM found WHERE found.stem = needs_word.stem
            """
        )
        cursor.execute(
            """
            DELETE FROM needs_word WHERE stem NOT IN (SELECT word FROM ts_stat('SELECT search FROM needs_document'))
            """
        )


def parts_of(said: Iterable[str]) -> dict[str, list[str]]:
    """Return the stems of the parts of each of these folded words that is known."""
    return dict(Word.objects.filter(word__in=list(said)).values_list("word", "parts"))


def _taken_apart(word: str, known: Container[str]) -> list[str]:
    """Return the stems of a word's parts, and of what a hyphen joins: e-helse has helse in it."""
    hyphenated = [lexicon.root(part) for part in word.split("-") if len(part) > 1] if "-" in word else []
    return list(dict.fromkeys(lexicon.parts(word.replace("-", ""), known) + hyphenated))
