"""What may be said of a figure, and what may not."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from mulighetsrom.web.insights import sentences
from mulighetsrom.web.insights.queries.figures import Figure
from tests.web.page import LANGUAGES


def figure(
    numerator: int,
    denominator: int,
    *,
    complete: bool = True,
    low: float | None = None,
    high: float | None = None,
) -> Figure:
    value = 100 * numerator / denominator if denominator else None
    low = (value or 0) * 0.5 if low is None else low
    high = (value or 0) * 2 + 5 if high is None else high
    return Figure(2025, numerator, denominator, value, low, high, complete=complete)


EVERY = [
    figure(12, 100),
    figure(2, 900),
    figure(0, 41),
    figure(1, 5),
    figure(3, 5),
    figure(0, 5),
    figure(0, 0),
    figure(7, 100, complete=False),
    figure(0, 0, complete=False),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("one", EVERY, ids=str)
def test_a_ratio_is_never_called_a_share_and_none_found_never_no_dialogue(language: str, one: Figure) -> None:
    with override(language):
        parts = (sentences.headline("Bærum", one), sentences.certainty(one), sentences.comparison(one, figure(9, 100)))
        said = " ".join(parts)
    assert not re.search(r"%|prosent|andel|\bdel\b|per cent|share|ingen dialog|no dialogue", said, re.IGNORECASE)
    assert "Bærum" in said


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (figure(12, 100), "I 2025 inviterte Bærum til markedsdialog 12 ganger per 100 konkurranser."),
        (figure(2, 900), "I 2025 inviterte Bærum til markedsdialog 0,2 ganger per 100 konkurranser."),
        (figure(0, 41), "Vi fant ingen invitasjoner til markedsdialog fra Bærum på Doffin i 2025."),
        (figure(1, 5), "I 2025 inviterte Bærum til markedsdialog én gang."),
        (figure(3, 19), "I 2025 inviterte Bærum til markedsdialog 3 ganger."),
    ],
    ids=str,
)
def test_the_headline_says_what_the_counts_carry(one: Figure, said: str) -> None:
    with override("nb"):
        assert sentences.headline("Bærum", one) == said


@pytest.mark.parametrize("one", [figure(3, 19), figure(50, 100, complete=False), figure(0, 0)], ids=str)
def test_few_competitions_and_incomplete_notices_give_no_ratio_and_no_comparison(one: Figure) -> None:
    with override("en"):
        assert one.ratio is None
        assert sentences.comparison(one, figure(9, 100)) == ""
        assert "per 100" not in sentences.headline("Bærum", one)


@pytest.mark.parametrize(("low", "high", "word"), [(20, 40, "above"), (1, 5, "below"), (5, 20, "cannot be told apart")])
def test_above_or_below_the_country_only_where_the_intervals_do_not_overlap(low: float, high: float, word: str) -> None:
    with override("en"):
        assert word in sentences.comparison(figure(12, 100, low=low, high=high), figure(9, 100, low=6, high=15))


def test_a_complete_ratio_of_an_incomplete_country_is_compared_with_nothing() -> None:
    assert sentences.comparison(figure(12, 100), figure(9, 100, complete=False)) == ""


@pytest.mark.parametrize(
    ("value", "written"), [(23.7, "24"), (9.96, "10"), (9.94, "9,9"), (0.0, "0"), (0.04, "0"), (0.26, "0,3")]
)
def test_a_ratio_has_two_digits(value: float, written: str) -> None:
    with override("nb"):
        assert sentences.ratio(value) == written
