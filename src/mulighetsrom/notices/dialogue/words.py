"""The words of each language, and the small notation they are written in.

``words/*.toml`` hold one language each. A list is a role that words play in the rule (docs/dialogue-detection.md):

=============  =====================================================================================================
``names``      a market dialogue before a competition, and hardly anything else
``occasions``  a meeting or survey that is mostly, but not always, a market dialogue
``events``     a meeting, questionnaire or comment that may be anything
``asks``       the buyer asks the market for something
``replies``    the reader is asked to answer, to sign up, to come or to talk; a plain advance notice never does that
``calls``      beside ``suppliers``: they are asked to do something
``invites``    words that turn an occasion or event into an invitation
``holds``      words that say that an occasion takes place
``when``       a day, an hour or a place
``suppliers``  who is invited
``before``     no competition is running yet
``past``       the dialogue has been held, or will not be
``coming``     the dialogue is still to be held; outweighs ``past``
``now``        the buyer asks today; outweighs ``past`` where the words found are a question or a call
``later``      no answer is wanted now: only for information, perhaps later, or by an invitation of its own
``tenders``    the sentence is of tenders, or of taking part in the competition
``over``       in the title: the dialogue is called off, or this is what came of it
``public``     in the title: plans, grants and citizens, not suppliers
``bought``     the word that follows is what is bought
``hired``      the word that follows is what help is bought for
``duties``     the sentence says what the supplier must do
``intention``  a contract will be awarded without competition
``denies``     the notice says that it is no competition, or that it is a dialogue
``advance``    a title that calls the notice an advance notice, whatever its form
``ignore``     false friends, wiped out before anything else is looked for
=============  =====================================================================================================

Notation: lower case; ``*`` any further letters; ``~`` a space, a hyphen or nothing; ``…`` up to 60 characters of one
sentence; ``(a|b)`` either; ``{suppliers}`` any pattern of that list; ``x?`` perhaps; a leading ``=`` wants capitals
(RFI). Each pattern stands between word borders. A long one is broken by TOML's backslash at the end of a line. Other
lists may be named as one likes.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

CANDIDATES = ("names", "occasions", "events", "asks", "replies", "calls")
CONTEXTS = (
    "invites",
    "holds",
    "when",
    "suppliers",
    "before",
    "past",
    "coming",
    "now",
    "later",
    "tenders",
    "over",
    "public",
    "bought",
    "hired",
    "duties",
    "intention",
    "denies",
    "advance",
    "ignore",
)
KINDS = ("conference", "one_to_one", "workshop", "written")
DATE_CUES = ("deadline", "event", "tender")

_SUGAR = {" … ": r"\W(?:[^.!?;\n]{0,60}?\W)?", "~": r"[ \u00a0\u00ad\u2010-\u2013-]?", " ": r"\s+", "*": r"\w{0,40}"}
_SUGARED = re.compile("|".join(map(re.escape, _SUGAR)))
_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Words:
    """The compiled words of one language: role, kind or date cue -> one pattern over lower-case text."""

    languages: tuple[str, ...]
    telltale: str
    roles: dict[str, re.Pattern[str]]
    months: tuple[str, ...]

    def __getitem__(self, role: str) -> re.Pattern[str]:
        return self.roles.get(role, _NOTHING)


def pattern(written: str) -> str:
    """Translate one pattern of the notation into a regular expression."""
    return _SUGARED.sub(lambda sugar: _SUGAR[sugar[0]], written)


def _compile(written: list[str]) -> re.Pattern[str]:
    capitals = [w.removeprefix("=") for w in written if w.startswith("=")]
    plain = [pattern(w) for w in written if not w.startswith("=")]
    if capitals:
        plain.append("(?P<capitals>" + "|".join(map(pattern, capitals)) + ")")
    return re.compile(r"(?<!\w)(?:" + "|".join(plain) + r")(?!\w)")


def _expand(written: str, lists: dict[str, list[str]]) -> str:
    """Put the patterns of a named list where its name stands in braces."""
    return re.sub(r"\{(\w+)\}", lambda name: "(" + "|".join(lists[name[1]]) + ")", written)


def _load(text: str) -> Words:
    data = tomllib.loads(text)
    lists = {**data, **data.get("kinds", {}), **data.get("dates", {})}
    wanted = (*CANDIDATES, *CONTEXTS, *KINDS, *DATE_CUES)
    return Words(
        languages=tuple(data["languages"]),
        telltale=data.get("telltale", ""),
        roles={
            role: _compile([_expand(written, lists) for written in lists[role]]) for role in wanted if lists.get(role)
        },
        months=tuple(data["dates"]["months"]),
    )


@cache
def every() -> tuple[Words, ...]:
    """All languages, in the order of their files' names."""
    folder = files(__package__) / "words"
    sources = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return tuple(_load(source.read_text(encoding="utf-8")) for source in sources)


SHORT = 200
"""Characters below which a text may be in a language without showing its telltale word."""


def of(language: str | None, text: str) -> tuple[Words, ...]:
    """The words to look for in a `text` said to be in `language`: its own, and Norwegian and English if it may be so.

    Buyers write English under a Norwegian mark and the other way round, so a short text, or one with the language's
    telltale word («og», "the"), is read with those too. A text in an unknown language is read with all words.
    """
    own, usual = _own_and_usual(language)
    return (*own, *(words for words in usual if len(text) < SHORT or words.telltale in text))


@cache
def _own_and_usual(language: str | None) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    own = tuple(words for words in every() if language in words.languages) or every()
    return own, tuple(words for words in every() if words.telltale and words not in own)
