"""Organisation numbers: the forms listed in the facts about real notices, and the check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulighetsrom.notices.orgnr import WEIGHTS, is_mistyped, is_valid, normalise

numbers = st.integers(10_000_000, 99_999_999).map(str).filter(lambda eight: _remainder(eight) != 1)


def _remainder(eight: str) -> int:
    return sum(w * int(d) for w, d in zip(WEIGHTS, eight, strict=True)) % 11


def _with_check_digit(eight: str) -> str:
    return eight + str((11 - _remainder(eight)) % 11)


@pytest.mark.parametrize(
    "raw",
    [
        "974761076",
        "974 761 076",
        " 974761076 ",
        "974761 076",
        "974\u00a0761\u00a0076",
        "NO974761076",
        "no 974 761 076 mva",
        "NO974761076MVA",
        "974761076MVA",
        "974 761 076 MVA",
        "Org.nr.974761076",
        "Org.nr. 974 761 076",
        "Org.nr.: NO 974 761 076 MVA",
        "orgnr 974761076",
        "Organisasjonsnummer: 974761076",
        "\u200b974761076\ufeff",
        "974\u200c761\u200d076",
    ],
)
def test_every_way_of_writing_it_gives_the_same_nine_digits(raw: str) -> None:
    assert normalise(raw) == "974761076"


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        "N/A",
        "0",
        "xxxxxxxxx",
        "Bærum kommune",
        "974761077",  # wrong check digit
        "74761076",  # the leading digit lost
        "761076",
        "9747610760",
        "SE556677889901",
        "974761076 935478715",
        "٩٧٤٧٦١٠٧٦",  # digits, but not ours
    ],
)
def test_anything_else_gives_no_number(raw: str | None) -> None:
    assert normalise(raw) is None


@given(numbers)
def test_a_number_with_its_check_digit_is_valid_and_with_another_is_not(eight: str) -> None:
    number = _with_check_digit(eight)
    assert normalise(number) == number
    assert not any(is_valid(eight + wrong) for wrong in "0123456789" if wrong != number[8])


@pytest.mark.parametrize("raw", ["935478716", "NO 935 478 716 MVA", "Org.nr.935478716"])
def test_a_wrong_check_digit_is_a_slip(raw: str) -> None:
    assert is_mistyped(raw)
    assert normalise(raw) is None


@pytest.mark.parametrize("raw", ["935478715", "35478715", "Bærum kommune", "N/A", "", None])
def test_what_is_right_or_no_number_at_all_is_no_slip(raw: str | None) -> None:
    assert not is_mistyped(raw)


def test_a_check_digit_of_ten_does_not_exist() -> None:
    eight = next(str(n) for n in range(90_000_000, 90_000_100) if _remainder(str(n)) == 1)
    assert not any(is_valid(f"{eight}{digit}") for digit in range(10))


@given(st.text())
def test_no_text_makes_it_fail(raw: str) -> None:
    number = normalise(raw)
    assert number is None or is_valid(number)
