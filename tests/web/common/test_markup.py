"""Light text: what people write and paste, and the page it becomes."""

from __future__ import annotations

import time
from html.parser import HTMLParser
from typing import Final

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from mulighetsrom.web.common import markup

ALLOWED: Final = {"p": set(), "br": set(), "h3": set(), "h4": set(), "ul": set(), "ol": {"start"}, "li": set()} | {
    "em": set(),
    "strong": set(),
    "a": {"href", "rel"},
}
WORD: Final = """\ufeffBakgrunn\r
•\tNatt\u00adetilsyn i hjemmet\r
o\tto ganger i\u00a0natten\r
\uf0b7\tTrygghet\u200b\r
–\tmed tabulator\r
\r
\r
\r
1.\tFørst\r
2.\tSå\x0bny linje\x07"""


class _Strict(HTMLParser):
    """Fails for a tag, an attribute or an address that is not ours, and for a tag left open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= ALLOWED[tag]
        for name, value in attrs:
            assert name != "href" or str(value).startswith(("https://", "http://", "mailto:", "HTTP")), value
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    handle_pi = unknown_decl = handle_comment


def _check(text: str) -> None:
    page = _Strict()
    page.feed(markup.html(text))
    page.close()
    assert page.open == []


def test_what_word_pastes_becomes_points_and_steps() -> None:
    assert markup.tidy(WORD) == (
        "Bakgrunn\n- Nattetilsyn i hjemmet\n   - to ganger i natten\n- Trygghet\n- med tabulator\n\n"
        "1. Først\n2. Så\nny linje"
    )


def test_a_line_of_speech_is_no_point() -> None:
    assert markup.tidy("– Vi vil ha ro om natten, sier Kari.") == "– Vi vil ha ro om natten, sier Kari."


def test_headings_lists_stress_and_breaks_become_a_page() -> None:
    assert markup.html("# Mål\nEn *god*\nnatt\n\n- en\n- **to**\n\n3. tre") == (
        "<h3>Mål</h3>\n<p>En <em>god</em><br>\nnatt</p>\n"
        "<ul>\n<li>en</li>\n<li><strong>to</strong></li>\n</ul>\n"
        '<ol start="3">\n<li>tre</li>\n</ol>\n'
    )


@pytest.mark.parametrize("text", ["1. mai er fristen.", "Kravet gjelder fra\n2027. Etter det kommer mer."])
def test_a_day_or_a_year_begins_no_list(text: str) -> None:
    assert "<ol" not in markup.html(text)
    assert markup.plain(text) == text


def test_a_number_stays_on_one_line() -> None:
    assert markup.html("I dag 1 900, i 2040 12 345 678.") == ("<p>I dag 1\u00a0900, i 2040 12\u00a0345\u00a0678.</p>\n")
    assert "1 900" in markup.plain("I dag 1 900."), "who searches writes a space"


def test_a_list_may_begin_with_a_name_like_a_months() -> None:
    assert markup.html("1. Maiken").startswith("<ol>")


@pytest.mark.parametrize(
    ("text", "address", "after"),
    [
        ("Se https://a.no/b.", "https://a.no/b", "."),
        ("(se https://a.no/b)", "https://a.no/b", ")"),
        ("Se https://a.no/b_(c) nå", "https://a.no/b_(c)", " nå"),
        ("Skriv til post@baerum.kommune.no!", "mailto:post@baerum.kommune.no", "!"),
    ],
)
def test_an_address_is_a_link_and_the_sentences_mark_is_not_part_of_it(text: str, address: str, after: str) -> None:
    shown = address.removeprefix("mailto:")
    assert f'<a href="{address}" rel="nofollow noopener">{shown}</a>{after}' in markup.html(text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        "![a](https://a.no/a.png)",
        "<https://a.no/>",
        'https://a.no/"onmouseover="alert(1)',
        "javascript:alert(1)",
        "&lt;script&gt;",
        "[a]: https://a.no 'x'\n\n[a]",
        "https://a.no/<b>",
    ],
)
def test_hostile_text_stays_text(text: str) -> None:
    _check(text)
    assert "<img" not in markup.html(text)
    assert "<script" not in markup.html(text)


def test_the_words_alone_keep_paragraphs_and_points() -> None:
    assert markup.plain("## Mål\nGod *natt*\n\n- en\n  - to\n\n1. tre <b>") == (
        "Mål\n\nGod natt\n\n- en\n  - to\n\n1. tre <b>"
    )


def test_the_templates_filter_is_the_same() -> None:
    shown = Template("{% load components %}{{ text|markup }}").render(Context({"text": "- <b>"}))
    assert shown == "<ul>\n<li>&lt;b&gt;</li>\n</ul>\n"


MARKS: Final = st.sampled_from([*"*_-#<>\"'&[]()`\\~\x00\n\t •o", "\n\n", "   ", "- ", "1. ", "# ", "**", "](", "•\t"])
TRICKS: Final = st.sampled_from(
    ["https://", "a@b.no", "javascript:", "<!--", "<![CDATA[", "<script>", "\u202e", "\ud800", "&#106;", "</p>"]
)
HOSTILE: Final = st.lists(st.one_of(MARKS, TRICKS, st.text(max_size=5)), max_size=40).map("".join)


@given(HOSTILE)
def test_whatever_is_written_the_page_holds_only_our_tags(text: str) -> None:
    _check(text)
    _check(markup.tidy(text))
    markup.plain(text)


@given(HOSTILE)
def test_what_is_tidy_stays_as_it_is(text: str) -> None:
    once = markup.tidy(text)
    assert markup.tidy(once) == once
    assert not {"\r", "\t", "\x00", "\u202e", "\ud800"} & set(once)
    assert "\n\n\n" not in once


@pytest.mark.parametrize(
    "piece",
    ["- ", "*a **a ", "a@", "- a\n", "*", "*a_ ", "[", "a\n", "1. ", " ", "https://", "\t", "•\t•", "    - a\n"],
)
def test_100_kb_of_anything_take_well_under_a_second(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    began = time.process_time()
    _ = markup.html(markup.tidy(text))
    assert time.process_time() - began < 2, "about 0.7 s at most where nobody else works"


def test_lists_in_lists_without_end_are_safe() -> None:
    _check("".join(f"{'  ' * depth}- a\n" for depth in range(300)))
