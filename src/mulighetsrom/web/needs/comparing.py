"""Two texts of a need side by side, and a text with what colleagues say of it: field by field, in the form's order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mulighetsrom.web.common import diff
from mulighetsrom.web.needs import told
from mulighetsrom.web.needs.fields import FIELDS

if TYPE_CHECKING:
    from django.utils.safestring import SafeString
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.needs.fields import Content
    from mulighetsrom.web.needs.models import Comment, Need


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that reads differently: its label, and both texts in one with what went and what came marked."""

    label: StrOrPromise
    marked: SafeString


@dataclass(frozen=True, slots=True)
class Passage:
    """A field of a text in work as plain words, and what colleagues say of it."""

    name: str
    label: StrOrPromise
    text: str
    comments: list[Comment]


def differences(old: Content, new: Content) -> list[Difference]:
    """Return the fields that readers see differently from one text to another."""
    pairs = [
        (field, told.plain(name, old.get(name)), told.plain(name, new.get(name))) for name, field in FIELDS.items()
    ]
    return [Difference(field.label, diff.words(was, now)) for field, was, now in pairs if was != now]


def passages(need: Need, comments: list[Comment]) -> list[Passage]:
    """Return the fields that hold something, or that somebody has commented."""
    found = []
    for name, field in FIELDS.items():
        about = [comment for comment in comments if comment.field == name]
        text = told.plain(name, need.draft.get(name))
        if text or about:
            found.append(Passage(name, field.label, text, about))
    return found
