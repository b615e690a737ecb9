"""The words in front of people: whole in three languages, each in its own language, none forgotten in a template."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog

from mulighetsrom.installation.config import CLONE
from mulighetsrom.web.common import messages
from tests.web import people, pseudo
from tests.web.access_table import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from tests.web.page import Page

WORDS = Path(__file__).parent / "words"
GLOSSARY = CLONE / "docs" / "glossary.md"


@pytest.mark.parametrize("language", messages.TRANSLATED)
def test_every_string_is_translated_and_none_is_left_over(language: str) -> None:
    assert list(messages.problems(language)) == []


def test_a_missing_an_obsolete_and_a_doubtful_string_are_each_told(monkeypatch: pytest.MonkeyPatch) -> None:
    code, catalogue = Catalog(), Catalog("nb")
    code.add("new")
    code.add(("%(n)s page", "%(n)s pages"))
    catalogue.add("old", "gammel")
    catalogue.add(("%(n)s page", "%(n)s pages"), ("%(m)s side", "%(n)s sider"), flags=["fuzzy"])
    monkeypatch.setattr(messages, "extract", lambda: code)
    monkeypatch.setattr(messages, "read", lambda _language: catalogue)
    told = [line.split(": ")[1] for line in messages.problems("nb")]
    assert told == ["missing", "obsolete", "fuzzy", "unknown named placeholder 'm'"]


def test_code_and_templates_are_read_for_marked_strings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        """{% load i18n %}
            <p>{% translate "In a page" %}</p>
        {% blocktranslate count n=3 %}{{ n }} page{% plural %}{{ n }} pages{% endblocktranslate %}"""
    )
    (tmp_path / "code.py").write_text("""title = _("In code, " "in two parts")""")
    monkeypatch.setattr(messages, "WEB", tmp_path)
    found = [message.id for message in messages.extract() if message.id]
    assert found == ["In code, in two parts", "In a page", ("%(n)s page", "%(n)s pages")]


@pytest.mark.django_db
@pytest.mark.usefixtures("country")
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_no_page_shows_a_string_that_was_never_marked(client: Client, page: Page) -> None:
    people.log_in(client, page.viewer or "visitor")
    with pseudo.locale():
        html = client.get(page.address()).content.decode()
    assert pseudo.unmarked(html) == []


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>⟦Marked⟧</p>", []),
        ("<p>⟦Marked <b>and bold</b> to the end⟧</p>", []),
        ("<p>⟦Marked⟧ forgotten</p>", ["forgotten"]),
        ("<img alt='forgotten'>", ["forgotten"]),
        ("<p translate=no>Bærum</p><a lang=nn>Nynorsk</a><p>12,4</p>", []),
    ],
)
def test_the_walk_finds_what_was_never_marked(html: str, found: list[str]) -> None:
    assert pseudo.unmarked(html) == found


def _foreign(language: str, words: str) -> Iterator[str]:
    listed = {line for line in (WORDS / words).read_text().splitlines() if line and not line.startswith("#")}
    for message in messages.read(language):
        texts = [message.string] if isinstance(message.string, str) else message.string or []
        for text in texts if message.id else ():
            yield from (f"{word}: {text}" for word in re.findall(r"\w+", text.lower()) if word in listed)


def test_nynorsk_holds_no_bokmaal_words() -> None:
    assert list(_foreign("nn", "bokmaal.txt")) == []


def test_bokmaal_holds_no_nynorsk_words() -> None:
    assert list(_foreign("nb", "nynorsk.txt")) == []


def _terms() -> Iterator[tuple[str, str, str]]:
    """Yield English, bokmål and nynorsk of the glossary's single terms that the code already has a name for."""
    for line in GLOSSARY.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and cells[1].startswith("`"):
            yield cells[0].lower(), cells[3].lower(), cells[4].lower()


def _used(text: str, terms: list[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield the terms that a text uses, the longest first: a procurement adviser is no procurement."""
    for term in sorted(terms, key=lambda term: -len(term[0])):
        shorter = re.sub(rf"\b{re.escape(term[0])}\b", "", text)
        if shorter != text:
            yield term
        text = shorter


@pytest.mark.parametrize(("language", "column"), [("nb", 1), ("nn", 2)])
def test_the_pages_use_the_glossarys_terms(language: str, column: int) -> None:
    terms = list(_terms())
    assert len(terms) > 15
    strayed = [
        f"{term[column]}: {message.string}"
        for message in messages.read(language)
        for term in _used(str(message.id).lower(), terms)
        if term[column] not in str(message.string).lower()
    ]
    assert strayed == []


def test_every_text_is_translated_by_a_name_that_is_looked_for() -> None:
    """An alias of `gettext` that `messages` does not know leaves its texts English, and nobody notices."""
    code = "".join(file.read_text() for file in messages.WEB.rglob("*.py"))
    names = set(re.findall(r"(?:n?gettext(?:_lazy|_noop)?) as (\w+)", code))
    assert names <= set(messages._KEYWORDS)
