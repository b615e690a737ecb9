"""Real notices: what was counted in them by other means must be what the reader finds."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from mulighetsrom.notices.eforms.codes import FORM_TYPES
from mulighetsrom.notices.eforms.reader import read
from mulighetsrom.notices.eforms.tables import ROOTS
from tests.notices.eforms.conftest import assert_fits, only

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mulighetsrom.notices.schema import Rows

FOLDERS = {"doffin-eforms": 58, "ted-eforms": 72}
COUNTED = {
    "lots": "/*/*[local-name()='ProcurementProjectLot']",
    "tenders": "//*[local-name()='NoticeResult']/*[local-name()='LotTender']",
    "results": "//*[local-name()='LotResult']",
    "classifications": "//*[local-name()='ItemClassificationCode'][ancestor::*[local-name()='ProcurementProject']]",
}


@pytest.fixture(scope="session")
def real(shared: Path) -> dict[str, list[Rows]]:
    """Every real notice, read once."""
    return {
        folder: [read(path.read_bytes(), path.name) for path in sorted((shared / "data" / folder).glob("*.xml"))]
        for folder in FOLDERS
    }


def test_every_real_notice_fits_the_schema(real: dict[str, list[Rows]]) -> None:
    assert {folder: len(read_rows) for folder, read_rows in real.items()} == FOLDERS
    for rows in (*real["doffin-eforms"], *real["ted-eforms"]):
        assert_fits(rows)
    told = [problem for rows in (*real["doffin-eforms"], *real["ted-eforms"]) for problem in rows["problems"]]
    assert [(one["source_file"], one["code"]) for one in told] == [("2023-629257.xml", "invalid-orgnr")]


def test_norwegian_notices_are_of_their_kind(real: dict[str, list[Rows]]) -> None:
    notices = [only(rows) for rows in real["doffin-eforms"]]
    assert Counter(notice["source"] for notice in notices) == {"doffin": 58}
    assert Counter(notice["origin"] for notice in notices) == {"converted": 35, "native": 23}
    assert all(notice["doffin_id"] == notice["notice_id"] for notice in notices)
    assert Counter(notice["subtype"] for notice in notices if notice["subtype"].startswith("N")) == {
        "N4": 3,
        "N16": 4,
        "N29": 1,
    }


def test_notices_from_ted_go_by_ted_numbers(real: dict[str, list[Rows]]) -> None:
    notices = [only(rows) for rows in real["ted-eforms"]]
    assert Counter(notice["source"] for notice in notices) == {"ted": 72}
    assert all(notice["ted_number"] for notice in notices)


def test_the_subtype_tells_the_form(real: dict[str, list[Rows]]) -> None:
    notices = [only(rows) for folder in FOLDERS for rows in real[folder]]
    odd = [notice["notice_id"] for notice in notices if FORM_TYPES.get(notice["subtype"]) != notice["form_type"]]
    assert len(odd) <= 1, odd


def test_what_a_path_finds_the_rows_have(shared: Path) -> None:
    for path in sorted((shared / "data").glob("*-eforms/*.xml")):
        rows, root = read(path.read_bytes(), path.name), etree.parse(path)
        for table, expression in COUNTED.items():
            assert len(rows[table]) == root.xpath(f"count({expression})"), (path.name, table)


def test_dfos_own_examples_are_read(shared: Path) -> None:
    """Most lie inside the validator's test sets, and some hold only what one rule looks at."""
    families = Counter[str]()
    for path in sorted((shared / "data" / "dfo-validation-cases").glob("*.xml")):
        for notice in etree.parse(path).iter(*ROOTS):
            rows = read(etree.tostring(notice, encoding="UTF-8"), path.name)
            assert_fits(rows)
            families[only(rows).get("subtype", "none")[0]] += 1
    assert families["E"] == 20
    assert families["N"] == 4


def test_a_public_converter_agrees_on_the_plain_fields(shared: Path, real: dict[str, list[Rows]]) -> None:
    by_uuid = {only(rows)["uuid"]: rows for rows in real["doffin-eforms"]}
    compared = Counter[str]()
    for path in sorted((shared / "data" / "peer-ocds").glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        if rows := by_uuid.get(told["id"]):
            compared.update(differences(rows, told))
    assert compared.pop("compared") >= 30
    assert compared == {}


def differences(rows: Rows, told: dict[str, Any]) -> Iterator[str]:
    """Yield what the two readings of one notice do not share."""
    yield "compared"
    if only(rows)["dispatched_at"] != datetime.fromisoformat(told["date"]):
        yield "moment of dispatch"
    if not {lot["id"] for lot in told["tender"].get("lots", ())} <= {row["lot"] for row in rows["lots"]}:
        yield "lots"
    names = {party["id"]: party.get("name") for party in told["parties"]}
    if not {row["organisation"] for row in rows["organisations"]} <= set(names):
        yield "organisations"
    amounts = {bid["value"]["amount"] for bid in told.get("bids", {}).get("details", ()) if "value" in bid}
    if amounts != {float(row["value"]) for row in rows["tenders"] if "value" in row}:
        yield "values of tenders"
