"""From what people write to the stems that a search compares: bokmål and nynorsk alike, accents or not.

PostgreSQL's own Norwegian stemmer knows bokmål's endings only, joins no "brøyting" with "brøyte", and is another one
from version to version. This one is light: it takes off endings of nouns, adjectives and verbs, and knows no words.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

WORD: Final = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
SHORTEST: Final = 3
"""Letters in the shortest part of a compound, and in the shortest stem that is left of a word."""

_LETTERS: Final = str.maketrans(
    {"‐": "-", "‑": "-", "æ": "ae", "ä": "ae", "ø": "o", "ö": "o", "å": "a", "đ": "d", "ß": "ss"}
)
_VOWEL: Final = re.compile(r"[aeiouy]")
_BENT: Final = ("enes", "anes", "ene", "ane", "ete", "ede", "en", "et", "er", "ar", "a", "e")
_OWNED: Final = ("ens", "ets", "ers")
_MADE: Final = (
    *("ingene", "ingane", "inger", "ingar", "ingen", "ings", "inga", "ing"),
    *("elsene", "elsane", "elser", "elsar", "elsen", "elses", "else"),
    *("hetene", "heter", "heten", "hets", "het", "leikane", "leikar", "leiken", "leiks", "leik"),
)


def fold(text: str) -> str:
    """Return a word in small letters without accents: å and aa are a, ø and oe are o, æ is ae; no other signs."""
    small = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    plain = "".join(one for one in unicodedata.normalize("NFKD", small) if one.isalnum() or one in " -")
    return plain.replace("aa", "a").replace("oe", "o")


def words(text: str) -> list[str]:
    """Return the words of a text, folded; "e-helse" stays together, with its hyphen."""
    return [fold(word) for word in WORD.findall(text)]


# Taken first: "trygghet" ends like "huset", and is no bent form of "tryggh".
_QUALITY: Final = ("hetene", "heten", "heter", "het", "heitene", "heiten", "heiter", "heit")


def stem(word: str) -> str:
    """Return what is left of a folded word without its endings: what "brøyting" and "brøyte" have in common."""
    word = _without(word, _QUALITY, SHORTEST)
    word = _without(word, _OWNED, SHORTEST + 1)  # demens is nobody's "dem"
    for _once_for_the_ending_and_once_for_the_number in range(2):
        word = _without(word, _BENT, SHORTEST)
    word = _without(word, _MADE, SHORTEST)
    if word.endswith("s") and len(word) > SHORTEST + 1 and not _VOWEL.match(word[-2]) and word[-2] != "s":
        word = word[:-1]
    return word[:-1] if word.endswith("mm") else word


def _without(word: str, endings: tuple[str, ...], shortest: int) -> str:
    for ending in endings:
        left = word.removesuffix(ending)
        if left != word and len(left) >= shortest and _VOWEL.search(left):
            return left
    return word
