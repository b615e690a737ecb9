"""The light text that people write, and what becomes of it: headings, lists, emphasis and addresses, nothing else.

    ## Heading          - a point          1. a step          *stress*  **more of it**          https://example.org

`tidy` makes this of what they paste, `html` a safe page of it, `plain` the words alone, for search, feeds and letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.rules_core import StateCore

RULES: Final = ("heading", "list", "emphasis", "newline")
DEEPEST: Final = 12
"""How deep lists may stand in lists; what is deeper stays text."""

MOST_MARKS: Final = 30
"""How many marks a letter may have, as Unicode's own “stream-safe” text."""

_BREAKS: Final = dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n")
_GONE: Final = frozenset({"Cc", "Cf", "Cs", "Cn"})
_JOINERS: Final = "\u200c\u200d"  # they belong to letters of some languages, and to pictures of people
# The last four are Word's own, from its symbol fonts. A dash is a point only before a tab: with a space it is speech.
_BULLETS: Final = "•·∙●○◦▪■□‣⁃►➢✓\uf0b7\uf0a7\uf0d8\uf0fc"
_BULLET: Final = re.compile(rf"([ \t]*)(?:[{_BULLETS}][ \t]+|[*+–—-]\t[ \t]*|([o§])\t[ \t]*)(?=\S)")
_NUMBER: Final = re.compile(r"([ \t]*\d{1,3}[.)])\t[ \t]*(?=\S)")
_BLANK_LINES: Final = re.compile(r"\n{3,}")

# "1. mai" begins a sentence and no list, and so does a year that ends one.
_MONTHS: Final = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
_DAY: Final = re.compile(rf"^([ ]*(?:\d{{1,2}}\.(?=[ ](?:{_MONTHS})\b)|\d{{4,9}}\.))[ ]+", re.MULTILINE | re.IGNORECASE)

_THOUSANDS: Final = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")

_ADDRESS: Final = re.compile(
    r"\bhttps?://[^\s<>\"'`{}|\\^]{1,2000}"
    r"|\b[\w.+-]{1,64}@(?:[a-z0-9æøå-]{1,63}\.){1,8}[a-zæøå]{2,24}\b",
    re.IGNORECASE,
)
_AFTER: Final = ".,:;!?…»”*_"


def tidy(text: str) -> str:
    """Return what somebody wrote or pasted as light text: Word's bullets as points, one kind of break and of space."""
    text = "".join(_few_marks(map(_character, text.replace("\r\n", "\n"))))
    lines = (_line(line) for line in unicodedata.normalize("NFC", text).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def html(text: str) -> SafeString:
    """Return light text as HTML that holds no tag, attribute or address but ours."""
    return SafeString(_parser().render(_with_whole_numbers(_with_days(text))))


def plain(text: str) -> str:
    """Return the words of light text, paragraph by paragraph, points and steps still with their marks."""
    return "\n".join(_plain(_parser().parse(_with_days(text)))).strip("\n").replace("\N{NO-BREAK SPACE}", " ")


def in_brief(text: str, most: int = 200) -> str:
    """Return the beginning of a text in plain words, for a search engine or a shared link."""
    words = " ".join(plain(text).split())
    return words if len(words) <= most else f"{words[: most - 3].rsplit(' ', 1)[0]} …"


def _character(character: str) -> str:
    if character in "\n\t" or character in _JOINERS:
        return character
    if character in _BREAKS:
        return _BREAKS[character]
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    return "" if category in _GONE else character


def _few_marks(characters: Iterable[str]) -> Iterator[str]:
    """Leave out what is more than any letter has: putting marks in order takes time by the square of their number."""
    marks = 0
    for one in filter(None, characters):  # what is left out already parts no marks
        marks = marks + 1 if unicodedata.combining(one) else 0
        if marks <= MOST_MARKS:
            yield one


def _line(line: str) -> str:
    if found := _BULLET.match(line):
        line = _point(found) + line[found.end() :]
    elif found := _NUMBER.match(line):
        line = f"{found[1]} {line[found.end() :]}"
    return line.replace("\t", " ").rstrip(" ")


def _point(found: re.Match[str]) -> str:
    """Write one of Word's bullets; its second sort stands one step in, which Word's own text does not show."""
    before, inner = found.groups()
    return f"{'   ' if inner else before.expandtabs(3)}- "


def _with_days(text: str) -> str:
    return _DAY.sub("\\1\N{NO-BREAK SPACE}", text)


def _with_whole_numbers(text: str) -> str:
    """Keep 1 900 on one line, as well-set text does."""
    return _THOUSANDS.sub(lambda found: found.group().replace(" ", "\N{NO-BREAK SPACE}"), text)


@cache
def _parser() -> MarkdownIt:
    """Return a parser that knows these few marks and has no HTML, links with words or pictures to switch on."""
    parser = MarkdownIt("zero", {"breaks": True, "maxNesting": DEEPEST * 2}).enable(RULES)
    parser.core.ruler.push("small_headings", _small_headings)
    parser.core.ruler.push("addresses", _addresses)
    return parser


def _small_headings(state: StateCore) -> None:
    """Let no heading stand above the page's own."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h3" if token.tag in {"h1", "h2"} else "h4"


def _addresses(state: StateCore) -> None:
    for token in state.tokens:
        if token.children:
            token.children = [part for child in token.children for part in _linked(child)]


def _linked(token: Token) -> Iterator[Token]:
    """Yield a text in pieces, its addresses as links."""
    at = 0
    for found in _ADDRESS.finditer(token.content) if token.type == "text" else ():
        address = _without_what_follows(found.group())
        yield _text(token.content[at : found.start()])
        yield from _link(address)
        at = found.start() + len(address)
    yield token if at == 0 else _text(token.content[at:])


def _without_what_follows(address: str) -> str:
    """Leave out the sentence's own full stop, and a bracket that was opened before the address."""
    address = address.rstrip(_AFTER)
    if address.endswith(")") and "(" not in address:
        return address.rstrip(")").rstrip(_AFTER)
    return address


def _link(address: str) -> Iterator[Token]:
    to = address if "://" in address else f"mailto:{address}"
    yield Token("link_open", "a", 1, attrs={"href": to, "rel": "nofollow noopener"})
    yield _text(address)
    yield Token("link_close", "a", -1)


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _plain(tokens: list[Token]) -> Iterator[str]:
    mark, depth = "", 0
    for token in tokens:
        depth += token.nesting if token.type.startswith(("bullet_list", "ordered_list")) else 0
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "inline":
            yield "  " * (depth - 1) + mark + "".join(map(_words, token.children or ()))
            mark = ""
        elif token.level == 0 and token.nesting < 1:
            yield ""


def _words(token: Token) -> str:
    return "\n" if token.type in {"softbreak", "hardbreak"} else token.content
