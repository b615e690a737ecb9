"""Two texts side by side, and a text with what colleagues say of it: field by field, in the form's order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mulighetsrom.web.common import diff, written
from mulighetsrom.web.drafting.fields import Kind

if TYPE_CHECKING:
    from django.utils.safestring import SafeString
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.drafting.fields import Content, Description, Field
    from mulighetsrom.web.drafting.models import Comment


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


def differences(old: Content, new: Content, of: Description) -> list[Difference]:
    """Return the fields that readers see differently from one text to another."""
    pairs = [
        (field, plain(name, old.get(name), of), plain(name, new.get(name), of)) for name, field in of.fields.items()
    ]
    return [Difference(field.label, diff.words(was, now)) for field, was, now in pairs if was != now]


def passages(content: Content, comments: list[Comment], of: Description) -> list[Passage]:
    """Return the fields that hold something, or that somebody has commented."""
    found = []
    for name, field in of.fields.items():
        about = [comment for comment in comments if comment.field == name]
        text = plain(name, content.get(name), of)
        if text or about:
            found.append(Passage(name, field.label, text, about))
    return found


def plain(path: str, value: Any, of: Description) -> str:
    """Write the value of any field as plain text, so that two can be compared."""
    field = of.at(path)
    if not value:
        return ""
    if field.kind is Kind.ROWS:
        return "\n".join(_row(field, row, of) for row in value)
    if field.kind is Kind.CHOICES:
        return "\n".join(str(of.word(field.name, one)) for one in value)
    return _one(field, value, of)


def _row(field: Field, row: Content, of: Description) -> str:
    shown = ((inner, row[inner.name]) for inner in field.rows if row.get(inner.name))
    return "\n".join(f"{_before(inner)} {_one(inner, value, of)}" for inner, value in shown)


def _before(inner: Field) -> str:
    """Return a label as it stands before its value: a question has its own mark."""
    label = str(inner.label)
    return label if label.endswith("?") else f"{label}:"


def _one(field: Field, value: Any, of: Description) -> str:
    if field.kind is Kind.CHOICE:
        return str(of.word(field.name, value))
    if field.kind is Kind.QUARTER:
        return written.quarter(value)
    return written.number(value) if field.kind is Kind.AMOUNT else str(value)
