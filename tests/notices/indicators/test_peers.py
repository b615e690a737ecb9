"""Peers are near in place or in size, and never the municipality itself."""

from __future__ import annotations

from mulighetsrom.notices.indicators.peers import suggested

SIZES = {"3201": 100, "3203": 90, "3205": 10, "1103": 101, "4601": 300, "0301": 900, "5001": 120}


def test_half_are_from_the_county_and_the_rest_are_of_the_size() -> None:
    assert suggested("3201", SIZES, 4) == ["3203", "3205", "1103", "5001"]


def test_a_small_county_is_filled_up_from_the_country() -> None:
    assert suggested("1103", SIZES, 3) == ["3201", "3203", "5001"]


def test_no_more_are_suggested_than_there_are() -> None:
    assert suggested("3201", {"3201": 1, "3203": 2}) == ["3203"]
    assert suggested("9999", {}) == []
