"""The words that we know beforehand, read from the tables under `words/`, and compounds taken apart by them."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.web.needs.finding.letters import SHORTEST, fold, stem, words

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_FOLDER: Final = Path(__file__).parent.parent / "words"
LONG: Final = 6
CODE: Final = "cpv"
"""What stands before the digits of a code among the words of a document."""

NAMES: Final = 4
"""So many of the words beside a code in the table are names of it; the others only have to do with it."""

_LINKS: Final = ("", "s", "e")
"""What may stand between the parts of a compound: sykehjem-s-plass, lek-e-plass."""


@cache
def forms() -> dict[str, str]:
    """Return folded forms that no rule makes -> the folded word they are of."""
    return {fold(form): fold(word) for form, word in _table("synonyms")["forms"].items()}


@cache
def common() -> frozenset[str]:
    """Return the folded words that tell nothing of what is looked for."""
    return frozenset(words(_table("common")["words"]))


@cache
def light() -> frozenset[str]:
    """Return the stems of words that say how people ask, and little of what for."""
    return frozenset(root(word) for word in words(_table("common")["light"]))


@cache
def seeds() -> frozenset[str]:
    """Return the stems of the parts that compounds are made of, whatever has been published."""
    return frozenset(root(word) for word in words(_table("compounds")["parts"]))


@cache
def same() -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the other words for the same, by the stems of a word or of several."""
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for line in _table("synonyms")["same"]:
        said = [phrase(one) for one in line]
        for one in said:
            found.setdefault(one, []).extend(other for other in said if other != one)
    return found


@cache
def narrower() -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """Return what is part of something, by the stems of the wider word."""
    return {phrase(wide): [phrase(one) for one in some] for wide, some in _table("synonyms")["narrower"].items()}


@cache
def subjects() -> dict[tuple[str, ...], list[str]]:
    """Return the codes that a word or several have to do with, as documents have them: cpv9061."""
    return _subjects(None)


@cache
def named() -> dict[tuple[str, ...], list[str]]:
    """Return the codes that a word or several are a name of: one of the first that stand beside it."""
    return _subjects(NAMES)


def _subjects(most: int | None) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for code, said in _table("subjects")["subjects"].items():
        for one in said.split(",")[:most]:
            found.setdefault(phrase(one), []).append(f"{CODE}{code}")
    return found


def codes(cpv: str) -> list[str]:
    """Return what a CPV code is found by: its first two to five digits."""
    digits = cpv[:8].rstrip("0").ljust(2, "0")
    return [f"{CODE}{digits[:length]}" for length in range(2, min(len(digits), 5) + 1)]


def phrase(text: str) -> tuple[str, ...]:
    """Return the stems of a text's telling words."""
    return tuple(root(word.replace("-", "")) for word in words(text) if word not in common())


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """Return the stem of a folded word, or of the word that it is an odd form of; nynorsk and bokmål share one."""
    found = stem(_bokmaal(forms().get(word, word)))
    is_like_personleg = found.endswith("leg") and len(found) >= LONG
    return f"{found.removesuffix('leg')}lig" if is_like_personleg else found


def _bokmaal(word: str) -> str:
    for nynorsk, bokmaal in _pairs():
        word = word.replace(nynorsk, bokmaal)
    return word


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    lines = _table("nynorsk")["pairs"].split("\n")
    return tuple((said[0], said[1]) for line in lines if (said := line.split()))


def cuts(word: str) -> Iterator[tuple[str, str]]:
    """Give the ways to cut a folded word in two, the longest last part first; the first part without its link."""
    if root(word) in _whole():
        return
    for at in range(SHORTEST, len(word) - SHORTEST + 1):
        for link in _LINKS:
            first = word[:at].removesuffix(link) if word[:at].endswith(link) else ""
            if len(first) >= SHORTEST:
                yield first, word[at:]


def halves(word: str, known: Container[str]) -> tuple[str, str] | None:
    """Return the two parts of a folded compound, both of them known by their stems; None for what is no compound."""
    return next((way for way in _ways(word) if all(root(part) in known for part in way)), None)


def _ways(word: str) -> list[tuple[str, str]]:
    return [way for way in cuts(word) if all(_may_be_part(part) for part in way)]


def _may_be_part(part: str) -> bool:
    """Tell whether a part says something by itself; three letters do where the table has them."""
    stem = root(part)
    return part not in _never() and stem not in _never() and (len(part) > SHORTEST or stem in seeds())


def _is_joined(word: str, way: tuple[str, str], known: Container[str]) -> bool:
    """Tell whether a long known part and the s that joins it to the other make it sure enough: mannskap-s-bil."""
    first, last = way
    joined = len(first) + len(last) < len(word) and word[len(first)] == "s"
    return (joined and any(len(one) >= LONG and root(one) in known for one in way)) or (
        joined and len(first) >= LONG and root(last) in known
    )


def parts(word: str, known: Container[str]) -> list[str]:
    """Return the stems of all parts of a folded compound, and of their parts: the whole word is none of them."""
    found = halves(word, known) or next((way for way in _ways(word) if _is_joined(word, way, known)), None)
    return [stem for part in found or () for stem in (root(part), *parts(part, known))]


@cache
def _whole() -> frozenset[str]:
    return frozenset(root(word) for word in words(_table("compounds")["whole"]))


@cache
def _never() -> frozenset[str]:
    return frozenset(words(_table("compounds")["never"]))


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
