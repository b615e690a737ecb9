"""The rules that the record of a dialogue refers to, with the days they hold: dated data, and nothing by heart.

`since` is the first day of the wording that was read; a rule that is changed gets its last day, and the new one a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

FOA: Final = "FOA"
"""forskrift om offentlige anskaffelser, 12 August 2016 no. 974"""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it is about, in a code, where it stands, and the days from and until which it holds."""

    about: str
    stands: str
    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


_READ: Final = date(2026, 7, 1)
"""The day from which the text of FOA holds that was read: of 21 April, as it was changed from 1 July."""
_OTHERS: Final = date(2026, 7, 2)
"""The day of the consolidated texts of the other acts that were read."""
RULES: Final = (
    Rule("protocol", f"{FOA} § 10-5 (2) j", _READ),
    Rule("protocol", f"{FOA} § 25-5 (2) l", _READ),
    Rule("dialogue", f"{FOA} § 8-1", _READ),
    Rule("dialogue", f"{FOA} § 12-1", _READ),
    Rule("measures", f"{FOA} § 8-2", _READ),
    Rule("measures", f"{FOA} § 12-2", _READ),
    Rule("exclusion", f"{FOA} § 9-5 (1) c", _READ),
    Rule("exclusion", f"{FOA} § 24-2 (1) d", _READ),
    Rule("impartiality", f"{FOA} § 7-5", _READ),
    Rule("impartiality", "forvaltningsloven §§ 6–10", _OTHERS),
    Rule("impartiality", "kommuneloven § 13-3", _OTHERS),
    Rule("documentation", f"{FOA} § 7-1", _READ),
    Rule("withheld-business", "offl. § 13 (1), jf. fvl. § 13 (1) nr. 2, jf. FOA § 7-4", _OTHERS),
    Rule("withheld-personal", "offl. § 13 (1), jf. fvl. § 13 (1) nr. 1", _OTHERS),
    Rule("withheld-crime", "offl. § 24 (3)", _OTHERS),
    Rule("withheld-rest", "offl. § 12", _OTHERS),
    Rule("access", "offl. § 3", _OTHERS),
    Rule("access-put", "offl. § 13", _OTHERS),
    Rule("access-why", "offl. § 31", _OTHERS),
    Rule("access-complaint", "offl. § 32, jf. fvl. § 29", _OTHERS),
    Rule("journal", "arkivforskrifta § 15", date(2026, 1, 1)),
    Rule("preserved", "bevaringsforskrifta § 26", date(2026, 1, 1)),
)


def on(day: date, *about: str) -> list[Rule]:
    """Return the rules about something that hold on a day; all of them where nothing is named."""
    return [rule for rule in RULES if rule.holds(day) and (not about or rule.about in about)]


def cited(day: date, *about: str) -> str:
    """Return where those rules stand, as a text names them."""
    return ", ".join(rule.stands for rule in on(day, *about))
