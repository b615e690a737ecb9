"""The classes of words that phrases speak of, from `rules/words.toml` and the lists of each rule."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.web.needs.check.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Callable

    from mulighetsrom.web.needs.check.phrases import Part
    from mulighetsrom.web.needs.check.text import Word

_LONGEST: Final = 24  # letters of an ending that is looked up
_ENDINGS: Final = ("", "en", "et", "a", "er", "ene", "ar", "ane", "e", "r", "n", "t", "ne", "s", "ens", "ets", "ers")
_RESULTS: Final = ("het", "heit", "else", "ing", "sjon", "språk", "språket")
_CODE: Final = re.compile(r"ip\d{2}[a-z]?|[a-z]{2,4}-\d{3,4}")


@cache
def rule(name: str) -> dict[str, Any]:
    """Return the data of a rule, as its file has it."""
    return tomllib.loads((files(__package__) / "rules" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def listed(name: str, key: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(rule(name)[key].split())


@lru_cache(maxsize=4096)
def kind(lower: str) -> str:
    """Return what sort of thing a word names by its ending: "technology", "goods" or none."""
    found, longest = "", 0
    for ending in _ENDINGS:
        if lower.endswith(ending):
            stem = lower[: len(lower) - len(ending)]
            sort, length = _by_ending(stem)
            if length > longest or (length == longest and sort == "not"):
                found, longest = sort, length
    return "" if found == "not" else found


def _by_ending(stem: str) -> tuple[str, int]:
    heads = _heads()
    for length in range(min(len(stem), _LONGEST), 2, -1):
        sort = heads.get(stem[-length:])
        before = len(stem) - length
        if sort == "compound":
            return ("technology", length) if before >= 3 else ("", 0)  # noqa: PLR2004 - "et system" is bare
        if sort and (not before or before >= 3 or stem[-length - 1] == "-"):  # noqa: PLR2004 - "lapp" is no "app"
            return sort, length
    return "", 0


@cache
def _heads() -> dict[str, str]:
    sorts = {"goods": "goods", "technology": "technology", "compounds": "compound", "not": "not"}
    return {word: sort for key, sort in sorts.items() for word in listed("words", key)}


def _class(name: str, key: str) -> Callable[[Word], bool]:
    """Return a test for a list of words with `*` in them."""
    return lambda word: _part(name, key).fits(word, CLASSES)


@cache
def _part(name: str, key: str) -> Part:
    return phrase("|".join(word for entry in rule(name)[key].split() for word in entry.split("|"))).parts[0]


def is_name(word: Word) -> bool:
    """Tell whether a word is written as a name, and is no name that everybody shares."""
    has_capital = word.text[0].isupper() or any(letter.isupper() for letter in word.text[1:])
    return has_capital and len(word.text) > 1 and word.lower not in _common() and not is_brand_free(word)


def is_brand_free(word: Word) -> bool:
    """Tell whether a name is a national common service or an abbreviation that everybody knows."""
    return any(part in listed("brand", "national") for part in (word.lower, word.lower.split("-")[0]))


@cache
def _common() -> frozenset[str]:
    return listed("jargon", "known") | listed("format", "names") | listed("words", "small")


def _is_inner_name(word: Word) -> bool:
    return is_name(word) and (not word.first or any(letter.isupper() for letter in word.text[1:]))


def _is_coupled(word: Word) -> bool:
    name, hyphen, rest = word.text.partition("-")
    known = name.lower() in _common() or name.lower() in listed("brand", "national")
    return (
        bool(hyphen) and rest.islower() and name[:1].isupper() and not name.isupper() and not known and _couples(rest)
    )


def _couples(rest: str) -> bool:
    return rest.startswith(("integra", "kop", "tillegg", "portal", "betaling", "støtte", "modul", "app"))


def _is_noun(word: Word) -> bool:
    return (
        word.text.replace("-", "").isalpha()
        and word.lower not in listed("words", "small")
        and not CLASSES["verb"](word)
    )


def _is_number(word: Word) -> bool:
    return word.text[0].isdigit() or word.lower in listed("words", "number")


CLASSES: Final[dict[str, Callable[[Word], bool]]] = {
    "any": lambda word: word.is_word,
    "noun": _is_noun,
    "thing": lambda word: _is_noun(word) and not CLASSES["result"](word),
    "number": _is_number,
    "digits": lambda word: word.text[0].isdigit(),
    "name": is_name,
    "inner": _is_inner_name,
    "coupled": _is_coupled,
    "technology": lambda word: kind(word.lower) == "technology",
    "goods": lambda word: bool(kind(word.lower)),
    "national": is_brand_free,
    "format": lambda word: word.lower in listed("format", "names"),
    "ip": lambda word: bool(_CODE.fullmatch(word.lower)),
    "result": lambda word: word.lower.endswith(_RESULTS) and not word.lower.endswith(("løsning", "løysing")),
    "verb": lambda word: word.lower in listed("words", "verb"),
    "outcome": lambda word: word.lower in listed("words", "outcome"),
    "new": lambda word: word.lower in listed("words", "new"),
    "how": _class("words", "how"),
    "make": _class("words", "make"),
    "counts": _class("measure", "counts"),
    "praise": _class("measure", "empty"),
    "ground": _class("reason", "grounds"),
    "hollow": _class("reason", "empty"),
}
"""What each class of words holds, by the name that phrases use."""
