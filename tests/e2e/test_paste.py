"""What is pasted from Word and web pages keeps its headings and lists as light text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Browse

pytestmark = [pytest.mark.e2e, pytest.mark.urls("tests.web.specimen"), pytest.mark.django_db]

PASTE = """html => {
    const box = document.querySelector("textarea")
    box.dataset.markup = ""
    box.focus()
    const clipboardData = new DataTransfer()
    clipboardData.setData("text/html", html)
    clipboardData.setData("text/plain", "bare ord")
    const untouched = box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
    return untouched ? null : box.value
}"""
WORD_POINT = (
    "<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level{level} lfo1'><![if !supportLists]>"
    "<span style='font-family:Symbol'><span style='mso-list:Ignore'>{bullet}"
    "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>{words}"
    "<o:p></o:p></p>"
)


def point(words: str, bullet: str = "·", level: int = 1) -> str:
    return WORD_POINT.format(level=level, bullet=bullet, words=words)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<h1>Dagens situasjon</h1><p class=MsoNormal>Nattpatruljen\nkjører.</p>",
            "## Dagens situasjon\n\nNattpatruljen kjører.",
        ),
        (f"{point('Ett punkt')}{point('Et til')}<p class=MsoNormal>Slutt.</p>", "- Ett punkt\n- Et til\n\nSlutt."),
        (f"{point('Ytre')}{point('Indre', 'o', 2)}", "- Ytre\n  - Indre"),
        (f"{point('Først', '1.')}{point('Så', '2.')}", "1. Først\n2. Så"),
        ("<ul><li>En</li><li>To<ul><li>Under</li></ul></li></ul>", "- En\n- To\n  - Under"),
        ("<p>Dette er <b>viktig </b>og <i>nytt</i>.</p>", "Dette er **viktig** og *nytt*."),
        ("<table><tr><td>År</td><td>Turer</td></tr><tr><td>2025</td><td>14</td></tr></table>", "År – Turer\n2025 – 14"),
        ("<script>alert(1)</script><p onclick='x()'>&lt;b&gt;ord&lt;/b&gt;</p>", "<b>ord</b>"),
        ("<style>p {}</style>", None),
        ("", None),
    ],
)
def test_pasted_words_keep_their_shape(browse: Browse, html: str, text: str | None) -> None:
    page = browse("/nb/specimen/")
    page.add_script_tag(url="/static/paste.js")
    assert page.evaluate(PASTE, html) == text
