"""Mask e-mail addresses, telephone numbers and named contact persons in the texts of notices.

What is masked leaves a token that says what stood there: `‹@›` an e-mail address, `‹tel›` a telephone number, `‹N.N.›`
a name (nomen nescio). The tokens are the same in every language.

The rule leans on form and cues, for CPV codes, amounts, dates, organisation numbers and case numbers must come through
unharmed. So a name without a cue before it ("Kontaktperson:", "Saksbehandler", "att.") stays, and so does a bare
eight-digit number that could be a CPV code or an amount. Masking is safe to run twice, and takes linear time.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ADDRESS, TELEPHONE, NAME = "‹@›", "‹tel›", "‹N.N.›"

# An address: a run of characters, a sign for "at", a domain. Possessive, and started only where a run starts, so that
# no input makes it slow. Soft hyphens and zero-width characters inside an address do not hide it.
LOCAL = r"[\w.+%!*~^\u00ad\u200b-\u200d\u2060\ufeff-]"
DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|punktum|punkt|prikk)\s?[)\]}]\s?|\s(?:dot|punktum)\s)"
DOMAIN = rf"[\w\u00ad\u200b-\u200d-]++(?:{DOT}[\w\u00ad\u200b-\u200d-]++)"
ADDRESSES = re.compile(
    rf"(?<!{LOCAL})(?:mailto:)?{LOCAL}++(?:"
    rf"(?:[@＠]|&\#64;)(?P<domain>{DOMAIN}*+)"
    rf"|\s{{0,2}}(?:[@＠]|[(\[{{<]\s?(?:at|@|alfakrøll|krøllalfa)\s?[)\]}}>]|_at_)\s{{0,2}}(?P<spaced>{DOMAIN}++)"
    rf"|\sat\s(?P<spelled>[\w-]++\s(?:dot|punktum)\s[\w-]++(?:\s(?:dot|punktum)\s[\w-]++)*+))",
    re.IGNORECASE,
)
ENCODED = re.compile(r"(?<![\w.+-])[\w.+-]++%40[\w.-]++", re.IGNORECASE)  # inside the query of a URL
SIGNS = {
    "@": "@",
    "＠": "＠",
    "&": "&#64;",
    ")": "at)",
    "]": "at]",
    "}": "at}",
    ">": "at>",
    "_": "_at_",
    "ø": "krøll",
    " dot ": " dot ",
    " punktum ": " punktum ",
}
"""The words without which a text holds no address, each behind something in it that is found faster."""

# Numbers and names begin with the characters they may begin with: at most places the engine is done after one look.
# A telephone number without a cue: by its country code, by the groups Norwegians write, or by a mobile's first digits.
GAP = r"[ \u00a0\u2009\u202f]"
BEFORE = r"(?<![\w/=.,+-])"
ALONE = rf"(?<!\d{GAP})"  # the groups of a longer number are not taken for a whole one
ABROAD = (
    rf"(?:\(?\+{GAP}?|{ALONE}\(?00(?=47|[1-9]\d{{1,2}}{GAP}))[1-9]\d{{0,2}}"
    r"(?:[ \u00a0\u2009\u202f().\u2010-\u2013/-]{0,3}\d){6,13}"
)
GROUPED = rf"[2-9]\d(?P<gap>{GAP}|[.-])\d\d(?P=gap)\d\d(?P=gap)\d\d|[2-9]\d\d{GAP}\d\d{GAP}\d\d\d"
CPV_DIVISIONS = "4[1-58]|9[028]"  # what a CPV code and a mobile number may both begin with
MOBILE = rf"(?!{CPV_DIVISIONS})[49]\d{{7}}(?<!000)(?![\w/]|[.,:-]\d)"
NUMBERS = re.compile(
    rf"(?=[(+\d]){BEFORE}"
    rf"(?:{MOBILE}|(?:{ABROAD}|{ALONE}(?:\(?47\)?{GAP})?(?:{GROUPED}))(?![\w/]|[.,:-]\d|{GAP}?\d(?!\d{{7}})))"
)

# After a cue, more counts as a telephone number: eight digits or more in any grouping, and short service numbers.
LONG = r"[(+]{0,2}\d(?:[ \u00a0\u2009\u202f().\u2010-\u2013/-]{0,2}\d){7,14}"
DATE = r"(?:\d{4}[.-]\d\d?[.-]\d\d?|[0-3]?\d[./-][01]?\d[./-](?:20)?\d\d)(?!\d|[./-]\d)"
CANDIDATES = re.compile(
    rf"(?=[(+\d])(?<![\w+(])(?<!\d[.,])(?!{DATE}|\d{{8}}-\d(?!\d))"
    rf"(?:{LONG}|0\d{{4}})(?:\s?(?:[/,]|eller|or|og|and)\s?{LONG}){{0,3}}(?!\w|-\d)"
)
CROWDS = re.compile(r"[0-9](?:[ \u00a0\u2009\u202f().\u2010-\u2013/-]{0,3}[0-9]){4,}")
CUE = re.compile(
    r"(?:(?<![^\W_])(?:sentralbord|t[eé]l[eé]?(?:phone|fono?|foon|faks|fax)?|telf|tlf|mob(?:il(?:telefon)?|iili|ile)?|"
    r"m[oó]vil|cell|gsm|puh(?:elin)?|handy|phone|fax|faks|sms|ring|call|ph)(?:nummer|number|nr)?"
    rf"|{ADDRESS}|{NAME})[\s.:,;()|–-]{{0,5}}(?:nr|no|nummer|number)?[\s.:(]{{0,3}}$",
    re.IGNORECASE,
)
CURRENCY = r"(?:kr|nok|eur|euro|usd|sek|dkk)"
AMOUNT_AFTER = re.compile(rf"(?:{GAP}|-)?(?:(?:{CURRENCY}|mill|mnok|stk|m2|m²|kvm)\b|[€$%]|,\d\d)|,-", re.IGNORECASE)
AMOUNT_BEFORE = re.compile(rf"(?:{CURRENCY}|€|\$|verdi|value){GAP}?[.:]?{GAP}?$", re.IGNORECASE)

# A name after a cue: two to four words that begin with a capital, or after a colon one, where the phrase ends.
UPPER = r"[A-ZÀ-ÖØ-ÞĄĆČĘŁŃŚŠŹŻŽĐ]"
NOT_A_NAME = (
    r"(?:Tel|Telf|Tlf|Telefon|Telefonnummer|Telephone|Mob|Mobil|Mobile|Phone|Fax|Faks|E|Epost|Email|Mail|Adresse|Address|"
    r"Postboks|Org|CPV|Dato|Frist|Se|URL|Web|Nettside|Stilling|Tittel|For|Ved|Til|The|This|Det|Denne|Kontakt|Contact|Point)\b"
)
PARTICLES = r"(?:(?:van|von|der|den|de|del|di|da|af|av|la|le|zu|ten|ter)[ \u00a0]){0,3}"
WORD = rf"(?!{NOT_A_NAME}){UPPER}[\w'’]*+(?:-{UPPER}[\w'’]*+)*+\.?"
PERSON_CUE = (
    r"kontakt(?:[ -]?person(?:in|s|ar|er|en)?)?|contact(?:[ -]?(?:persoon|person|point|name|officer))?|contactpersoon|"
    r"ansprechpartner(?:in)?|ansprechperson|(?:saks|sags)behandl(?:er|ar)|saksansvarl[ei]g|innkjøpsansvarl[ei]g|"
    r"innkjøpsråd(?:giver|gjevar)|prosjektled(?:er|ar)|handläggare|upphandlare|yhteyshenkilö|persona de contacto|"
    r"persona di contatto|referente|personne (?:à contacter|de contact)|osoba do kontakt(?:u|ów)|"
    r"(?:attention|attn|att)[ ]?[.:]|c/o|med hilsen"
)
PERSONS = re.compile(
    r"(?=[AaCcHhIiKkMmOoPpRrSsUuYy])"
    rf"(?P<cue>(?<![^\W_])(?i:{PERSON_CUE})(?:(?P<sign>[ \u00a0]?[.:])|(?![^\W_]))[\s:,–-]{{0,4}}"
    r"(?:(?:er|is|ist|är|on|Herr|Frau|Herrn|Mr|Mrs|Ms|Dr)\.?[ \u00a0])?)"
    rf"(?P<name>{WORD}(?:(?:[ \u00a0]{PARTICLES}{WORD}){{1,3}}|(?(sign)(?=[ \u00a0]?(?:[,;(\r\n+‹]|\d\d|$))|(?!))))"
)
PERSON_STEMS = (
    "onta",
    "ansprech",
    "handl",
    "saksansv",
    "innkjøps",
    "prosjektled",
    "yhteys",
    "referente",
    "att",
    "c/o",
    "hilsen",
)

# After "v/" comes nearly always a unit: it takes two plain words there, and the end of the phrase.
PLAIN = rf"(?!{NOT_A_NAME}){UPPER}[a-zà-öø-ÿ'’]++(?:-{UPPER}[a-zà-öø-ÿ]++)?"
BEHIND = re.compile(
    rf"(?P<cue>(?<![^\W_])[vV]/[ ]?)(?P<name>{PLAIN}(?:[ ](?:{UPPER}\.|{PLAIN})){{1,3}})"
    r"(?=[ ]?(?:[,;()\r\n]|\.\s|\.$|[‹+]|\d\d|$|(?:tlf|tel|e-post|mob)))"
)
UNITS = re.compile(
    r"(?i:kommun|fylke|etat|bydel|avdeling|seksjon|direktorat|departement|universitet|høgskol|høyskol|sykehus|sjukehus|"
    r"helse|eiendom|eigedom|innkjøp|anskaffelse|tjeneste|teneste|senter|vesen|verket|museum|museet|bibliotek|skole|skule|"
    r"kontor|gruppe|norsk|norge|noreg|norway|nordic|statens|oslo|kirkelig|fellesråd|forvaltning|konsern|prosjekt|consult|"
    r"rådgiv|bygg|team|service|procurement|department|office|agency|municipality|council|university|hospital|portal|"
    r"group|leverandør|supplier|tender|selskap|regierung|verwaltung)|\b(?:AS|ASA|KF|IKS|HF|RHF|SA|BA|AB|GmbH|Ltd)\b"
)


Span = tuple[int, int]
Reach = tuple[int, int]
"""How far before and after a telltale word the patterns may see and change."""
ADDRESS_REACH: Reach = 320, 320  # the longest address
NAME_REACH: Reach = 24, 160  # the rest of a cue; four names
NUMBER_REACH: Reach = 40, 16  # a cue; an amount's unit


def mask(text: str) -> str:
    """Return the text with tokens for e-mail addresses, telephone numbers and contact persons named after a cue."""
    if "%40" in text:
        text = ENCODED.sub(ADDRESS, text)
    lower = text.lower()
    if signs := [sign for first, sign in SIGNS.items() if first in lower and sign in lower]:
        text = _around(_places(signs, lower), ADDRESS_REACH, text, partial(ADDRESSES.sub, _address))
        lower = text.lower()
    if stems := [stem for stem in PERSON_STEMS if stem in lower]:
        text = _around(_places(stems, lower), NAME_REACH, text, partial(PERSONS.sub, _person))
    if "v/" in lower:
        text = BEHIND.sub(_person, text)
    if crowds := [found.span() for found in CROWDS.finditer(text)]:
        text = _around(crowds, NUMBER_REACH, text, _without_numbers)
    return text


def _places(words: list[str], text: str) -> list[Span]:
    return sorted(found.span() for word in words for found in re.finditer(re.escape(word), text))


def _around(places: list[Span], reach: Reach, text: str, change: Callable[[str], str]) -> str:
    """Change a text near some places only: the patterns try every character, and most of a text hides nothing."""
    pieces: list[str] = []
    done = 0
    for start, end in _windows(places, *reach):
        pieces += text[done:start], change(text[start:end])
        done = end
    return "".join(pieces) + text[done:]


def _windows(places: list[Span], before: int, after: int) -> Iterator[Span]:
    first, last = places[0]
    for start, end in places[1:]:
        if start - last > before + after:
            yield max(first - before, 0), last + after
            first = start
        last = max(last, end)
    yield max(first - before, 0), last + after


def _without_numbers(text: str) -> str:
    return NUMBERS.sub(_number, CANDIDATES.sub(_cued_number, text))


def _address(found: re.Match[str]) -> str:
    domain = found["domain"] or found["spaced"] or found["spelled"]
    return ADDRESS if any(map(str.isalpha, domain)) else found[0]  # "3 stk @ 500" is a price


def _number(found: re.Match[str]) -> str:
    return found[0] if _is_amount(found) else TELEPHONE


def _cued_number(found: re.Match[str]) -> str:
    return TELEPHONE if CUE.search(_before(found)) and not _is_amount(found) else found[0]


def _is_amount(found: re.Match[str]) -> bool:
    return bool(AMOUNT_AFTER.match(found.string, found.end()) or AMOUNT_BEFORE.search(_before(found)))


def _before(found: re.Match[str]) -> str:
    return found.string[max(0, found.start() - 32) : found.start()]


def _person(found: re.Match[str]) -> str:
    return found[0] if UNITS.search(found["name"]) else found["cue"] + NAME
