"""The texts of a notice within their limits: what is too long ends at a sentence, and says where the rest stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from mulighetsrom.web.common import markup
from mulighetsrom.web.dialogue.doffin import events as layout
from mulighetsrom.web.dialogue.fields import ALWAYS, INVITATION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mulighetsrom.web.dialogue.doffin.events import Event
    from mulighetsrom.web.drafting.fields import Content

TITLE, DESCRIPTION, ADDITIONAL = 400, 6_000, 10_000
"""Characters that BT-21, BT-24 and BT-300 take at most (eForms, docs/doffin.md)."""

# A full stop ends a sentence before a capital letter or a point of a list: not in "kl. 12" or "9. mars".
_ENDS: Final = re.compile(r"[.!?…](?=\s+[A-ZÆØÅ«“\-])|\n")


def title(text: str) -> str:
    """Return a title that the form takes."""
    return shortened(" ".join(text.split()), TITLE)


def description(content: Content, url: str, language: str) -> tuple[str, int]:
    """Return what the form describes the dialogue by, and how many characters of it had to be left out.

    In the language it is written in, it is the invitation; in English beside a Norwegian one, the English text of it.
    What every invitation says, and the address of the page, always stand at the end.
    """
    with override(language):
        own = language == (content.get("language") or "nb")
        body = _own(content) if own else markup.plain(str(content.get("text_en", "")))
        if not body:
            return "", 0
        tail = "\n\n".join(
            [_effort(content, own=own), *map(str, ALWAYS.values()), _("The page: %(url)s") % {"url": url}]
        )
        rest = _("This is shortened. The whole invitation stands on the page: %(url)s") % {"url": url}
    return _fitted(body, tail, rest, DESCRIPTION)


def additional(events: Sequence[Event], url: str, language: str) -> tuple[str, int]:
    """Return the events as text, and how many characters had to be left out: programmes first, then the last events."""
    whole = layout.write(events, language)
    if len(whole) <= ADDITIONAL:
        return whole, 0
    with override(language):
        rest = _("This is shortened. The programme and more stand on the page: %(url)s") % {"url": url}
    bare = [layout.without_programme(event) for event in events]
    while bare and len(text := f"{layout.write(bare, language)}\n\n{rest}") > ADDITIONAL:
        bare.pop()
    return text, len(whole) - len(text) + len(rest) + 2


def shortened(text: str, most: int) -> str:
    """Return a text of so many characters at most: up to the end of a sentence, or of a word where that comes early."""
    if len(text) <= most:
        return text
    ends = [found.end() for found in _ENDS.finditer(text) if found.end() <= most]
    if ends and ends[-1] > most // 2:
        return text[: ends[-1]].rstrip()
    word = text.rfind(" ", 0, most - 1)
    return f"{text[: word if word > 0 else most - 2]} …"


def _fitted(body: str, tail: str, rest: str, most: int) -> tuple[str, int]:
    if len(body) + len(tail) + 2 <= most:
        return f"{body}\n\n{tail}", 0
    kept = shortened(body, most - len(tail) - len(rest) - 4)
    return f"{kept}\n\n{rest}\n\n{tail}", len(body) - len(kept)


def _own(content: Content) -> str:
    sections = {
        "purpose": "",
        "wanted": _("What we want to hear"),
        "use": _("How we use what we are told"),
        "readers": _("Who reads it"),
        "next": _("What happens afterwards"),
        "accessibility": _("How everybody can take part"),
    }
    told = ((heading, markup.plain(str(content.get(name, "")))) for name, heading in sections.items())
    return "\n\n".join(f"{heading}\n{text}" if heading else text for heading, text in told if text)


def _effort(content: Content, *, own: bool) -> str:
    """Return what it costs to take part: the hours in the writer's words, so only in their language."""
    hours = [_("Hours expected of a supplier: %(hours)s") % {"hours": content["hours"]}] if content.get("hours") else []
    asked = {"pay": _("Is taking part paid?"), "money": _("Is the money decided?")}
    lines = [f"{label} {INVITATION.word(name, content[name])}." for name, label in asked.items() if content.get(name)]
    return "\n".join([*(hours if own else []), *lines])
