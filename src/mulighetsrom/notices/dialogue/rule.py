"""Does a notice invite to market dialogue before a competition? An ordered rule; each answer names its step and words.

The steps, in plain words, are in docs/dialogue-detection.md. The words are data: see `words`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mulighetsrom.notices.dialogue import dates, words
from mulighetsrom.notices.dialogue.passages import Passage, read

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from mulighetsrom.notices.schema import Row

VERSION = "2"
OSLO = ZoneInfo("Europe/Oslo")
MOST_EVIDENCE = 12
"""Pieces of evidence kept of one notice: enough to mark on a page."""

BOUGHT_BEFORE = 60
"""Characters before a word where another can say that it is what is bought."""
_BREAK = re.compile(r"[:;,–—]|\s-")

CLOSED = frozenset({"result", "dir-awa-pre", "cont-modif", "completion", "bri"})
"""Form types (BT-03) of notices after the market was asked: awards, intentions, modifications."""
CALLS = ("asks", "replies", "calls")
"""Roles in which the buyer turns to somebody."""
BOUGHT_CPV = ("7931", "7932", "79342", "7995", "5512", "5530", "8052")
"""CPV codes under which surveys, conferences and meetings are what is bought."""


@dataclass(frozen=True)
class Evidence:
    """Words that decided, with their place in the text row as stored."""

    field: str
    lot: str
    language: str
    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Finding:
    """What the rule found in one notice."""

    dialogue: bool
    rule: str
    kinds: tuple[str, ...] = ()
    date: dt.date | None = None
    deadline: dt.date | None = None
    evidence: tuple[Evidence, ...] = ()

    def columns(self) -> Row:
        """The finding as columns of `schema.NOTICES`."""
        return {
            "dialogue": self.dialogue,
            "dialogue_kinds": list(self.kinds),
            "dialogue_date": self.date,
            "dialogue_deadline": self.deadline,
            "dialogue_evidence": json.dumps(
                {"rule": self.rule, "evidence": [vars(each) for each in self.evidence]}, ensure_ascii=False
            ),
            "dialogue_rule": VERSION,
        }


@dataclass(frozen=True)
class Hit:
    """A word or phrase of a role in a passage."""

    role: str
    passage: Passage
    start: int
    end: int

    @cached_property
    def _sentence(self) -> tuple[int, int]:
        return self.passage.sentence(self.start, self.end)

    def beside(self, role: str) -> bool:
        """Does a word of `role` stand in the same sentence?"""
        return any(language[role].search(self.passage.lower, *self._sentence) for language in self.passage.words)

    @property
    def is_live(self) -> bool:
        """Is it now, and of the buyer's market: neither held before, nor for later, nor of tenders, nor a duty?"""
        if self.beside("past") and not (self.beside("coming") or (self.role in CALLS and self.beside("now"))):
            return False
        return not (self.beside("later") or self.beside("duties") or (self.role != "names" and self.beside("tenders")))

    def follows(self, role: str) -> bool:
        """Does a word of `role`, say that it is bought, stand right before it, with no break or question between?"""
        if self.role in CALLS and self.beside("now"):
            return False
        first = max(self._sentence[0], self.start - BOUGHT_BEFORE)
        before = _BREAK.split(self.passage.lower[first : self.start])[-1]
        return any(
            language[role].search(before) and not language["now"].search(before) for language in self.passage.words
        )

    @property
    def evidence(self) -> Evidence:
        passage = self.passage
        return Evidence(
            passage.field, passage.lot, passage.language, self.start, self.end, passage.text[self.start : self.end]
        )


def detect(notice: Row, texts: Sequence[Row]) -> Finding:
    """Decide whether a notice invites to market dialogue, from its row and text rows; pure, no I/O."""
    form = _form(notice)
    if form == "closed":
        return Finding(dialogue=False, rule="closed-form")
    passages = read(texts, notice.get("language"))
    rule, hits = _decide(form, notice.get("cpv") or "", passages)
    evidence = tuple(hit.evidence for hit in hits[:MOST_EVIDENCE])
    if rule not in YES:
        return Finding(dialogue=False, rule=rule, evidence=evidence)
    event, deadline = dates.event_and_deadline(passages, notice.get("published_date"))
    return Finding(True, rule, _kinds(passages), event, deadline or _answer_deadline(form, notice), evidence)


def _form(notice: Row) -> str:
    """consultation, planning, closed or competition (which includes everything unknown)."""
    form_type = notice.get("form_type")
    if notice.get("subtype") == "E1" or form_type == "consultation":
        return "consultation"
    if form_type in CLOSED:
        return "closed"
    return "planning" if form_type == "planning" else "competition"


