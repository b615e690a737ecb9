"""Marked passages: nothing between double brackets gets out, and whatever is unclear is not guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mulighetsrom.web.dialogue import marking
from mulighetsrom.web.dialogue.marking import Piece

TEXTS = some.lists(some.sampled_from(["[", "]", "1", "a", " ", "\n", "[[", "]]", "[[9]]"]), max_size=16).map("".join)


@given(TEXTS)
def test_what_is_taken_out_can_be_put_back(text: str) -> None:
    taken, passages = marking.taken_out(text)
    assert marking.put_back(taken, passages) == text


@given(TEXTS, some.text(some.sampled_from("xyz \n"), min_size=1, max_size=8))
def test_no_marked_word_stays_where_all_can_read_it(text: str, secret: str) -> None:
    marked = f"{text} [[hemmelig{secret}]] {text}"
    taken, _passages = marking.taken_out(marked)
    assert "hemmelig" not in taken or marking.is_unclear(marked)


@given(TEXTS)
def test_a_clear_text_has_as_many_places_as_passages(text: str) -> None:
    taken, passages = marking.taken_out(text)
    if not marking.is_unclear(text):
        places = [piece.passage for piece in marking.pieces(taken) if piece.passage]
        assert places == list(range(1, len(passages) + 1))


@pytest.mark.parametrize("text", ["[[a", "a]]", "[[a]] b]]", "[[a [[b]] c]]", "[[]]", "[[ ]]"])
def test_brackets_that_do_not_fit_are_unclear(text: str) -> None:
    assert marking.is_unclear(text)


def test_an_answer_is_shown_with_bars_and_what_is_opened() -> None:
    taken, passages = marking.taken_out("Det koster [[420]] og tar [[9]] dager.")
    assert (taken, passages) == ("Det koster [[1]] og tar [[2]] dager.", ["420", "9"])
    shown = list(marking.pieces(taken, {2: "9"}))
    assert shown == [Piece("Det koster "), Piece("", 1), Piece(" og tar "), Piece("9", 2), Piece(" dager.")]


def test_words_are_counted_as_people_count_them() -> None:
    assert marking.words("Det koster [[420 kroner]]\n\ni måneden") == 6
