"""Names, notices and units: what must be one is one, and what is two stays two."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mulighetsrom.notices import identity
from mulighetsrom.notices.schema import NOTICES

if TYPE_CHECKING:
    from collections.abc import Iterable

UUID = "11111111-2222-4333-8444-555555555555"
OTHER = "aaaaaaaa-2222-4333-8444-555555555555"
DAY = date(2024, 3, 1)
DIALOGUE: dict[str, Any] = {
    "form_type": "planning",
    "dialogue": True,
    "buyer_orgnr": "935478715",
    "title": "Dialogkonferanse om gatelys",
}


def notice(record: str, changed: str | None = None, **values: Any) -> dict[str, Any]:
    row = {
        "record": record,
        "source": "doffin",
        "origin": "native",
        "form_type": "competition",
        "published_date": DAY,
    } | values
    named = row.get("uuid") and f"{row['uuid']}-{row.get('version')}"
    row["notice_id"] = row.get("doffin_id") or named or row.get("ted_number") or record
    references = [{"kind": "changed", _kind_of(changed): changed}] if changed else []
    return {"notices": [row], "references": references}


def _kind_of(name: str) -> str:
    return "uuid" if len(name) == len(UUID) else "doffin_id"


def built(rows: Iterable[dict[str, Any]]) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """Return `current` by record, and `aliases`."""
    given = list(rows)
    notices = pa.Table.from_pylist([row for one in given for row in one["notices"]], NOTICES.schema)
    identifiers = [row for one in given for row in identity.identifiers(one)]
    con = duckdb.connect()
    con.register("notices", notices)
    con.register("identifiers", pa.Table.from_pylist(identifiers, identity.IDENTIFIERS.schema))
    identity.build(con)
    current = con.execute("FROM current").to_arrow_table().cast(identity.CURRENT.schema).to_pylist()
    aliases = con.execute("FROM aliases").to_arrow_table().cast(identity.ALIASES.schema).to_pylist()
    assert len({row["alias"] for row in aliases}) == len(aliases), "a name must lead to one notice"
    return {row["record"]: row for row in current}, {row["alias"]: row["notice_id"] for row in aliases}


def test_a_newer_version_speaks_and_the_address_stays() -> None:
    current, aliases = built(
        [
            notice("a", uuid=UUID, version="01", doffin_id="2024-100001"),
            notice("b", uuid=UUID, version="02", doffin_id="2024-100009", published_date=DAY + timedelta(9)),
        ]
    )
    assert (current["a"]["superseded"], current["b"]["superseded"]) == (True, False)
    assert {row["notice_id"] for row in current.values()} == {"2024-100001"}
    assert aliases["2024-100009"] == aliases[f"{UUID}-02"] == aliases[UUID] == aliases["b"] == "2024-100001"


def test_doffin_speaks_for_its_twin_from_ted_and_ted_number_leads_there() -> None:
    current, aliases = built(
        [
            notice("t", source="ted", uuid=UUID, version="01", ted_number="123456-2024"),
            notice("d", uuid=UUID, version="01", doffin_id="2024-100001"),
        ]
    )
    assert (current["t"]["superseded"], current["d"]["superseded"]) == (True, False)
    assert aliases["123456-2024"] == "2024-100001"


def test_xml_speaks_for_the_line_of_an_export_with_the_same_doffin_id() -> None:
    current, _ = built(
        [
            notice("csv-1", origin="export", doffin_id="2022-100001", published_date=DAY + timedelta(1)),
            notice("x", origin="converted", uuid="2022-100001", version="01", doffin_id="2022-100001"),
        ]
    )
    assert (current["csv-1"]["superseded"], current["x"]["superseded"]) == (True, False)
    assert current["csv-1"]["notice_id"] == current["x"]["notice_id"] == "2022-100001"


def test_names_that_are_none_join_nothing() -> None:
    current, _ = built([notice("a", uuid="n.a.", version="01"), notice("b", uuid="n.a.", version="02")])
    assert not any(row["superseded"] for row in current.values())


@pytest.mark.parametrize("changed", ["2024-100001", UUID])
def test_a_correction_is_counted_with_what_it_corrects(changed: str) -> None:
    current, _ = built(
        [
            notice("a", uuid=UUID, version="01", doffin_id="2024-100001"),
            notice("c", changed, uuid=OTHER, version="01", doffin_id="2024-100002"),
        ]
    )
    assert current["c"] == {
        "record": "c",
        "notice_id": "2024-100002",
        "unit": "2024-100001",
        "superseded": False,
        "merged": True,
    }
    assert not current["a"]["merged"]


def test_two_corrections_of_a_notice_that_is_not_here_count_once() -> None:
    current, _ = built(
        [notice("a", "2024-100001", doffin_id="2024-100002"), notice("b", "2024-100001", doffin_id="2024-100003")]
    )
    assert {row["unit"] for row in current.values()} == {"2024-100002"}
    assert [current[record]["merged"] for record in "ab"] == [False, True]


def test_a_converted_correction_never_counts_by_itself() -> None:
    current, _ = built([notice("a", subtype="99", doffin_id="2022-100002")])
    assert current["a"]["merged"]


def test_a_chain_of_corrections_is_one_unit() -> None:
    chain = [notice("0", doffin_id="2024-100000")]
    chain += [notice(str(n), f"2024-10000{n - 1}", doffin_id=f"2024-10000{n}") for n in range(1, 9)]
    current, _ = built(reversed(chain))
    assert {row["unit"] for row in current.values()} == {"2024-100000"}


def test_the_notices_of_a_procedure_are_one_unit_but_its_plan_is_not() -> None:
    procedure = {"procedure_id": OTHER}
    current, _ = built(
        [
            notice("plan", form_type="planning", doffin_id="2024-100000", **procedure),
            notice("call", doffin_id="2024-100001", **procedure),
            notice(
                "award", form_type="result", doffin_id="2024-100002", published_date=DAY + timedelta(90), **procedure
            ),
        ]
    )
    assert current["award"]["unit"] == current["call"]["unit"] == "2024-100001"
    assert current["plan"]["unit"] == "2024-100000"
    assert not current["award"]["merged"]


def test_an_award_that_names_its_call_by_doffin_id_joins_the_line_of_an_export() -> None:
    current, _ = built(
        [
            notice("call", origin="export", doffin_id="2022-100001"),
            notice("award", form_type="result", doffin_id="2022-200000", procedure_id="2022-100001"),
        ]
    )
    assert current["award"]["unit"] == "2022-100001"


@pytest.mark.parametrize(("days", "units"), [(30, 1), (365, 1), (366, 2)])
def test_a_dialogue_announced_again_within_a_year_counts_once(days: int, units: int) -> None:
    again = DIALOGUE | {"title": "DIALOGKONFERANSE: om  gatelys!", "published_date": DAY + timedelta(days)}
    current, _ = built(
        [notice("a", doffin_id="2024-100001", **DIALOGUE), notice("b", doffin_id="2025-100002", **again)]
    )
    assert len({row["unit"] for row in current.values()}) == units
    assert current["b"]["merged"] == (units == 1)


@pytest.mark.parametrize(
    "different",
    [
        {"buyer_orgnr": "974760673"},
        {"title": "Dialogkonferanse om gatebelegg"},
        {"cpv": "34928500"},
        {"form_type": "competition"},
        {"dialogue": False},
        {"published_date": None},
    ],
)
def test_other_dialogues_are_other_units(different: dict[str, Any]) -> None:
    current, _ = built(
        [notice("a", doffin_id="2024-100001", **DIALOGUE), notice("b", doffin_id="2024-100002", **DIALOGUE | different)]
    )
    assert current["a"]["unit"] != current["b"]["unit"]


def test_a_title_that_says_only_what_it_is_tells_no_dialogue_from_the_next() -> None:
    short = DIALOGUE | {"title": "Dialogmøte"}
    current, _ = built([notice("a", doffin_id="2024-100001", **short), notice("b", doffin_id="2024-100002", **short)])
    assert current["a"]["unit"] != current["b"]["unit"]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)), min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_whatever_is_linked_is_connected_and_nothing_else(pairs: list[tuple[int, int]]) -> None:
    con = duckdb.connect()
    con.register("links", pa.Table.from_pylist([{"node": f"n{node:02}", "hub": f"h{hub}"} for node, hub in pairs]))
    identity.connect(con, "links", "roots")
    assert dict(con.execute("FROM roots").fetchall()) == _roots_by_walking(pairs)


def _roots_by_walking(pairs: list[tuple[int, int]]) -> dict[str, str]:
    groups = {node: {node} for node, _ in pairs}
    for node, hub in pairs:
        for other, shared in pairs:
            if hub == shared and groups[node] is not groups[other]:
                merged = groups[node] | groups[other]
                groups |= dict.fromkeys(merged, merged)
    return {f"n{node:02}": f"n{min(group):02}" for node, group in groups.items()}
