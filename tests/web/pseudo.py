"""A language that no one speaks: each translated string comes in ⟦brackets⟧; what stands outside was never marked."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest import mock

import lxml.html
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

OPEN, CLOSE = "⟦", "⟧"
ATTRIBUTES = ("alt", "aria-label", "placeholder", "title", "data-label")
OUTSIDE = {"script", "style", "option"}
NAMES = {"Mulighetsrom"}


@contextmanager
def locale() -> Iterator[None]:
    """Put brackets around whatever gettext returns."""
    answers = {
        "gettext": lambda message: f"{OPEN}{message}{CLOSE}" if message else "",
        "pgettext": lambda _context, message: f"{OPEN}{message}{CLOSE}",
        "ngettext": lambda one, many, number: f"{OPEN}{one if number == 1 else many}{CLOSE}",
        "npgettext": lambda _context, one, many, number: f"{OPEN}{one if number == 1 else many}{CLOSE}",
    }
    with mock.patch.dict(vars(translation._trans), answers):  # type: ignore[attr-defined] # where Django looks them up
        yield


def unmarked(html: str) -> list[str]:
    """Return the texts of a page that never went through gettext, names and other people's words left out."""
    page = lxml.html.document_fromstring(html)
    texts = [*_attributes(page), *_outside_brackets(_texts(page))]
    return [text for text in texts if any(letter.isalpha() for letter in text) and text not in NAMES]


def _attributes(page: HtmlElement) -> Iterator[str]:
    for element in page.iter():
        values = (element.get(name, "") for name in ATTRIBUTES) if isinstance(element.tag, str) else ()
        yield from (value for value in values if OPEN not in value and not _is_theirs(element))


def _texts(element: HtmlElement) -> Iterator[str]:
    """Yield the page's texts in reading order; a sentence may go through several elements."""
    if isinstance(element.tag, str) and element.tag not in OUTSIDE and not _is_theirs(element):
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def _is_theirs(element: HtmlElement) -> bool:
    """Tell whether an element says that its words are a name, a notice's own, or in a language of their own."""
    return element.get("translate") == "no" or (element.tag != "html" and element.get("lang") is not None)


def _outside_brackets(texts: Iterator[str]) -> Iterator[str]:
    depth = 0
    for text in texts:
        outside = ""
        for letter in text:
            depth += (letter == OPEN) - (letter == CLOSE)
            outside += letter if depth == 0 and letter != CLOSE else ""
        yield outside.strip(" \n–·")
