"""Find a municipality or a county in the name of a buyer, and write names so that they sort and can be searched."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

WORD = re.compile(r"[^\W\d_]+|[,/&+;]")
MUNICIPALITY = frozenset({"kommune", "municipality", "gielda", "suohkan", "tjïelte", "komuuni"})
COUNTY = frozenset({"fylkeskommune", "fylkkasuohkan"})
JOINERS = frozenset({"og", "and", "&", "/", "+", ",", ";"})
LITTLE = frozenset({"i", "in", "of", *JOINERS})
MUNICIPAL_COMPANY, COUNTY_COMPANY = "kf", "fkf"
LONGEST = (
    4  # words in the longest name: "Storfjord - Omasvuotna - Omasvuono" is given in parts, "Møre og Romsdal" has three
)

Words = tuple[str, ...]
Names = dict[Words, frozenset[str]]
Hit = tuple[frozenset[str], Words]
"""The numbers that a name may have, and the words it stands there with."""


@dataclass(frozen=True, slots=True)
class Found:
    """The number of a municipality (four digits) or county (two), and whether the name is wholly its own."""

    number: str
    whole: bool


class Finder:
    """Finds whose unit a buyer is by its name alone.

    `municipalities` and `counties` are name -> numbers of today, for every name since 2017; a name that several have
    had has several numbers, one of a county that was split has none. `places` is number -> every county number that
    the municipality has lain in: "Våler kommune i Hedmark" is told from the other Våler by it.
    """

    def __init__(
        self,
        municipalities: Mapping[str, frozenset[str]],
        counties: Mapping[str, frozenset[str]],
        county_numbers: Mapping[str, frozenset[str]],
        places: Mapping[str, frozenset[str]],
    ) -> None:
        self.municipalities = by_words(municipalities)
        self.counties = by_words(counties)
        self.county_numbers = by_words(county_numbers)
        self.places = places

    def find(self, name: str) -> Found | None:
        """Return the one municipality or county that the name belongs to, or None: unknown, several, or none at all."""
        words = split(name)
        hits = list(self._named(words)) or list(self._companies(words))
        numbers = frozenset[str]().union(*(self._in_named_county(numbers, words) for numbers, _ in hits))
        if len(numbers) != 1:
            return None
        return Found(next(iter(numbers)), whole=self._says_no_more(words, hits[0][1]))

    def _named(self, words: Words) -> Iterator[Hit]:
        """Give the numbers, and the words, of each name that stands with a word for municipality or county."""
        for place, word in enumerate(words):
            if word in COUNTY:
                yield from ending_at(self.counties, words, place)
            elif word in MUNICIPALITY and words[place - 1 : place] == ("county",):
                yield from ending_at(self.counties, words, place - 1)
            elif word in MUNICIPALITY and words[place + 1 : place + 2] == ("of",):
                yield from starting_at(self.municipalities, words, place + 2)
            elif word in MUNICIPALITY:
                yield from self._last_of_a_list(words, place)

    def _last_of_a_list(self, words: Words, end: int) -> Iterator[Hit]:
        """Give the name before `end` and, where names are listed ("Ås, Frogn og Vestby kommune"), the one before it."""
        for numbers, name in ending_at(self.municipalities, words, end):
            yield numbers, name
            before = end - len(name) - 1
            if before > 0 and words[before] in JOINERS:
                yield from ending_at(self.municipalities, words, before)

    def _companies(self, words: Words) -> Iterator[Hit]:
        """Give the owner of a municipal or county company (KF, FKF): by law it has one, and most bear its name."""
        names = {MUNICIPAL_COMPANY: self.municipalities, COUNTY_COMPANY: self.counties}
        for form in names.keys() & set(words):
            first = list(starting_at(names[form], words, 0))
            yield from first or (hit for place in range(len(words)) for hit in starting_at(names[form], words, place))

    def _in_named_county(self, numbers: frozenset[str], words: Words) -> frozenset[str]:
        """Return those of several municipalities of one name that have lain in a county that is named too, else all."""
        if len(numbers) == 1:
            return numbers
        named = [self.county_numbers.get(words[a:b], frozenset()) for a, b in spans(words)]
        counties = frozenset[str]().union(*named)
        return frozenset(number for number in numbers if self.places.get(number, frozenset()) & counties) or numbers

    def _says_no_more(self, words: Words, name: Words) -> bool:
        county = [word for a, b in spans(words) if words[a:b] in self.county_numbers for word in words[a:b]]
        return set(words) <= {*name, *county, *MUNICIPALITY, *COUNTY, *LITTLE}


def by_words(names: Mapping[str, frozenset[str]]) -> Names:
    return {split(name): numbers for name, numbers in names.items()}


def split(text: str) -> Words:
    """Return the words of a name in lower case, and the signs that join names; numbers and hyphens are left out."""
    return tuple(WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def spans(words: Words) -> Iterator[tuple[int, int]]:
    return ((a, b) for a in range(len(words)) for b in range(a + 1, min(a + LONGEST, len(words)) + 1))


def ending_at(names: Names, words: Words, end: int) -> Iterable[Hit]:
    """Return the longest known name that ends before `end`, if any."""
    return longest(names, (words[start:end] for start in range(max(0, end - LONGEST), end)))


def starting_at(names: Names, words: Words, start: int) -> Iterable[Hit]:
    """Return the longest known name that starts at `start`, if any."""
    return longest(names, (words[start:end] for end in range(min(start + LONGEST, len(words)), start, -1)))


def longest(names: Names, candidates: Iterable[Words]) -> Iterable[Hit]:
    return next(([(names[name], name)] for name in candidates if name in names), [])


ALPHABET = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "-": " ", "–": " "})
TYPED = str.maketrans({"æ": "ae", "ä": "ae", "ø": "o", "ö": "o", "å": "a", "đ": "d", "ŋ": "n", "-": " ", "/": " "})


def sort_key(name: str) -> str:
    """Return a key that sorts names as in Norwegian: æ, ø, å after z, aa as å, other accents and capitals set aside."""
    return without_accents(name.casefold().replace("aa", "å").translate(ALPHABET))


def plain(text: str) -> str:
    """Return a name as people type it into a search box without Norwegian keys: baerum, tromso, alesund."""
    typed = without_accents(text.casefold().translate(TYPED))
    return " ".join(typed.replace("aa", "a").replace("oe", "o").split())


def without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
