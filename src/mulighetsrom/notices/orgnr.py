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
    number = _written(raw)
    return number if number and is_valid(number) else None


def is_mistyped(raw: str | None) -> bool:
    """Tell whether it is written as an organisation number, but cannot be one: its check digit is wrong."""
    number = _written(raw)
    return number is not None and not is_valid(number)


def _written(raw: str | None) -> str | None:
    written = WRITTEN.fullmatch("".join((raw or "").translate(INVISIBLE).split()))
    return written["number"] if written else None


def is_valid(number: str) -> bool:
    """Tell whether nine digits end in the right check digit (modulus 11, as the Brønnøysund registers define it)."""
    if not re.fullmatch("[0-9]{9}", number):
        return False
    return (sum(w * int(d) for w, d in zip(WEIGHTS, number, strict=False)) + int(number[8])) % 11 == 0
