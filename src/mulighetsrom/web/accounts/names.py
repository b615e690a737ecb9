"""What an organisation may call itself: words that can be read, and that are not somebody else's.

A name is what a buyer sees first. Letters of several scripts in one name ("Bærum" with a Cyrillic «а») are how one name
is made to look like another; no organisation is registered so.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from mulighetsrom.web.common import registry

if TYPE_CHECKING:
    from collections.abc import Iterable

_PUBLIC_BODY: Final = re.compile(r"\b(fylkes)?(kommune|kommunen|municipality|suohkan|gielda|komuuni)\b", re.IGNORECASE)
_LIKE_OTHERS: Final = str.maketrans("ıɩɪɑɡοⅼ", "iiiagol")
"""Latin letters and signs that are hardly told from a common one."""


def tidy(name: str) -> str:
    """Return a name as one line in plain letters: no marks that cannot be seen, no letters dressed as others."""
    seen = (one for one in unicodedata.normalize("NFKC", name) if unicodedata.category(one) not in {"Cf", "Co", "Cn"})
    return " ".join("".join(one if one.isprintable() else " " for one in seen).split())


def mixes_scripts(name: str) -> bool:
    """Tell whether a name has letters of several scripts, such as Latin and Cyrillic."""
    return len(set(_scripts(name))) > 1


def has_letters(name: str) -> bool:
    return any(one.isalpha() for one in name)


def is_like_a_public_body(name: str) -> bool:
    """Tell whether readers would take a name for that of a municipality or a county authority."""
    plain = _plain(name)
    if _PUBLIC_BODY.search(plain):
        return True
    municipalities = (one for country in registry.country for one in country.municipalities().all_today())
    return any(_plain(one.name).casefold() == plain.casefold() for one in municipalities)


def _plain(name: str) -> str:
    """Return a name without the marks on its letters."""
    parts = unicodedata.normalize("NFKD", name.translate(_LIKE_OTHERS))
    return "".join(one for one in parts if not unicodedata.combining(one))


def _scripts(name: str) -> Iterable[str]:
    for one in name:
        if one.isalpha():
            yield unicodedata.name(one, "UNKNOWN").split()[0].removesuffix("-1").partition("-")[0]
