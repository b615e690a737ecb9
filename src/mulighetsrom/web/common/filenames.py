"""A file's name as readers may see it: what its sender called it, without what could lead somebody astray."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from django.utils.translation import gettext as _

MOST_LETTERS: Final = 150
_ASTRAY: Final = re.compile(r'[<>:"|?*]')  # means something to a system that saves it
_MOST_ENDING: Final = 10


def cleaned(name: str) -> str:
    """Return the name alone, in one way to write each letter, at most 150 letters, its ending kept.

    Path, control characters and what turns the direction of reading go: "fakturaexe.pdf" could be read backwards.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(letter for letter in last if letter.isspace() or unicodedata.category(letter)[0] != "C")
    plain = _ASTRAY.sub("_", " ".join(shown.split())).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > _MOST_ENDING:
        return plain[:MOST_LETTERS].rstrip() or _("file")
    return f"{stem[: MOST_LETTERS - len(ending) - 1].rstrip(' .')}.{ending}"
