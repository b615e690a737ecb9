"""What people write for an amount, a quarter, a day, a code: in the many ways that Norwegian plans have it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.notices.reference import cpv

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

MOST_KRONER: Final = 999_999_999_999
MOST_CPV: Final = 10
_ORE: Final = 2
_HALF: Final = 50

_SPACES: Final = re.compile(r"\s+")
_UNIT: Final = re.compile(r"^(?:nok|kr\.?)\s*|\s*(?:nok|kr\.?|kroner|,-)$", re.IGNORECASE)
_AMOUNT: Final = re.compile(r"(?P<number>[0-9][0-9 .,]*?) ?(?P<times>[a-z]+)?\.?", re.IGNORECASE)
_TIMES: Final = {
    **dict.fromkeys(("mill", "mil", "million", "millioner", "millionar", "millions", "mnok", "m"), 10**6),
    **dict.fromkeys(("mrd", "milliard", "milliarder", "milliardar"), 10**9),
    **dict.fromkeys(("tusen", "thousand", "k", "tnok"), 10**3),
}
_MARKS: Final = re.compile(r"[ .,]")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:(?: [0-9]{3})+|(?:\.[0-9]{3})+|(?:,[0-9]{3}){2,})")
_WITH_ORE: Final = re.compile(
    r"(?P<kroner>[0-9]{6,}|[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,3}(?:\.[0-9]{3})+(?=,)|[0-9]{1,3}(?:,[0-9]{3})+(?=\.))"
    r"[.,](?P<ore>[0-9]{2})"
)
_DECIMAL: Final = re.compile(r"[0-9]+(?:[.,][0-9]{1,2})?")

_QUARTERS: Final = (
    re.compile(r"(?P<year>20[0-9]{2})[\s/-]*[qk](?P<quarter>[1-4])", re.IGNORECASE),
    re.compile(r"[qk]\.?\s*(?P<quarter>[1-4])[\s/.,-]*(?P<year>20[0-9]{2})", re.IGNORECASE),
    re.compile(r"(?P<quarter>[1-4])\.?\s*(?:kv\.?|kvartal|quarter)[\s/.,-]*(?P<year>20[0-9]{2})", re.IGNORECASE),
    re.compile(r"(?:kvartal|quarter)\s*(?P<quarter>[1-4])[\s/.,-]*(?:of\s+)?(?P<year>20[0-9]{2})", re.IGNORECASE),
)
_NOTICE: Final = re.compile(r"(?:^|doffin\.no/notices/)(20[0-9]{2}-[0-9]{6})(?:$|[?#/])", re.ASCII)
_DAYS: Final = (
    re.compile(r"(?P<day>[0-9]{1,2})\.\s*(?P<month>[0-9]{1,2})\.\s*(?P<year>20[0-9]{2})"),
    re.compile(r"(?P<year>20[0-9]{2})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
)


WHY: Final[dict[str, StrOrPromise]] = {
    "amount": _("This is not an amount. Write it as 2 500 000 or 2,5 mill."),
    "amount-too-large": _("The amount is too large. Write it in kroner, as 2 500 000 or 2,5 mill."),
    "quarter": _("This is not a quarter. Write which of the four it is, as 3. kvartal 2027 or 2027-Q3."),
    "day": _("This is not a day. Write it as 18.02.2027."),
    "cpv": _("“%(code)s” is not a CPV code. It has eight digits, as 85312000."),
    "cpv-too-many": _("At most %(most)s codes."),
    "too-long": _("At most %(most)s characters."),
    "empty": _("It must not be empty."),
    "choice": _("Write one of these: %(these)s."),
    "yes-or-no": _("Write yes or no."),
    "notice": _("This is not an id of Doffin. It has a year and six digits, as 2027-123456."),
}


class UnreadableError(ValueError):
    """Raised for what cannot be read: a code of what would be right, and values, worded for whoever reads it."""

    def __init__(self, code: str, /, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values

    def __str__(self) -> str:
        return said(WHY, self.code, self.values)


def said(words: Mapping[str, StrOrPromise], code: str, values: Mapping[str, Any]) -> str:
    """Return the sentence of a code with its values, in the reader's language."""
    return str(words[code]) % values


def kroner(text: str) -> int:
    """Read "2,5 mill", "2 500 000" or "2.500.000,00" as whole kroner, rounded. Raises UnreadableError."""
    plain = _UNIT.sub("", _UNIT.sub("", _SPACES.sub(" ", text).strip())).strip()
    found = _AMOUNT.fullmatch(plain)
    amount = _amount(found["number"].strip(), (found["times"] or "").lower()) if found else None
    if amount is None:
        raise UnreadableError("amount")
    if amount > MOST_KRONER:
        raise UnreadableError("amount-too-large")
    return amount


def quarter(text: str) -> str:
    """Read "3. kvartal 2027", "Q3 2027" or "2027-Q3" as 2027-Q3. Raises UnreadableError."""
    plain = _SPACES.sub(" ", text).strip()
    for pattern in _QUARTERS:
        if found := pattern.fullmatch(plain):
            return f"{found['year']}-Q{found['quarter']}"
    raise UnreadableError("quarter")


def day(text: str) -> date:
    """Read "18.02.2027" or "2027-02-18". Raises UnreadableError."""
    for pattern in _DAYS:
        if found := pattern.fullmatch(text.strip()):
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                break
    raise UnreadableError("day")


def codes(text: str) -> list[str]:
    """Read CPV codes, parted by spaces or commas, with or without their check digit. Raises UnreadableError."""
    given = text.replace(",", " ").replace(";", " ").split()
    wrong = [code for code in given if not cpv.CODE.fullmatch(code)]
    if wrong:
        raise UnreadableError("cpv", code=wrong[0][:20])
    if len(given) > MOST_CPV:
        raise UnreadableError("cpv-too-many", most=MOST_CPV)
    return list(dict.fromkeys(code[:8] for code in given))


def notice(text: str) -> str:
    """Read the id that a notice has on Doffin, alone or in the address of its page. Raises UnreadableError."""
    found = _NOTICE.search(text)
    if not found:
        raise UnreadableError("notice")
    return found[1]


def notice_address(number: str) -> str:
    """Return where everybody reads a notice on Doffin."""
    return f"https://www.doffin.no/notices/{number}"


def _amount(number: str, word: str) -> int | None:
    """Return the amount, or None where it could be read in two ways: 2,5 kroner, or 2.500 millions."""
    if not word:
        if _GROUPED.fullmatch(number):
            return int(_MARKS.sub("", number))
        if found := _WITH_ORE.fullmatch(number):
            return int(_MARKS.sub("", found["kroner"])) + (int(found["ore"]) >= _HALF)
        whole, _mark, rest = number.replace(",", ".").partition(".")
        return int(whole) if whole.isdigit() and not rest.strip("0") and len(rest) <= _ORE else None
    times = _TIMES.get(word)
    grouped = number.replace(" ", "") if _GROUPED.fullmatch(number) and " " in number else number
    return round(float(grouped.replace(",", ".")) * times) if times and _DECIMAL.fullmatch(grouped) else None
