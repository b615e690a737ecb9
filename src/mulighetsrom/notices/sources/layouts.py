"""The exports that are known: which of their columns is what, and what their words mean.

Columns of DFØ's yearly files and the meaning of form numbers before October 2023 as DFØ published them; the words of
the older searches as the files themselves have them; types of Doffin's public API v2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Layout:
    """One kind of export: our field -> its column, with a dot where JSON nests. A needed column must be there."""

    name: str
    needed: dict[str, str]
    others: dict[str, str]
    currency: str | None = None

    @property
    def columns(self) -> dict[str, str]:
        return self.needed | self.others


LAYOUTS = (
    Layout(
        "DFØ's yearly file",
        {
            "doffin_id": "doffin_id",
            "title": "tittel",
            "buyer": "eier_navn",
            "published": "publisering_dato",
            "form": "skjema_nr",
            "type": "skjema_type",
        },
        {
            "orgnr": "eier_orgnr",
            "deadline": "tilbudsfrist_dato",
            "cpv": "cpv_hoved_kode",
            "more_cpv": "cpv_tillegg",
            "value": "verdi_estimert",
            "nature": "kontrakt_type",
            "procedure": "prosedyre_type",
            "places": "nuts_kode",
        },
    ),
    Layout(
        "a search on Doffin before 2023",
        {
            "doffin_id": "doffin_referanse",
            "title": "navn",
            "buyer": "publisert_av",
            "published": "kunngjoring_dato",
            "type": "kunngjoring_type",
        },
        {"deadline": "tilbudsfrist_dato", "cpv": "cpv", "description": "beskrivelse"},
    ),
    Layout(
        "a cleaned search on Doffin",
        {"doffin_id": "doffin_id", "title": "title", "buyer": "buyer", "published": "date", "type": "type"},
        {"deadline": "deadline", "cpv": "cpv", "value": "value_nok", "description": "description"},
        currency="NOK",
    ),
    Layout(
        "notices taken from Doffin's pages",
        {"title": "tittel", "buyer": "oppdragsgiver", "published": "kunngjoringsdato", "form": "form"},
        {
            "orgnr": "orgnr",
            "city": "sted",
            "deadline": "tilbudsfrist",
            "cpv": "cpvnumber",
            "more_cpv": "tilleggscpv",
            "description": "beskrivelse",
        },
    ),
    Layout(
        "Doffin's public API",
        {"doffin_id": "id", "title": "heading", "buyers": "buyer", "published": "issuedate", "type": "type"},
        {
            "deadline": "deadline",
            "cpv": "cpvcodes",
            "description": "description",
            "places": "locationid",
            "value": "estimatedvalue.amount",
            "currency": "estimatedvalue.currencyCode",
            "lots": "lots",
            "received": "allreceivedtenders",
        },
    ),
)

NUMBER = re.compile(r"[Ff]?0*(\d{1,2})(?:\.0)?", re.ASCII)

FORMS = {
    **dict.fromkeys((1, 4, 8, 16), "planning"),
    **dict.fromkeys((2, 5, 7, 12, 17, 24, 52), "competition"),
    **dict.fromkeys((3, 6, 13, 18, 25), "result"),
    14: "change",
    15: "dir-awa-pre",
    20: "cont-modif",
}
"""Form number (F01-F25 of the EU, 52 national) -> BT-03. 21, 22 and 23 announce and award: there the words decide."""

API_TYPES = {
    **dict.fromkeys(("ADVISORY_NOTICE", "NOTICE_ON_BUYER_PROFILE"), "planning"),
    **dict.fromkeys(("PRE_ANNOUNCEMENT", "ANNOUNCEMENT_OF_COMPETITION"), "competition"),
    **dict.fromkeys(("DYNAMIC_PURCHASING_SCHEME", "QUALIFICATION_SCHEME"), "competition"),
    **dict.fromkeys(
        ("ANNOUNCEMENT_OF_CONCLUSION_OF_CONTRACT", "CANCELLED_OR_MISSING_CONCLUSION_OF_CONTRACT"), "result"
    ),
    "ANNOUNCEMENT_OF_INTENT": "dir-awa-pre",
    "CHANGE_OF_CONCLUSION_OF_CONTRACT": "cont-modif",
}

WORDS = tuple(
    (re.compile(words), form)
    for words, form in (
        ("intensjon", "dir-awa-pre"),
        ("endring av (?:konklusjon|kontrakt)|kontraktsendring", "cont-modif"),
        ("tildeling|kontraktsinngåelse|inngåtte? kontrakt|resultat|avlys", "result"),
        ("veiledende|veiledning|forhåndskunngjøring|kjøperprofil|markedsdialog|markedsundersøkelse", "planning"),
        ("endring|rettelse|tilleggsinformasjon|supplerende", "change"),
        ("konkurranse|kvalifi[sk]|dynamisk|anbud", "competition"),
    )
)
"""Words of a notice's type -> BT-03; the first that is found."""

SUBTYPES = {7: "15", 8: "1"}
TELLING = (
    (re.compile("kvalifikasjonsordning|qualification_scheme"), "15"),
    (re.compile("kjøperprofil|notice_on_buyer_profile"), "1"),
)
"""Form number, and words -> notice subtype, of the forms that figures count otherwise than others of their BT-03:
qualification systems stand for years, and a notice on a buyer's profile only points to it.
"""

NATURES = {"var": "supplies", "tjen": "services", "ten": "services", "bygg": "works", "anlegg": "works"}
PROCEDURES = {
    "åpen": "open",
    "begrenset": "restricted",
    "konkurranse med forhandling": "neg-w-call",
    "konkurransepreget dialog": "comp-dial",
    "innovasjonspartnerskap": "innovation",
}
"""Beginnings of words -> code of BT-23 and BT-105. A procedure that is not here stays as written."""

LABELS = re.compile(r"(?i:doffin referanse|publisert av|kunngjøringstype|kunngjøringsdato|tilbudsfrist)\s*:\s*")
"""Labels of the page that searches saved inside the cells."""

NOTHING = {"", "na", "n/a", "nan", "null", "none", "-"}


def nearest(columns: list[str]) -> Layout:
    """Return the layout that most of its needed columns are there for."""
    return max(LAYOUTS, key=lambda layout: sum(name in columns for name in layout.needed.values()) / len(layout.needed))


def form_type(number: str | None, words: str | None) -> str | None:
    """Return BT-03 by an export's form number, else by its words; None where neither is known."""
    return FORMS.get(_digits(number)) or API_TYPES.get(words or "") or _said(words, WORDS)


def subtype(number: str | None, words: str | None) -> str | None:
    """Return the notice subtype where figures need it and an export tells it; None for all other notices."""
    digits = _digits(number)
    return SUBTYPES.get(digits) if digits in FORMS else _said(words, TELLING)


def _digits(number: str | None) -> int:
    """Return the number of a form; 0 where there is none."""
    digits = NUMBER.fullmatch(number or "")
    return int(digits[1]) if digits else 0


def _said(words: str | None, table: tuple[tuple[re.Pattern[str], str], ...]) -> str | None:
    said = (words or "").lower()
    return next((meaning for word, meaning in table if word.search(said)), None)


def begins(text: str | None, table: dict[str, str]) -> str | None:
    """Return the code of the first beginning in a table that the text has."""
    said = (text or "").lower()
    return next((code for beginning, code in table.items() if said.startswith(beginning)), None)
