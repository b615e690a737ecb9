"""What counts, once, and for whom."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from mulighetsrom.notices.indicators import counting
from mulighetsrom.notices.schema import COUNTED, LEFT_OUT
from tests.notices.indicators.world import ASKER, BAERUM, STATE, TOGETHER, World

if TYPE_CHECKING:
    from mulighetsrom.notices.schema import Row


def of_unit(world: World, unit: str) -> list[Row]:
    return [row for row in world.rows if row["unit"] == unit]


def test_rows_have_the_columns_and_types_that_are_declared(story: World) -> None:
    assert story.counted.cast(COUNTED.schema).schema.equals(COUNTED.schema)


def test_a_unit_counts_once_for_each_key_at_each_level(crowd: World) -> None:
    for level, keys in counting.LEVEL_KEYS.items():
        named = [row for row in crowd.rows if all(row[key] for key in keys)]
        chosen = [row for row in named if row[level]]
        assert Counter((row["unit"], *(row[key] for key in keys)) for row in chosen) == Counter(
            {(row["unit"], *(row[key] for key in keys)) for row in named}
        )


def test_a_joint_notice_counts_for_both_and_once_for_the_county_and_the_country(story: World) -> None:
    rows = of_unit(story, "c2")
    assert [row["municipality_number"] for row in rows if row["for_municipality"]] == ["3203", "3201"]
    assert sum(row["for_county"] for row in rows) == sum(row["for_country"] for row in rows) == 1


def test_what_a_municipality_buys_itself_as_well_counts_as_its_own(story: World) -> None:
    rows = of_unit(story, "x3")
    assert {row["municipality_number"]: row["route"] for row in rows if row["for_municipality"]} == {
        "1103": "cooperation",
        "3201": "own",
        "3203": "cooperation",
    }
    assert [row["route"] for row in rows if row["for_country"]] == ["own"]


@pytest.mark.parametrize(("day", "members"), [(date(2019, 12, 31), [None]), (date(2020, 1, 1), ["1103", "3201"])])
def test_a_cooperation_buys_only_for_those_who_are_members_on_the_day(day: date, members: list[str | None]) -> None:
    world = World([{"named": [TOGETHER], "published_date": day}], members=["3201", "1103"])
    assert sorted(row["municipality_number"] for row in world.rows) == members


def test_the_first_notice_decides_the_year_and_the_full_notice_speaks_before_an_export() -> None:
    export = {"unit": "u", "record": "a", "origin": "export", "title": "short", "named": [("Bærum", None, "3201")]}
    full = {"unit": "u", "record": "b", "title": "whole"}
    later = {"unit": "u", "record": "0", "published_date": date(2025, 1, 1), "title": "corrected", "named": [ASKER]}
    (row,) = World([later, export, full]).rows
    assert (row["year"], row["notice_id"], row["title"], row["buyer_key"]) == (2024, "b", "whole", BAERUM[1])


def test_a_corrected_date_of_a_dialogue_is_the_one_shown() -> None:
    first = {
        "unit": "u",
        "subtype": "4",
        "dialogue": True,
        "dialogue_date": date(2024, 4, 1),
        "dialogue_kinds": ["conference"],
    }
    moved = first | {
        "published_date": date(2024, 3, 9),
        "dialogue_date": date(2024, 5, 1),
        "dialogue_kinds": ["written"],
    }
    (row,) = World([first, moved]).rows
    assert (row["dialogue_kinds"], row["dialogue_date"]) == (["conference"], date(2024, 5, 1))


def test_a_buyer_without_a_number_is_known_by_its_name_however_it_is_spaced() -> None:
    world = World([{"named": [("Bærum  Kommune ", None, None)]}, {"named": [("bærum kommune", None, None)]}])
    assert {row["buyer_key"] for row in world.rows} == {"bærum kommune"}


def test_a_notice_on_doffin_without_a_buyer_counts_for_the_country_only() -> None:
    (row,) = World([{"named": []}]).rows
    assert [row[level] for level in counting.LEVEL_KEYS] == [False, False, False, True]


def test_a_focus_area_comes_from_the_cpv_code() -> None:
    rows = World([{"cpv": "72000000"}, {"cpv": "45000000"}, {}]).rows
    assert Counter(row["focus_area"] for row in rows) == {"digital": 1, None: 2}


def test_a_correction_that_stands_alone_is_no_competition() -> None:
    (row,) = World([{"subtype": "99"}]).rows
    assert not row["competition"]


def test_a_notice_converted_from_before_eforms_had_no_field_for_innovation() -> None:
    rows = World([{"origin": "converted"}, {"origin": "native"}]).rows
    assert Counter(row["can_carry_innovation"] for row in rows) == {False: 1, True: 1}


def test_what_is_left_out_is_told_with_its_reason(story: World) -> None:
    left_out = counting.left_out(story.tables, counting.counted(story.tables)).to_pyarrow().cast(LEFT_OUT.schema)
    assert {(row["reason"], row["source"], row["records"]) for row in left_out.to_pylist()} == {
        ("test", "doffin", 1),
        ("undated", "doffin", 1),
        ("foreign", "ted", 1),
    }


def test_a_ted_notice_of_a_norwegian_buyer_counts() -> None:
    abroad = ("Lyon", None, None)
    rows = World([{"source": "ted", "named": [STATE]}, {"source": "ted", "named": [abroad], "country": "NOR"}]).rows
    assert sum(row["for_country"] for row in rows) == 2


def test_the_order_of_records_and_telling_one_twice_change_nothing() -> None:
    once: list[Row] = [
        {"record": "a", "unit": "u", "named": [BAERUM, ASKER]},
        {"record": "b", "unit": "u", "subtype": "29", "tenders": {"LOT-1": 4}},
        {"record": "c", "unit": "d", "subtype": "E1", "dialogue": True},
    ]
    twin = [one | {"record": f"{one['record']}-ted", "source": "ted", "notice_id": one["record"]} for one in once]
    assert World(once).figures == World(reversed(once)).figures == World(twin + once).figures
