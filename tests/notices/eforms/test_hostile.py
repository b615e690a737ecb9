"""Mutated notices: rows that fit the schema, or `Unreadable`; nothing else, and in time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from mulighetsrom.notices.eforms.reader import read
from mulighetsrom.notices.errors import Unreadable
from tests.notices.eforms.conftest import NAMES, assert_fits, bytes_of

if TYPE_CHECKING:
    import random

LONGEST_SECONDS = 2.0
NOTICES = {name: bytes_of(name) for name in NAMES}
PIECES = [
    *(b"<", b">", b"&", b"]]>", b"<!--", b'"', b"&lt;", b"-", b"\xff", b"\x00", b"\xef\xbb\xbf", b"\xc3\x83\xc2\xa5"),
    *(b"9" * 400, b"NaN", b"1e999", b"Infinity", b"0001-01-01", b"20223-01-01", b"25:61:00", "\u202e\u0130".encode()),
]
ODD = [
    *(
        "",
        " ",
        "NaN",
        "-Infinity",
        "1e400",
        "9" * 60,
        "-1",
        "0.005",
        "٣",
        "1_000",
        "TRUE",
        "２０２６-01-01",
        "2026-02-30",
    ),
    *("2026-01-12+99:99", "0001-01-01-14:00", "24:00:00", "23:59:60Z", "12:00:00+25:00"),
]
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
VALUES = st.sampled_from(ODD) | st.text(CHARACTERS, max_size=30)


def rows_or_refusal(data: bytes) -> None:
    began = time.process_time()
    try:
        rows = read(data, "2026-100001.xml")
    except Unreadable as refused:
        rows = None
        told = f"{refused.place}{refused.code}"
    assert time.process_time() - began < LONGEST_SECONDS
    if rows is None:
        assert told
    else:
        assert_fits(rows)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NAMES), st.data())
def test_bytes_changed_anywhere(name: str, data: st.DataObject) -> None:
    changed = NOTICES[name]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(changed)))
        end = data.draw(st.integers(start, min(start + 40, len(changed))))
        changed = changed[:start] + data.draw(st.sampled_from(PIECES) | st.binary(max_size=6)) + changed[end:]
    rows_or_refusal(changed)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NAMES), st.randoms(use_true_random=False), st.lists(VALUES, min_size=1, max_size=6))
def test_trees_changed_anywhere(name: str, chance: random.Random, values: list[str]) -> None:
    root = etree.fromstring(NOTICES[name])
    for value in values:
        elements = [one for one in root.iter() if isinstance(one.tag, str) and one is not root]
        change(chance.choice(elements), chance, chance.choice(elements), value)
    rows_or_refusal(etree.tostring(root, encoding="UTF-8"))


def change(element: etree._Element, chance: random.Random, other: etree._Element, value: str) -> None:
    """Remove, repeat, rename or refill an element, or lose or change one of its attributes."""
    match chance.randrange(6):
        case 0:
            element.xpath("..")[0].remove(element)  # type: ignore[index,union-attr] # a parent is an element
        case 1:
            element.addnext(etree.fromstring(etree.tostring(element, with_tail=False)))
        case 2:
            element.tag = other.tag
        case 3:
            element.text = value
        case 4:
            element.attrib.clear()
        case _:
            other.set("listName", value)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    rows_or_refusal(data)
