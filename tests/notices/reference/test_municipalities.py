"""Today's municipalities, their earlier numbers, and whom a buyer belongs to."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulighetsrom.notices import orgnr
from mulighetsrom.notices.reference import files, municipalities
from mulighetsrom.notices.reference.municipalities import Register, Resolution

if TYPE_CHECKING:
    from pathlib import Path

CHANGES = [row for row in files.read("changes.csv") if row["extent"] != "again"]
TODAY = {one.number for one in municipalities.all_today()}
KEPT = {("2020-01-01", "1103"), ("2020-01-01", "5001")}
"""Stavanger and Trondheim took in their neighbours and kept their numbers."""


def numbers_on(day: str) -> set[str]:
    """Walk the changes back from today."""
    numbers = TODAY
    for moment in sorted({row["date"] for row in CHANGES if row["date"] > day}, reverse=True):
        rows = [row for row in CHANGES if row["date"] == moment]
        numbers = numbers - {row["new_number"] for row in rows if (moment, row["new_number"]) not in KEPT}
        numbers |= {row["old_number"] for row in rows}
    return numbers


# --- the tables ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "total"),
    [("2017-01-01", 426), ("2018-01-01", 422), ("2019-01-01", 422), ("2020-01-01", 356), ("2024-01-01", 357)],
)
def test_there_were_as_many_as_statistics_norway_says(day: str, total: int) -> None:
    assert len(numbers_on(day)) == total


def test_every_number_since_2017_leads_to_a_municipality_of_today() -> None:
    earlier = {row["old_number"] for row in CHANGES}
    assert {municipalities.today(number) for number in earlier} <= TODAY
    assert earlier.isdisjoint(TODAY)


def test_today_agrees_with_the_list_of_2024(shared: Path) -> None:
    listed = rows(shared / "data/reference/kommuner_2024_orgnr.csv")
    numbered = {row["kommunenummer_2024"]: row["navn"] for row in listed}
    assert {one.number: one.official_name for one in municipalities.all_today()} == numbered
    assert {row["kommunenummer_2020"] for row in listed if row["kommunenummer_2020"]} | {"1507"} == numbers_on(
        "2020-01-01"
    )
    for row in listed:
        assert municipalities.today(row["kommunenummer_2020"] or "1580") == row["kommunenummer_2024"]
        assert row["orgnr"] == "" or municipalities.resolve(row["orgnr"], None) == Resolution(
            row["kommunenummer_2024"], row["fylkesnummer"], "number"
        )


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_organisation_numbers_have_valid_check_digits_and_one_owner() -> None:
    written = [row["orgnr"] for name in ("municipalities", "organisations") for row in files.read(f"{name}.csv")]
    numbers = [number for number in written if number]
    assert all(map(orgnr.is_valid, numbers))
    assert len(numbers) == len(set(numbers))


def test_what_is_known_from_memory_is_marked() -> None:
    assert {row["status"] for row in CHANGES if "memory" in row["source"]} == {"unverified"}
    assert {row["status"] for row in CHANGES} == {"verified", "unverified"}


@pytest.mark.parametrize(
    ("earlier", "now"),
    [
        ("0219", "3201"),  # Bærum, through Viken
        ("3024", "3201"),
        ("0124", "3118"),  # Askim, merged into Indre Østfold
        ("0719", None),  # Andebu ceased on 1 January 2017
        ("1624", "5054"),  # Rissa, Indre Fosen from 2018
        ("1567", "5061"),  # Rindal changed county in 2019
        ("1613", "5059"),  # Snillfjord was split: the largest part went to Orkland
        ("1850", "1806"),  # Tysfjord: to Narvik
        ("1507", "1508"),  # Ålesund 2020-2023: Haram was the smaller part
        ("1534", "1580"),  # Haram before 2020 is Haram again
        ("0616", "3322"),  # Nes in Buskerud is Nesbyen
        ("9999", None),
    ],
)
def test_a_number_leads_to_the_one_of_today(earlier: str, now: str | None) -> None:
    assert municipalities.today(earlier) == now


def test_a_municipality_knows_what_it_was_made_of() -> None:
    lillestrom = municipalities.by_number("0231")
    assert lillestrom is not None
    assert (lillestrom.name, lillestrom.county_number) == ("Lillestrøm", "32")
    made_of = [(one.number, one.name) for one in lillestrom.earlier if one.until == date(2020, 1, 1)]
    assert made_of == [("0226", "Sørum"), ("0227", "Fet"), ("0231", "Skedsmo")]


def test_haram_ceased_in_2020_though_it_is_there_again() -> None:
    haram = municipalities.by_number("1580")
    assert haram is not None
    assert [(one.number, one.until) for one in haram.earlier] == [("1534", date(2020, 1, 1))]


def test_counties_are_fifteen_and_sorted_as_in_norwegian() -> None:
    names = [county.name for county in municipalities.counties()]
    assert len(names) == 15
    assert names[-3:] == ["Vestfold", "Vestland", "Østfold"]


# --- whom a buyer belongs to --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "number", "resolved_by"),
    [
        ("Bærum kommune", "3201", "name"),
        ("BÆRUM KOMMUNE", "3201", "name"),
        ("Ba\u0308rum kommune", None, None),
        ("Larvik kommune 918082956", "3909", "name"),
        ("Bærum kommune v/ Eiendom", "3201", "name-in-unit"),
        ("Oslo kommune, Utdanningsetaten", "0301", "name-in-unit"),
        ("Utdanningsetaten, Oslo kommune", "0301", "name-in-unit"),
        ("Oslo kommune v/Bydel Frogner", "0301", "name-in-unit"),
        ("Øygarden kommune (nye)", "4626", "name-in-unit"),
        ("Konsulent AS for Skien Kommune", "4003", "name-in-unit"),
        ("Nore og Uvdal kommune", "3338", "name"),
        ("Sør Aurdal kommune", "3449", "name"),
        ("Askim kommune", "3118", "name"),
        ("Haram kommune", "1580", "name"),
        ("Guovdageainnu suohkan / Kautokeino kommune", "5612", "name-in-unit"),
        ("Snåasen tjïelte", "5041", "name"),
        ("Municipality of Bergen", "4601", "name"),
        ("Bergen Municipality", "4601", "name"),
        # one of several with the same name, by the county it is said to lie in
        ("Nes kommune", None, None),
        ("Nes kommune (Akershus)", "3228", "name"),
        ("Nes kommune i Buskerud", "3322", "name"),
        ("Herøy kommune", None, None),
        ("Herøy kommune, Nordland", "1818", "name"),
        ("Våler kommune", None, None),
        ("Våler Kommune i Viken", "3114", "name"),
        ("Våler kommune i Hedmark", "3419", "name"),
        ("Os kommune", None, None),
        ("Bø kommune", None, None),
        ("Sande kommune", None, None),
        # several
        ("Ås, Frogn og Vestby kommune", None, None),
        ("Volda og Ørsta kommune", None, None),
        ("Oslo kommune og Drammen kommune", None, None),  # though Oslo is a county too
        ("Herøy kommune og Bodø kommune", None, None),
        ("Averøy, Smøla og Aure kommuner", None, None),
        ("Eigersund kommune, Sokndal kommune og Lund kommune", None, None),
        # companies
        ("Bærum kommunale eiendom KF", "3201", "name-in-unit"),
        ("Kultur- og idrettsbygg Oslo KF", "0301", "name-in-unit"),
        ("Bergen kommune - Bergen Vann KF", "4601", "name-in-unit"),
        # false friends
        ("Kommunal Landspensjonskasse", None, None),
        ("Kommunesektorens organisasjon", None, None),
        ("Kommunal- og moderniseringsdepartementet", None, None),
        ("Oslo universitetssykehus", None, None),
        ("Stavanger Universitetssjukehus HF", None, None),
        ("Trondheim havn IKS", None, None),
        ("Bærum", None, None),
        ("kommune", None, None),
        ("", None, None),
    ],
)
def test_a_municipality_is_found_by_name(name: str, number: str | None, resolved_by: str | None) -> None:
    found = municipalities.resolve(None, name)
    assert (found.number, found.resolved_by) == (number, resolved_by) if found else number is None


@pytest.mark.parametrize(
    ("name", "county"),
    [
        ("Vestland fylkeskommune", "46"),
        ("Hordaland fylkeskommune", "46"),
        ("Møre og Romsdal Fylkeskommune, Samferdsel", "15"),
        ("Rogaland County Municipality", "11"),
        ("Tannhelse Rogaland FKF", "11"),
        ("Viken fylkeskommune", None),  # three counties of today were Viken
    ],
)
def test_a_county_authority_belongs_to_a_county_and_no_municipality(name: str, county: str | None) -> None:
    found = municipalities.resolve(None, name)
    assert (found and (found.number, found.county_number)) == (county and (None, county))


def test_the_organisation_number_decides_before_the_name() -> None:
    assert municipalities.resolve("964951640", "Nes kommune") == Resolution("3322", "33", "number")
    assert municipalities.resolve("929911709", "Ålesund kommune") == Resolution("1508", "15", "number")
    assert municipalities.resolve("920415288", None) == Resolution("1508", "15", "number")
    assert municipalities.resolve("979952171", "FREVAR KF") == Resolution("3107", "31", "number")
    assert municipalities.resolve("821311632", None) == Resolution(None, "46", "number")
    assert municipalities.resolve("921693230", "Viken fylkeskommune") is None
    assert municipalities.resolve("974760673", "Bærum kommune") == Resolution("3201", "32", "name")


@given(st.text(max_size=200))
def test_no_name_breaks_it(name: str) -> None:
    found = municipalities.resolve(None, name)
    assert found is None or found.number is None or found.number in TODAY


# --- the search box -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "first", "matched"),
    [
        ("bær", "Bærum", "Bærum"),
        ("BAERUM kommune", "Bærum", "Bærum"),
        ("tromso", "Tromsø", "Tromsø"),
        ("aalesund", "Ålesund", "Ålesund"),
        ("guovda", "Kautokeino", "Guovdageaidnu"),
        ("askim", "Indre Østfold", "Askim"),
        ("fron", "Nord-Fron", "Nord-Fron"),
        ("nes", "Nes", "Nes"),
        ("ås", "Ås", "Ås"),
        ("0219", "Bærum", "0219"),
        ("3201", "Bærum", "3201"),
    ],
)
def test_the_search_box_understands_what_people_type(query: str, first: str, matched: str) -> None:
    suggestion = municipalities.suggest(query)[0]
    assert (suggestion.municipality.name, suggestion.matched) == (first, matched)


def test_the_search_box_gives_each_municipality_once_and_no_more_than_asked_for() -> None:
    found = [suggestion.municipality.number for suggestion in municipalities.suggest("s", limit=40)]
    assert len(found) == len(set(found)) == 40


@pytest.mark.parametrize("query", ["", "  ", "kommune i utlandet"])
def test_the_search_box_finds_nothing_for_nothing(query: str) -> None:
    assert municipalities.suggest(query) == []


# --- an installation's own ----------------------------------------------------------------------------------------


def test_an_installation_may_add_municipalities(tmp_path: Path) -> None:
    (tmp_path / "municipalities.csv").write_text(
        "number,name,official_name,other_names,orgnr\n9901,Prøvevik,,,300000009\n", encoding="utf-8"
    )
    register = Register.load(tmp_path)
    assert register.resolve("300000009", None) == Resolution("9901", "99", "number")
    assert register.resolve(None, "Prøvevik kommune") == Resolution("9901", "99", "name")
    assert len(register.all_today()) == len(TODAY) + 1
    assert municipalities.by_number("9901") is None


def test_changes_that_lead_nowhere_are_refused(tmp_path: Path) -> None:
    (tmp_path / "changes.csv").write_text(
        "date,old_number,old_name,new_number,new_name,extent,series,status,source\n"
        "2028-01-01,0301,Oslo,0302,Oslo,whole,yes,unverified,\n",
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match="0302"):
        Register.load(tmp_path)
