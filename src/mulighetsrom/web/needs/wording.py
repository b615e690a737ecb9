"""Plan lines in words, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from mulighetsrom.web.common import written
from mulighetsrom.web.needs.fields import CHOICES
from mulighetsrom.web.needs.models import Line

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.needs.lines import ChangeView, LineView

_MILLION: Final = 1_000_000


def probability(code: str) -> StrOrPromise:
    return Line.Probability(code).label if code else ""


def focus_area(code: str) -> StrOrPromise:
    return CHOICES["focus_areas"].get(code, "")


def value(low: int | None, high: int | None) -> str:
    """Write a range of whole kroner, in millions where that loses nothing that matters."""
    told = [amount for amount in (low, high) if amount is not None]
    if not told:
        return ""
    in_millions = all(amount >= _MILLION and amount % (_MILLION // 10) == 0 for amount in told)
    shown = [_amount(amount, in_millions=in_millions) for amount in told]
    if low is not None and high is not None and low != high:
        both = _("NOK %(low)s–%(high)s million") if in_millions else _("NOK %(low)s–%(high)s")
        return both % {"low": shown[0], "high": shown[1]}
    one = (_("NOK %(amount)s million") if in_millions else _("NOK %(amount)s")) % {"amount": shown[0]}
    if low is None:
        return _("up to %(amount)s") % {"amount": one}
    return _("from %(amount)s") % {"amount": one} if high is None else one


def plain_amount(amount: int) -> str:
    """Write kroner so that they can be read in again: 2 500 000, with spaces that every keyboard has."""
    return f"{amount:,}".replace(",", " ")


def decision(line: LineView) -> str:
    """Tell that a line depends on a political decision, and when it is expected."""
    if not line.depends_on_decision:
        return ""
    if line.decision_date is None:
        return _("Depends on a political decision")
    return _("Depends on political decision %(day)s") % {"day": written.day(line.decision_date)}


def change(one: ChangeView) -> str:
    """Tell what was changed; why stands beside it, in the words of who changed it."""
    match one.field:
        case "quarter":
            said = _("Moved from %(old)s to %(new)s")
        case "probability":
            said = _("Probability changed from “%(old)s” to “%(new)s”")
        case "value":
            said = _("Value changed from %(old)s to %(new)s")
        case "title":
            said = _("Was called “%(old)s”")
        case "state":
            return _turned(one.old, one.new)
        case _other:
            return _("The text was changed")
    return said % {"old": part(one.field, one.old), "new": part(one.field, one.new)}


def done(line: LineView) -> str:
    """Tell on which day a line was carried out; with an id on Doffin, that it was announced there."""
    day = {"day": written.day(line.done_date)} if line.done_date else {}
    return _("Announced on Doffin %(day)s") % day if line.notice else _("Carried out %(day)s") % day


def _turned(old: str, new: str) -> str:
    if new == Line.State.DROPPED:
        return _("Dropped")
    if new == Line.State.PLANNED:
        return _("Taken up again")
    return _("More was told of how it was carried out") if old == new else str(Line.State.DONE.label)


def part(field: str, told: Any) -> str:
    """Write what a change was from or to."""
    match field:
        case "quarter":
            return written.quarter(told)
        case "probability":
            return str(probability(told))
        case "value":
            return value(*(told or (None, None))) or _("not stated")
        case _other:
            return str(told)


def _amount(amount: int, *, in_millions: bool) -> str:
    if not in_millions:
        return written.number(amount)
    return written.number(amount / _MILLION, 0 if amount % _MILLION == 0 else 1)
