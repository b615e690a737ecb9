"""What people write for an amount, a quarter, a day: in the many ways that Norwegian plans have it."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

MOST_KRONER: Final = 999_999_999_999
_ORE: Final = 2

_SPACES: Final = re.compile(r"\s+")
_UNIT: Final = re.compile(r"^(?:nok|kr\.?)\s*|\s*(?:nok|kr\.?|kroner|,-)$", re.IGNORECASE)
_AMOUNT: Final = re.compile(r"(?P<number>[0-9][0-9 .,]*?) ?(?P<times>[a-z]+)?\.?", re.IGNORECASE)
_TIMES: Final = {
    **dict.fromkeys(("mill", "mil", "million", "millioner", "millionar", "millions", "mnok", "m"), 10**6),
    **dict.fromkeys(("mrd", "milliard", "milliarder", "milliardar"), 10**9),
    **dict.fromkeys(("tusen", "thousand", "k", "tnok"), 10**3),
}
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:(?: [0-9]{3})+|(?:\.[0-9]{3})+|(?:,[0-9]{3}){2,})")
_DECIMAL: Final = re.compile(r"[0-9]+(?:[.,][0-9]{1,2})?")

_QUARTERS: Final = (
    re.compile(r"(?P<year>20[0-9]{2})[\s/-]*[qk](?P<quarter>[1-4])", re.IGNORECASE),
    re.compile(r"[qk]\.?\s*(?P<quarter>[1-4])[\s/.,-]*(?P<year>20[0-9]{2})", re.IGNORECASE),
    re.compile(r"(?P<quarter>[1-4])\.?\s*(?:kv\.?|kvartal|quarter)[\s/.,-]*(?P<year>20[0-9]{2})", re.IGNORECASE),
    re.compile(r"(?:kvartal|quarter)\s*(?P<quarter>[1-4])[\s/.,-]*(?:of\s+)?(?P<year>20[0-9]{2})", re.IGNORECASE),
)
_DAYS: Final = (
    re.compile(r"(?P<day>[0-9]{1,2})\.\s*(?P<month>[0-9]{1,2})\.\s*(?P<year>20[0-9]{2})"),
    re.compile(r"(?P<year>20[0-9]{2})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
)


class UnreadableError(ValueError):
    """Raised for what cannot be read; the message says to its writer what would be right."""


def kroner(text: str) -> int:
    """Read "2,5 mill", "2 500 000" or "2.500.000" as whole kroner. Raises UnreadableError."""
    plain = _UNIT.sub("", _UNIT.sub("", _SPACES.sub(" ", text).strip())).strip()
    found = _AMOUNT.fullmatch(plain)
    amount = _amount(found["number"].strip(), (found["times"] or "").lower()) if found else None
    if amount is None:
        raise UnreadableError(_("This is not an amount. Write it as 2 500 000 or 2,5 mill."))
    if amount > MOST_KRONER:
        raise UnreadableError(_("The amount is too large. Write it in kroner, as 2 500 000 or 2,5 mill."))
    return amount


def quarter(text: str) -> str:
    """Read "3. kvartal 2027", "Q3 2027" or "2027-Q3" as 2027-Q3. Raises UnreadableError."""
    plain = _SPACES.sub(" ", text).strip()
    for pattern in _QUARTERS:
        if found := pattern.fullmatch(plain):
            return f"{found['year']}-Q{found['quarter']}"
    raise UnreadableError(_("This is not a quarter. Write which of the four it is, as 3. kvartal 2027 or 2027-Q3."))


def day(text: str) -> date:
    """Read "18.02.2027" or "2027-02-18". Raises UnreadableError."""
    for pattern in _DAYS:
        if found := pattern.fullmatch(text.strip()):
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                break
    raise UnreadableError(_("This is not a day. Write it as 18.02.2027."))


def _amount(number: str, word: str) -> int | None:
    """Return the amount, or None where it could be read in two ways: 2,5 kroner, or 2.500 millions."""
    if not word:
        if _GROUPED.fullmatch(number):
            return int(re.sub(r"[ .,]", "", number))
        whole, _mark, rest = number.replace(",", ".").partition(".")
        return int(whole) if whole.isdigit() and not rest.strip("0") and len(rest) <= _ORE else None
    times = _TIMES.get(word)
    grouped = number.replace(" ", "") if _GROUPED.fullmatch(number) and " " in number else number
    return round(float(grouped.replace(",", ".")) * times) if times and _DECIMAL.fullmatch(grouped) else None
