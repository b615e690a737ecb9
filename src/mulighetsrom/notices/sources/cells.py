"""What stands in a cell of an export, whatever its type: a text, a day and its time, an amount, codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mulighetsrom.notices.eforms import values
from mulighetsrom.notices.sources.layouts import LABELS, NOTHING

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

CPV = re.compile(r"(?<!\d)\d{7,8}(?!\d)")  # spreadsheets take a leading zero off
PLACE = re.compile(r"anyw(?:-eea|-cou)?|[A-Z]{2}[0-9A-Z]{0,3}")
DAY_MONTH_YEAR = re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4,})", re.ASCII)
CLOCK = re.compile(r"[T ]+(\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # JSON can hold what no table may
DAY = len("yyyy-mm-dd")
MIDNIGHT = "00:00:00"
BETWEEN_THOUSANDS = re.compile(r"(?<=\d)[.\s](?=\d{3}(?!\d))")
CURRENCY = re.compile(r"\s|nok|kr\.?", re.IGNORECASE)


def prose(cell: Any) -> str:
    """Return a text as it may run over several lines; the parts of a list become paragraphs."""
    parts = cell if isinstance(cell, list) else [cell]
    text = "\n".join(str(part) for part in parts if isinstance(part, str | int | float))
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return "" if text.lower() in NOTHING else text


def line(cell: Any) -> str | None:
    """Return a text on one line, without the label that was saved with it; None where nothing stands."""
    text = " ".join(prose(cell).split())
    if label := LABELS.match(text):
        text = text[label.end() :]
    return None if text.lower() in NOTHING else text


def members(cell: Any) -> list[dict[str, Any]]:
    """Return the objects of a list in JSON; what is none is left out."""
    return [one for one in cell if isinstance(one, dict)] if isinstance(cell, list) else []


def day(text: str) -> tuple[date, datetime | None]:
    """Read a day as yyyy-mm-dd or dd.mm.yyyy, and the moment where a time follows; midnight is none.

    A time without an offset is Norwegian. Raises `values.Impossible`.
    """
    written = DAY_MONTH_YEAR.sub(lambda found: f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}", text, count=1)
    clock = CLOCK.fullmatch(written, DAY)
    if len(written) > DAY and not clock:
        raise values.Impossible("impossible-date", "a day as yyyy-mm-dd or dd.mm.yyyy, perhaps with a time")
    found = values.day(written[:DAY])
    time = clock[1] + (clock[2] or ":00") if clock else MIDNIGHT
    if not clock or time == MIDNIGHT:
        return found, None
    moment = values.moment(written[:DAY], time + (clock[3] or ""))
    return moment.astimezone(values.OSLO).date(), moment


def amount(text: str) -> Decimal:
    """Read an amount as Norwegians, spreadsheets and programs write it. Raises `values.Impossible`."""
    return values.money(BETWEEN_THOUSANDS.sub("", CURRENCY.sub("", text)).replace(",", "."))


def cpv_codes(*cells: Any) -> list[str]:
    """Return the CPV codes in cells, eight digits each, in their order, each once."""
    return list(dict.fromkeys(code.zfill(8) for cell in cells for code in CPV.findall(str(cell))))


def places(cell: Any) -> list[str]:
    """Return NUTS codes, and the codes of "anywhere", each once."""
    return list(dict.fromkeys(PLACE.findall(str(cell or ""))))
