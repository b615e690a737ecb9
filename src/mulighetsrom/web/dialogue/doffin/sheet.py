"""The boxes of form N4 and form 4, in the order a notice tool asks for them, with what to write in each.

A box is known by its number in eForms and by the Norwegian name that DFØ's tailoring gives it (CC BY 4.0): that is what
stands in the tool, whatever language this page is read in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mulighetsrom.web.common import written
from mulighetsrom.web.dialogue.doffin import counties, texts
from mulighetsrom.web.dialogue.models import Dialogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from mulighetsrom.web.dialogue.doffin.events import Event
    from mulighetsrom.web.drafting.fields import Content

ENGLISH: Final = "en"
CHOSEN_IN_THE_TOOL: Final = (
    ("BT-01", "Rettslig grunnlag for anskaffelsesprosedyren"),
    ("BT-23", "Anskaffelsens hovedelement"),
    ("BT-11", "Kjøpers rettslige status"),
    ("BT-10", "Oppdragsgivers hovedaktivitet"),
    ("BT-503", "Telefonnummer til virksomhetens kontaktpunkt"),
)
"""What the forms ask beside, and nothing here can answer for the buyer."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the form: its number, its Norwegian name, what to write, how much it takes at most (0: no limit).

    `needed` boxes must not be empty. `left_out` is how many characters had to go. `language` is that of the text, empty
    where it is a code, a name or an address. `means` tells what a code stands for.
    """

    code: str
    name: str
    text: str
    most: int = 0
    needed: bool = True
    left_out: int = 0
    language: str = ""
    means: str = ""

    @property
    def count(self) -> int:
        return len(self.text)

    @property
    def is_missing(self) -> bool:
        return self.needed and not self.text

    @property
    def is_long(self) -> bool:
        return self.most >= texts.DESCRIPTION


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a notice says: the invitation, what it is about by codes, who is behind it and where its page is."""

    form: str
    content: Content
    events: Sequence[Event]
    buyers: Sequence[tuple[str, str]]
    url: str
    planned: date | None = None
    cpv: Sequence[tuple[str, str]] = ()
    places: Sequence[tuple[str, str]] = field(default=())

    @property
    def languages(self) -> list[str]:
        """Return the languages that the form is filled in: the invitation's own, and for form 4 English, too."""
        own = str(self.content.get("language") or "nb")
        return [own] if self.form != Dialogue.Form.EEA or own == ENGLISH else [own, ENGLISH]


def boxes(sheet: Sheet) -> list[Box]:
    """Return the boxes of a sheet's form."""
    return [*_texts(sheet), *_facts(sheet), *_buyers(sheet)]


def _texts(sheet: Sheet) -> Iterator[Box]:
    for language in sheet.languages:
        own = language == sheet.languages[0]
        title = texts.title(str(sheet.content.get("title" if own else "title_en", "")))
        text, left_out = texts.description(sheet.content, sheet.url, language)
        more, also_left_out = texts.additional(sheet.events, sheet.url, language)
        yield Box("BT-21", "Tittel", title, texts.TITLE, language=language)
        yield Box("BT-24", "Beskrivelse", text, texts.DESCRIPTION, left_out=left_out, language=language)
        yield Box("BT-300", "Tilleggsinformasjon", more, texts.ADDITIONAL, left_out=also_left_out, language=language)


def _facts(sheet: Sheet) -> Iterator[Box]:
    planned = f"{sheet.planned:%d.%m.%Y}" if sheet.planned else ""
    yield Box("BT-127", "Fremtidig kunngjøring", planned, needed=sheet.form == Dialogue.Form.EEA,
              means=written.weekday(sheet.planned) if sheet.planned else "")  # fmt: skip
    yield Box("BT-15", "URL til dokumenter", sheet.url)
    first, rest = list(sheet.cpv[:1]), list(sheet.cpv[1:])
    yield Box("BT-262", "Hovedklassifiseringskode", _codes(first), means=_means(first))
    if rest:
        yield Box("BT-263", "Tilleggsklassifiseringskode", _codes(rest), means=_means(rest))
    nuts = counties.codes([number for number, _name in sheet.places])
    yield Box(
        "BT-5071", "Sted for gjennomføring – landspesifikk inndeling", ", ".join(nuts), means=_means(sheet.places)
    )


def _buyers(sheet: Sheet) -> Iterator[Box]:
    for name, number in sheet.buyers:
        yield Box("BT-500", "Navn på virksomhet", name)
        yield Box("BT-501", "Identifikator for virksomheten", number)
    mailbox = str(sheet.content.get("contact_mailbox", ""))
    yield Box("BT-506", "E-postadresse til virksomhetens kontaktpunkt", mailbox)


def _codes(pairs: Sequence[tuple[str, str]]) -> str:
    return ", ".join(code for code, _name in pairs)


def _means(pairs: Sequence[tuple[str, str]]) -> str:
    return ", ".join(name for _code, name in pairs)
