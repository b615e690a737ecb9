"""Thresholds, CPV names, focus areas, and who buys for whom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mulighetsrom.notices.reference import cooperations, cpv, files, focus_areas, municipalities, thresholds

if TYPE_CHECKING:
    from pathlib import Path


# --- thresholds ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "amounts"),
    [
        (date(2019, 6, 1), (100_000, 1_300_000, 2_000_000, 51_000_000, 6_950_000)),
        (date(2022, 3, 30), (100_000, 1_300_000, 2_400_000, 56_000_000, 7_800_000)),
        (date(2022, 3, 31), (100_000, 1_300_000, 2_200_000, 56_000_000, 7_800_000)),
        (date(2024, 3, 20), (100_000, 1_300_000, 2_300_000, 57_900_000, 7_800_000)),
        (date(2026, 6, 30), (100_000, 1_300_000, 2_500_000, 62_900_000, 8_700_000)),
        (date(2026, 7, 1), (500_000, 1_300_000, 2_500_000, 62_900_000, 8_700_000)),
    ],
)
def test_thresholds_hold_from_their_day(day: date, amounts: tuple[int, ...]) -> None:
    held = thresholds.at(day)
    assert tuple(getattr(held, kind).amount for kind in thresholds.KINDS) == amounts


def test_a_threshold_says_where_it_stands() -> None:
    national = thresholds.at(date(2026, 11, 1)).national
    assert (national.paragraph, national.valid_from) == ("FOA § 5-1(2)", date(2018, 4, 6))


def test_the_thresholds_of_2017_are_marked_as_unverified() -> None:
    held = thresholds.at(date(2017, 1, 1))
    assert not any(getattr(held, kind).verified for kind in thresholds.KINDS)
    with pytest.raises(ValueError, match="2016-12-31"):
        thresholds.at(date(2016, 12, 31))


# --- CPV ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("45000000", "nb", "Bygge- og anleggsarbeid"),
        ("45000000", "nn", "Byggje- og anleggsarbeid"),
        ("45000000-7", "en", "Construction work"),
        ("90511000", "nb", "Avfallstjenester"),  # the group
        ("90511000", "nn", "Avfallstjenester"),  # groups have no nynorsk
        ("90511000", "no", "Avfallstjenester"),
        ("90511000", "pl", "Refuse and waste related services"),
        ("99999999", "nb", "99999999"),
        ("4500", "nb", "4500"),
    ],
)
def test_a_code_is_called_by_its_group_or_division(code: str, language: str, name: str) -> None:
    assert cpv.label(code, language) == name


def test_divisions_and_groups_are_those_of_the_full_list(shared: Path) -> None:
    full = {row["code"] for row in files.rows(shared / "data/reference/cpv_no_en.csv")}
    ours = files.read("cpv.csv")
    assert {row["code"].ljust(8, "0") for row in ours} == {code for code in full if code[3:] == "00000"}
    assert all(row["nb"] and row["en"] for row in ours)
    assert all(row["nn"] for row in ours if len(row["code"]) == 2)


# --- focus areas --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "area"),
    [
        ("45214200", "buildings"),
        ("85312000", "care"),
        ("72000000", "digital"),
        ("90500000", "climate"),
        ("45262640", "climate"),  # environmental improvement, within the building trades
        ("45233120", None),  # roads
        ("45000000", None),
        (None, None),
        ("", None),
    ],
)
def test_a_code_has_one_focus_area_or_none(code: str | None, area: str | None) -> None:
    assert focus_areas.focus_area(code) == area


def test_every_focus_area_has_prefixes_with_reasons() -> None:
    rows = files.read("focus_areas.csv")
    assert {row["area"] for row in rows} == set(focus_areas.AREAS)
    assert all(row["reason"] for row in rows)
    assert len({row["prefix"] for row in rows}) == len(rows)


def test_codes_become_rows_to_join() -> None:
    assert focus_areas.rows(["72000000", "45000000", "72000000"]) == [{"cpv": "72000000", "focus_area": "digital"}]


# --- who buys for whom --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("orgnr", "name", "found"),
    [
        ("991799710", "GKI Grenlandskommunenes Innkjøpsenhet", "Grenlandskommunenes innkjøpsenhet (GKI)"),
        (None, "Øvre Romerike Innkjøpssamarbeid", "Øvre Romerike Innkjøpssamarbeid (ØRIK)"),
        ("941812716", "Nord-Troms kommunene innkjøpstjeneste", "Nord-Troms-kommunenes innkjøpstjeneste"),
        ("941812716", "Skjervøy kommune", None),  # the host, buying for itself
        ("983335543", "Elverum kommune", None),  # under the number of the company that helps it
        (
            "983335543",
            "Engerdal, Stor-Elvdal, Trysil og Åmot kommuner",
            "Fjellregionen and Sør-Østerdal through Abakus",
        ),
        (None, "Valdreskommunene ved Sør-Aurdal kommune", "Valdreskommunene"),
        ("935478715", "Bærum kommune", None),
        (None, None, None),
    ],
)
def test_a_cooperation_is_known_by_name_and_number(orgnr: str | None, name: str | None, found: str | None) -> None:
    assert [one.name for one in cooperations.buying(orgnr, name)] == ([found] if found else [])


def test_members_are_municipalities_of_today() -> None:
    members = {member for one in cooperations.table() for member in one.members}
    assert {municipalities.today(member) for member in members} == members
    assert all(one.basis for one in cooperations.table())


def test_membership_has_dates(tmp_path: Path) -> None:
    header = "name,orgnr,pattern,members,valid_from,valid_to,status,basis\n"
    early, late = "P,,prøveinnkjøp,0301,,2020-12-31,verified,x\n", "P,,prøveinnkjøp,0301 4601,2021-01-01,,verified,x\n"
    (tmp_path / "cooperations.csv").write_text(header + early + late, encoding="utf-8")
    periods = cooperations.buying(None, "Prøveinnkjøp", tmp_path)
    covering = {
        day: [one.members for one in periods if one.covers(day)] for day in (date(2020, 12, 31), date(2021, 1, 1))
    }
    assert covering == {date(2020, 12, 31): [("0301",)], date(2021, 1, 1): [("0301", "4601")]}


def test_buyers_become_rows_to_join() -> None:
    buyers = [("935478715", "Bærum kommune"), (None, "Innherred innkjøp"), (None, "Viken Vest Innkjøpssamarbeid (VVI)")]
    found = cooperations.rows(buyers)
    assert [(row["buyer_name"], row["member_number"], row["member_county"]) for row in found] == [
        ("Innherred innkjøp", "5037", "50"),
        ("Innherred innkjøp", "5038", "50"),
        ("Viken Vest Innkjøpssamarbeid (VVI)", None, None),
    ]
