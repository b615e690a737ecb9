"""What CPV codes are called: the divisions in our own words, the groups, and the full list where it was added.

Sources: the CPV of the Publications Office of the European Union (Regulation (EC) 213/2008) in English, DFØ's
translation (CC BY 4.0) in bokmål. The names of the 45 divisions are shortened, and written in nynorsk too; obvious
slips in the groups are corrected.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mulighetsrom.notices.reference import files
from mulighetsrom.notices.reference.files import Refused, cell, column

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = {"nb": ("nb",), "nn": ("nn", "nb"), "no": ("nb",), "en": ("en",)}
CODE = re.compile(r"[0-9]{8}(?:-[0-9])?")
FILE = "cpv.csv"
FEWEST = 1000  # a list with fewer codes is not the CPV, which has 9,454


def label(code: str, language: str, extra: Path | None = None) -> str:
    """Return what a CPV code is called in nb, nn, no (as nb) or en (also for any other language).

    The name is that of the code itself where the folder `extra` holds the full list, else of its group ("453") or its
    division ("45"). Nynorsk falls back to bokmål. A code that nobody knows is returned as it is written.
    """
    known = names(extra)
    for prefix in prefixes(code):
        for spoken in LANGUAGES.get(language, LANGUAGES["en"]):
            if name := known.get(prefix, {}).get(spoken):
                return name
    return code


def prefixes(code: str) -> list[str]:
    """Return the code without its check digit and trailing zeros, then every wider code down to its division."""
    if not CODE.fullmatch(code):
        return []
    digits = code[:8].rstrip("0").ljust(2, "0")
    return [digits[:length] for length in range(len(digits), 1, -1)]


@lru_cache(maxsize=8)
def names(extra: Path | None = None) -> dict[str, dict[str, str]]:
    """Return code without trailing zeros -> language -> name. Our own shorter names win over those of the full list."""
    rows = [*(files.rows(extra / FILE) if extra else []), *files.read(FILE)]
    return {row["code"][:8].rstrip("0").ljust(2, "0"): row for row in rows}


def check(data: bytes, _folder: Path) -> tuple[bytes, int]:
    """Return cpv.csv (code, nb, nn, en) and its number of codes, from a CSV with the code in the first column."""
    (_, header), *lines = files.table(data)
    names = [column(header, "nb", "nob"), column(header, "nn", "nno"), column(header, "en", "eng", "name")]
    if names == [None, None, None]:
        raise Refused(f"no column with names: expected code and nb, nn or en, found {', '.join(header)[:100]}")
    if stranger := next((line for line in lines if not CODE.fullmatch(line[1][0])), None):
        raise Refused(f"line {stranger[0]}: “{stranger[1][0][:20]}” is not a CPV code of eight digits")
    if len(lines) < FEWEST:
        raise Refused(f"{len(lines)} codes: the CPV has 9,454")
    codes = [[line[0][:8], *(cell(line, at) for at in names)] for _, line in lines]
    return files.as_csv(["code", "nb", "nn", "en"], codes), len(codes)
