"""How names sort, and how they are typed."""

from __future__ import annotations

import pytest

from mulighetsrom.notices.reference.names import plain, sort_key


def test_norwegian_names_sort_with_ae_oe_aa_last() -> None:
    names = [
        "Ås",
        "Aarborte",
        "Åseral",
        "Østre Toten",
        "Ærfugl",
        "Zebra",
        "Alta",
        "Ál",
        "Sør-Odal",
        "Sørreisa",
        "alver",
    ]
    assert sorted(names, key=sort_key) == [
        *("Ál", "Alta", "alver", "Sør-Odal", "Sørreisa", "Zebra", "Ærfugl", "Østre Toten"),
        *("Aarborte", "Ås", "Åseral"),
    ]


@pytest.mark.parametrize(
    ("written", "typed"),
    [("Bærum", "baerum"), ("Tromsø", "tromso"), ("Tromsoe", "tromso"), ("Aa", "a"), ("Sør-Odal", "sor odal")],
)
def test_a_name_is_found_without_norwegian_keys(written: str, typed: str) -> None:
    assert plain(written) == typed
