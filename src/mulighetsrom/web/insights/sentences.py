"""What may be said of a figure, in plain words, and no more than that.

Dialogues per 100 competitions is a ratio, never a share. Nothing found is "none found on Doffin". Few competitions and
incomplete notices give counts and no ratio. Above or below the country only where the intervals do not overlap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulighetsrom.web.common import written
from mulighetsrom.web.insights.queries.figures import FEWEST, Telling

if TYPE_CHECKING:
    from collections.abc import Callable

    from mulighetsrom.web.insights.queries.figures import Figure, Ratio


def ratio(value: float) -> str:
    """Write a ratio with the two digits that counts carry: whole from 10 up, with one decimal below, and a plain 0."""
    shown = round(value, 1)
    return written.number(value, 1 if 0 < shown < 10 else 0)  # noqa: PLR2004 - the first number of two digits


def interval(told: Ratio) -> str:
    """Write the ends of an interval for a table."""
    return _("%(low)s to %(high)s") % {"low": ratio(told.low), "high": ratio(told.high)}


def headline(who: str, figure: Figure) -> str:
    """Say in one sentence how often `who` invited to market dialogue in the figure's year."""
    return _HEADLINES[figure.telling](who, figure)


def _with_ratio(who: str, figure: Figure) -> str:
    if not figure.numerator:
        return _none_found(who, figure)
    said = {"who": who, "year": figure.year, "ratio": ratio(figure.value or 0)}
    return _("In %(year)s, %(who)s invited to market dialogue %(ratio)s times for every 100 competitions.") % said


def _with_counts(who: str, figure: Figure) -> str:
    if not figure.numerator:
        return _none_found(who, figure)
    said = {"who": who, "year": figure.year, "count": written.number(figure.numerator)}
    return (
        ngettext(
            "In %(year)s, %(who)s invited to market dialogue once.",
            "In %(year)s, %(who)s invited to market dialogue %(count)s times.",
            figure.numerator,
        )
        % said
    )


def _none_found(who: str, figure: Figure) -> str:
    said = {"who": who, "year": figure.year}
    return _("We found no invitations to market dialogue from %(who)s on Doffin in %(year)s.") % said


def _nothing_found(who: str, figure: Figure) -> str:
    said = {"who": who, "year": figure.year}
    return (
        _("We found neither invitations to market dialogue nor competitions from %(who)s on Doffin in %(year)s.") % said
    )


def _of_a_sample(who: str, figure: Figure) -> str:
    """Lead with what is there: of a sample, what is not says least."""
    dialogues, others = invitations(figure.numerator), competitions(figure.denominator)
    both = _("%(invitations)s and %(competitions)s") % {"invitations": dialogues, "competitions": others}
    found = both if figure.denominator else dialogues
    said = {"who": who, "year": figure.year, "competitions": others, "found": found}
    if not figure.counted:
        return _("Our sample of the notices from %(year)s has nothing from %(who)s.") % said
    if not figure.numerator:
        return (
            _(
                "Our sample of the notices from %(year)s has %(competitions)s from %(who)s. "
                "We found no invitation to market dialogue."
            )
            % said
        )
    return _("Our sample of the notices from %(year)s has %(found)s from %(who)s.") % said


_HEADLINES: Final[dict[Telling, Callable[[str, Figure], str]]] = {
    Telling.RATIO: _with_ratio,
    Telling.FEW: _with_counts,
    Telling.NOTHING: _nothing_found,
    Telling.INCOMPLETE: _of_a_sample,
}


def certainty(figure: Figure) -> str:
    """Say how sure the figure is, or why there is no ratio."""
    if told := figure.ratio:
        return _("Allowing for chance, the level is probably between %(low)s and %(high)s.") % {
            "low": ratio(told.low),
            "high": ratio(told.high),
        }
    if figure.telling is Telling.FEW:
        return _(
            "With fewer than %(fewest)s competitions we show only what we found: a ratio would say most about chance."
        ) % {"fewest": FEWEST}
    if figure.telling is Telling.NOTHING:
        return _("That none were found does not mean that there were none.")
    if figure.telling is Telling.INCOMPLETE:
        return _("The notices are incomplete, so we show only what we found: a ratio would mislead.")
    return ""


def comparison(figure: Figure, country: Figure) -> str:
    """Say whether the figure lies above or below the country's, where that is more than chance can do."""
    told, national = figure.ratio, country.ratio
    if not told or not national:
        return ""
    said = {"ratio": ratio(national.value)}
    side = told.beside(national)
    if side > 0:
        return _("The figure is above that of the country as a whole, which is %(ratio)s.") % said
    if side < 0:
        return _("The figure is below that of the country as a whole, which is %(ratio)s.") % said
    return _("The figure cannot be told apart from that of the country as a whole, which is %(ratio)s.") % said


def invitations(count: int) -> str:
    """Write how many invitations, in a sentence or as a link."""
    return ngettext("%(count)s invitation", "%(count)s invitations", count) % {"count": written.number(count)}


def competitions(count: int) -> str:
    """Write how many competitions, in a sentence or as a link."""
    return ngettext("%(count)s competition", "%(count)s competitions", count) % {"count": written.number(count)}
