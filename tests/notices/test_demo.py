"""The invented country: it must look alive, be told apart from Norway, and leave when real notices come."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from mulighetsrom.notices import demo, export, orgnr, sources
from mulighetsrom.notices.demo import calendar, story, world, writing
from mulighetsrom.notices.reference import municipalities
from mulighetsrom.notices.store import Dataset, DemoRefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from mulighetsrom.notices.demo.announcement import Announcement
    from mulighetsrom.notices.store import Version

pytestmark = pytest.mark.xdist_group("demo")  # the country is invented once

INVITING = story.DIALOGUES.keys()
FIRST_AND_LAST = world.COMPLETE[0], world.COMPLETE[-1]


@pytest.fixture(scope="module")
def told() -> list[Announcement]:
    return story.announcements()


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    made = Dataset(tmp_path_factory.mktemp("demo"))
    demo.build(made)
    return made


@pytest.fixture(scope="module")
def version(dataset: Dataset) -> Version:
    return dataset.version()


# --- nothing in it can be taken for Norway ------------------------------------------------------------------------


def test_no_invented_name_or_number_is_a_real_one(version: Version) -> None:
    real, invented = municipalities.register(), municipalities.register(version.reference)
    for place in invented.all_today():
        assert real.resolve(place.orgnr, f"{place.name} kommune") is None
        assert real.by_number(place.number) is None
        assert not any(place.name.casefold() in name.casefold() for one in real.all_today() for name in names(one))
    assert {one.number for one in invented.counties()}.isdisjoint(one.number for one in real.counties())


def names(one: municipalities.Municipality) -> list[str]:
    return [one.name, *one.other_names, *(earlier.name for earlier in one.earlier)]


def test_no_real_municipality_is_in_it(version: Version) -> None:
    assert {one.county_number for one in municipalities.register(version.reference).all_today()} == {"97", "98", "99"}


def test_every_company_has_a_number_of_the_synthetic_series() -> None:
    companies = [one.company for one in world.buyers()]
    companies += [one for nature in story.EEA_THRESHOLD for one in world.winners(nature)]
    assert all(orgnr.is_valid(one.orgnr) and one.orgnr.startswith("3") for one in companies)
    assert len({one.orgnr for one in companies}) == len(companies)


def test_every_text_says_that_it_is_an_example(told: list[Announcement]) -> None:
    assert all(re.search(r"Eksempel: oppdik\w+ kunn\w+\.$", one.text) for one in told)


def test_no_name_looks_like_one_of_doffins_or_teds(version: Version) -> None:
    aliases = [row["alias"] for row in version.rows("SELECT alias FROM aliases")]
    assert not any(re.fullmatch(r"\d+-\d+", alias) for alias in aliases)
    assert version.rows("SELECT count(*) AS n FROM notices WHERE doffin_id IS NOT NULL OR ted_number IS NOT NULL") == [
        {"n": 0}
    ]


def test_every_notice_and_every_export_is_marked(version: Version, tmp_path: Path) -> None:
    assert version.demo
    assert version.manifest.sources == {"demo": version.manifest.rows["notices"]}
    export.export(version, export.Selection("figures"), tmp_path / "figures.csv", form="csv")
    with (tmp_path / "figures.csv").open(encoding="utf-8-sig") as file:
        assert {row["example"] for row in csv.DictReader(file)} == {"true"}


# --- it goes the way of real notices ------------------------------------------------------------------------------


def test_it_is_the_same_every_time(told: list[Announcement]) -> None:
    assert story.announcements() == told


def test_everything_is_read_without_a_problem(version: Version, told: list[Announcement]) -> None:
    assert version.rows("FROM problems") == []
    assert version.rows("FROM left_out") == []
    assert version.manifest.rows["notices"] == len(told)


def test_detection_finds_what_was_meant(version: Version, told: list[Announcement]) -> None:
    meant = {one.reference: one.kind in INVITING for one in told}
    found = version.rows("SELECT uuid || '-' || version AS reference, dialogue, title FROM notices")
    assert [row for row in found if row["dialogue"] != meant[row["reference"]]] == []


def test_detection_is_not_led_by_the_line_that_says_example(told: list[Announcement]) -> None:
    one = next(one for one in told if one.kind == "advance")
    bare = replace(one, text=one.text.rpartition("\n\n")[0])
    with_line, without = (next(iter(sources.read(writing.xml(each), "x.xml"))) for each in (one, bare))
    assert with_line["texts"][1]["text"].startswith(without["texts"][1]["text"])


def test_dialogues_have_their_day_and_deadline(version: Version) -> None:
    """A written round has no day; all else has."""
    dialogues = version.rows("SELECT * FROM notices WHERE dialogue")
    assert all(row["dialogue_deadline"] > row["published_date"] for row in dialogues)
    assert all(row["dialogue_date"] or row["dialogue_kinds"] == ["written"] for row in dialogues)


def test_the_evidence_lies_in_the_text(version: Version) -> None:
    rows = version.rows("""
        SELECT dialogue_evidence, list(text) AS texts FROM notices JOIN texts USING (record)
        WHERE dialogue GROUP BY ALL""")
    for row in rows:
        evidence = json.loads(row["dialogue_evidence"])["evidence"]
        assert evidence
        assert all(any(each["words"] in text for text in row["texts"]) for each in evidence)


def test_addresses_are_masked(version: Version) -> None:
    assert version.rows("SELECT text FROM texts WHERE text LIKE '%.example%'") == []


# --- every page has something to show -----------------------------------------------------------------------------


def ratios(version: Version, level: str, key: str) -> dict[int, dict[str, Any]]:
    rows = version.rows(
        "FROM figures WHERE indicator = 'dialogue-ratio' AND route = 'all' AND level = ? AND key = ?", [level, key]
    )
    return {row["year"]: row for row in rows}


def test_every_year_but_the_running_one_is_complete_and_the_country_does_more_and_more(version: Version) -> None:
    country = ratios(version, "country", "NO")
    first, last = (country[year]["value"] for year in FIRST_AND_LAST)
    assert sorted(country) == list(world.YEARS)
    assert [year for year, row in country.items() if row["complete"]] == list(world.COMPLETE)
    assert last > 2 * first


def test_municipalities_differ(version: Version) -> None:
    much = ratios(version, "municipality", "9901")
    assert all(much[year]["value"] > 10 for year in world.COMPLETE)
    assert all(row["numerator"] == 0 for row in ratios(version, "municipality", "9802").values())
    assert all(row["denominator"] < 20 for row in ratios(version, "municipality", "9705").values())
    assert sum(row["numerator"] for row in ratios(version, "municipality", "9908").values()) > 5


def test_a_merger_carries_the_series_on(version: Version) -> None:
    assert sorted(ratios(version, "municipality", "9921")) == list(world.YEARS)
    before = version.rows("SELECT DISTINCT buyer FROM counted WHERE municipality_number = '9921' AND year < 2020")
    assert {"Halvvåg kommune", "Kvartvåg kommune"} <= {row["buyer"] for row in before}


def test_what_the_cooperation_buys_counts_for_members_from_the_day_they_joined(version: Version) -> None:
    rows = version.rows("""
        SELECT municipality_number AS number, min(year) AS first FROM counted WHERE route = 'cooperation' GROUP BY 1""")
    assert {row["number"]: row["first"] for row in rows} == {
        **dict.fromkeys(("9804", "9805", "9806", "9807"), 2019),
        "9808": 2022,
    }


@pytest.mark.parametrize(
    "asked",
    [
        "SELECT count(*) FROM counted WHERE joint AND competition",
        "SELECT count(*) FROM counted WHERE innovation_procedure",
        "SELECT count(*) FROM counted WHERE innovation_code",
        "SELECT count(*) FROM counted WHERE dialogue_side",
        "SELECT count(*) FROM counted WHERE tenders_results > 0",
        "SELECT count(DISTINCT focus_area) FROM counted WHERE dialogue",
        "SELECT count(*) FROM notices WHERE subtype = 'E1'",
        "SELECT count(*) FROM notices WHERE language = 'nn' AND dialogue",
        "SELECT count(*) FROM current WHERE merged",
        "SELECT count(*) FROM current WHERE superseded",
        "SELECT count(*) FROM \"references\" WHERE kind = 'planning'",
        "SELECT count(*) FROM notices WHERE resolved_by = 'name-in-unit'",
        "SELECT count(*) FROM results WHERE status = 'clos-nw'",
    ],
)
def test_there_is_something_of_everything(version: Version, asked: str) -> None:
    (row,) = version.rows(asked)
    assert all(count >= 3 for count in row.values())


@pytest.mark.parametrize("kind", sorted(INVITING))
def test_every_kind_of_dialogue_is_there(told: list[Announcement], kind: str) -> None:
    assert any(one.kind == kind for one in told)


def test_offices_are_closed_at_weekends_in_july_and_at_christmas_and_no_day_comes_too_early() -> None:
    every = [date(2024, 1, 1) + timedelta(days) for days in range(366)]
    for day in every:
        open_day = calendar.office_day(day)
        assert open_day >= day
        assert open_day.weekday() < calendar.SATURDAY
        assert open_day.month != calendar.JULY
        assert (open_day.month, open_day.day) < (12, 18)


# --- it leaves ----------------------------------------------------------------------------------------------------


def test_real_notices_take_its_place_wholly(dataset: Dataset, tmp_path: Path) -> None:
    real = Dataset(dataset.folder)
    with (tmp_path / "notice.xml").open("wb") as file:
        one = story.announcements()[0]
        file.write(writing.xml(one))
    report = real.add([tmp_path / "notice.xml"])
    assert report.replaced_demo
    version = real.version()
    assert not version.demo
    assert version.manifest.sources == {"doffin": 1}
    assert version.coverage == ()
    assert version.rows("SELECT municipality_number FROM notices") == [{"municipality_number": None}]
    with pytest.raises(DemoRefusedError):
        demo.build(real)
