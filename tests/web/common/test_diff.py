"""Two texts in one, word by word, and nothing of either becomes HTML."""

from __future__ import annotations

import re
import time

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as some

from mulighetsrom.web.common import diff

TOLD = re.compile(r'<span class="for-ears">[^<]*</span>')


def _side(shown: str, without: str) -> str:
    left = re.sub(rf"<{without}>.*?</{without}>", "", TOLD.sub("", shown), flags=re.DOTALL)
    return re.sub(r"</?(?:ins|del)>", "", left)


def test_a_changed_word_is_marked_and_said() -> None:
    with override("nb"):
        shown = diff.words("Tre falske alarmer", "To falske alarmer")
    assert shown == (
        '<del><span class="for-ears">tatt ut: </span>Tre</del>'
        '<ins><span class="for-ears">lagt til: </span>To</ins> falske alarmer'
    )


def test_the_same_text_has_no_marks() -> None:
    assert diff.words("Likt\n\n- punkt", "Likt\n\n- punkt") == "Likt\n\n- punkt"


@pytest.mark.parametrize("side", [("<script>a</script>", "b"), ("b", "<script>a</script>"), ("<script>",) * 2])
def test_hostile_text_stays_text(side: tuple[str, str]) -> None:
    assert "<script" not in diff.words(*side)


LETTERS = some.text("ab \n", max_size=60)


@given(old=LETTERS, new=LETTERS)
def test_both_texts_can_be_read_out_of_it(old: str, new: str) -> None:
    shown = diff.words(old, new)
    assert (_side(shown, "ins"), _side(shown, "del")) == (old, new)


def test_long_texts_that_share_nothing_are_compared_in_a_moment() -> None:
    began = time.perf_counter()
    diff.words("\n".join(f"a{n} b" for n in range(5000)), "\n".join(f"c{n} d" for n in range(5000)))
    assert time.perf_counter() - began < 5
