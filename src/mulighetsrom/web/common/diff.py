"""The difference between two texts, word by word, as HTML that holds no tag but ours."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_WORDS: Final = 4000
"""In longer texts lines are compared instead of words: the time grows with the square."""
_WORDS: Final = re.compile(r"\n|[^\S\n]+|[^\s]+")
_LINES: Final = re.compile(r"[^\n]*\n|[^\n]+")


def words(old: str, new: str) -> SafeString:
    """Return both texts in one: what was taken out as `del`, what came in as `ins`, each said to screen readers."""
    parts = [_shown(kind, text) for kind, text in _changes(old, new)]
    return mark_safe("".join(parts))  # noqa: S308 - each part is escaped where it is made


def _changes(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield stretches of text that stayed ("equal"), went ("delete") or came ("insert")."""
    pieces = _WORDS if len(old) + len(new) < MOST_WORDS * 6 else _LINES
    before, after = pieces.findall(old), pieces.findall(new)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield kind, "".join(before[i1:i2])
            continue
        if i2 > i1:
            yield "delete", "".join(before[i1:i2])
        if j2 > j1:
            yield "insert", "".join(after[j1:j2])


def _shown(kind: str, text: str) -> str:
    if kind == "equal":
        return conditional_escape(text)
    if kind == "delete":
        return format_html('<del><span class="for-ears">{} </span>{}</del>', _("taken out:"), text)
    return format_html('<ins><span class="for-ears">{} </span>{}</ins>', _("added:"), text)