def _answer_deadline(form: str, notice: Row) -> dt.date | None:
    """BT-800 of a consultation form is the deadline for answers; in every other form the field is for tenders."""
    deadline = notice.get("deadline")
    return deadline.astimezone(OSLO).date() if form == "consultation" and deadline else None


YES = {"consultation-form", "title", "named", "asked", "replied", "invited", "occasion", "event"}
TITLE = {"planning": ("names", "asks", "occasions", "events"), "competition": ("names", "occasions")}
"""Roles that can name a notice, by form."""
PLANNING = (
    ("names", "named", ()),
    ("asks", "asked", ()),
    ("replies", "replied", ()),
    ("calls", "invited", ("suppliers",)),
    ("occasions", "occasion", ("invites",)),
    ("occasions", "occasion", ("holds",)),
    ("occasions", "occasion", ("before",)),
    ("occasions", "occasion", ("denies",)),
    ("events", "event", ("invites", "suppliers")),
    ("events", "event", ("when",)),
)
COMPETITION = (("names", "named", ("before", "invites")), ("names", "named", ("before", "holds")))
"""Steps for the body: role sought, the rule it makes, and the roles that must stand in the same sentence."""


def _decide(form: str, cpv: str, passages: Sequence[Passage]) -> tuple[str, list[Hit]]:
    """The first step that speaks, with its words."""
    titles = [passage for passage in passages if passage.is_title] or _titles_of_lots(passages)
    if form == "consultation":
        return "consultation-form", _found(passages, "names", "asks", "occasions")
    if form == "competition" and _is_no_competition(titles, passages):
        form = "planning"
    if barred := _barred(form, titles, passages):
        return barred
    if named := [hit for hit in _found(titles, *TITLE[form]) if _names_notice(hit, form, cpv)]:
        return "title", named
    if intention := _found(passages, "intention"):
        return "intention", intention
    return _by_body(form, cpv, passages)


def _titles_of_lots(passages: Sequence[Passage]) -> list[Passage]:
    """A converted notice may have its title on its only lot."""
    titles = [passage for passage in passages if passage.field == "title"]
    return titles if len(titles) == 1 else []


def _is_no_competition(titles: Sequence[Passage], passages: Sequence[Passage]) -> bool:
    """Does a competition form hold none: by its own words, or since it asks for answers and for no tenders?"""
    if _found(titles, "advance") or _found(passages, "denies"):
        return True
    return bool(_found(titles, "occasions") and _found(passages, "asks", "replies")) and not _found(passages, "tenders")


def _barred(form: str, titles: Sequence[Passage], passages: Sequence[Passage]) -> tuple[str, list[Hit]] | None:
    """The title says that it is something else: called off or over, an award, or a hearing of citizens."""
    for role in ("over", "intention"):
        if hits := _found(titles, role):
            return role, hits
    public = _found(titles, "public") if form == "planning" else []
    return ("public", public) if public and not _found(passages, "suppliers") else None


def _names_notice(hit: Hit, form: str, cpv: str) -> bool:
    if hit.follows("bought") or not hit.is_live:
        return False
    if hit.role == "names" or cpv.startswith(BOUGHT_CPV):
        return hit.role == "names"
    if hit.role == "occasions":
        return form == "planning" or hit.beside("invites") or hit.beside("before")
    return hit.role == "asks" or hit.beside("invites") or hit.beside("when")


def _by_body(form: str, cpv: str, passages: Sequence[Passage]) -> tuple[str, list[Hit]]:
    mentioned: list[Hit] = []
    for role, rule, beside in PLANNING if form == "planning" else COMPETITION:
        if role in ("occasions", "events") and cpv.startswith(BOUGHT_CPV):
            continue
        hits = _found(passages, role)
        mentioned += hits
        standing = (hit for hit in hits if all(map(hit.beside, beside)) and _stands(hit, form))
        if accepted := list(islice(standing, MOST_EVIDENCE)):
            return rule, accepted
    return ("mentioned" if mentioned else "no-words"), mentioned


def _stands(hit: Hit, form: str) -> bool:
    """Is it live, and not what is bought? In a planning form a dialogue that is named is bought only where help is."""
    bought = "hired" if form == "planning" and hit.role == "names" else "bought"
    return hit.is_live and not hit.follows(bought)


def _found(passages: Iterable[Passage], *roles: str) -> list[Hit]:
    """The words of roles in passages, in order."""
    return [Hit(role, passage, *span) for passage in passages for role in roles for span in passage.spans(role)]


def _kinds(passages: Sequence[Passage]) -> tuple[str, ...]:
    return tuple(kind for kind in words.KINDS if _found(passages, kind)) or ("other",)
