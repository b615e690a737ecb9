"""Norwegian organisation numbers, in all the forms that people write them."""

from __future__ import annotations

import re

WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))  # soft hyphen, zero-width characters
WRITTEN = re.compile(
    r"(?:ORG(?:ANISASJONS?)?[.-]?(?:NR|NUMMER)[.:]*)?(?:NO)?(?P<number>[0-9]{9})(?:MVA)?",
    re.IGNORECASE,
)


def normalise(raw: str | None) -> str | None:
    """Return the nine digits of an organisation number as written, or None where there is no valid one.

    White space, zero-width characters, ``NO``, ``MVA`` and ``Org.nr.`` around the number are removed. A foreign number
    of nine digits passes the check by chance one time in eleven: ask only for organisations that may be Norwegian.
    """
    written = WRITTEN.fullmatch("".join((raw or "").translate(INVISIBLE).split()))
    return written["number"] if written and is_valid(written["number"]) else None


def is_valid(number: str) -> bool:
    """Tell whether nine digits end in the right check digit (modulus 11, as the Brønnøysund registers define it)."""
    if not re.fullmatch("[0-9]{9}", number):
        return False
    return (sum(w * int(d) for w, d in zip(WEIGHTS, number, strict=False)) + int(number[8])) % 11 == 0
