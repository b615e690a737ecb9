"""Exports hold what the dataset holds, in files that open as text, numbers and dates and never as formulas."""

from __future__ import annotations

import csv
import json
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mulighetsrom.notices import export, schema
from mulighetsrom.notices.export import ExportRefusedError, Selection
from mulighetsrom.notices.store import Dataset, UnknownTableError, Version
from tests.notices import toy

if TYPE_CHECKING:
    from pathlib import Path

UUID = "11111111-2222-4333-8444-555555555555"
ASKED = """
    source_file source_row notice_id doffin_id subtype form_type buyer buyer_orgnr municipality_number published_date
    title dialogue dialogue_kinds dialogue_date dialogue_evidence
"""
NOTICES: list[dict[str, Any]] = [
    {"doffin_id": "2024-000001", "uuid": UUID, "version": "01", "title": "Gammel"},
    {"doffin_id": "2024-000002", "uuid": UUID, "version": "02", "title": 'Dialogkonferanse; «æøå», "sitat"'},
    {"doffin_id": "2024-000003", "title": "=HYPERLINK(1)", "buyer": "@Kommune", "cpv": "03000000"},
    {"doffin_id": "2024-000004", "title": "Test", "test": True},
]


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    folder = tmp_path_factory.mktemp("exports")
    dataset = Dataset(folder / "dataset", reading=toy.READING)
    dataset.add([toy.file(folder, "a.json", *NOTICES)], processes=1)
    return dataset.version()


def exported(version: Version, path: Path, form: str, *, every: bool = False, **where: str) -> Path:
    export.export(version, Selection("notices", every, where), path, form=form)
    return path


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_columns_that_were_asked_for_are_there(version: Version, tmp_path: Path) -> None:
    row = lines(exported(version, tmp_path / "a.csv", "csv"))[0]
    assert set(ASKED.split()) <= row.keys()


def test_only_what_speaks_for_its_notice_unless_all_is_asked_for(version: Version, tmp_path: Path) -> None:
    current = lines(exported(version, tmp_path / "a.csv", "csv"))
    every = lines(exported(version, tmp_path / "b.csv", "csv", every=True))
    assert sorted(row["doffin_id"] for row in current) == ["2024-000002", "2024-000003"]
    assert len(every) == 4
    assert {row["notice_id"] for row in current} == {"2024-000001", "2024-000003"}, "the key that the address has"


def test_texts_follow_their_notices(version: Version, tmp_path: Path) -> None:
    rows = export.export(version, Selection("texts"), tmp_path / "texts.csv", form="csv")
    assert rows == 2


def test_no_cell_of_a_csv_is_a_formula(version: Version, tmp_path: Path) -> None:
    row = lines(exported(version, tmp_path / "a.csv", "csv", doffin_id="2024-000003"))[0]
    assert (row["title"], row["buyer"]) == ("'=HYPERLINK(1)", "'@Kommune")


def test_csv_keeps_quotes_letters_and_leading_zeros(version: Version, tmp_path: Path) -> None:
    rows = {row["doffin_id"]: row for row in lines(exported(version, tmp_path / "a.csv", "csv"))}
    assert rows["2024-000002"]["title"] == NOTICES[1]["title"]
    assert rows["2024-000003"]["cpv"] == "03000000"
    assert rows["2024-000003"]["dialogue"] == "false"
    assert rows["2024-000003"]["published_date"] == "2024-03-01"


def test_csv_for_excel_says_that_it_is_utf8(version: Version, tmp_path: Path) -> None:
    assert exported(version, tmp_path / "a.csv", "csv-bom").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not exported(version, tmp_path / "b.csv", "csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_json_is_one_array(version: Version, tmp_path: Path) -> None:
    rows = json.loads(exported(version, tmp_path / "a.json", "json").read_text())
    found = next(row for row in rows if row["doffin_id"] == "2024-000002")
    assert found["title"] == NOTICES[1]["title"]
    assert found["published_date"] == "2024-03-01"
    assert (
        found["dialogue_kinds"]
        == version.rows("SELECT dialogue_kinds FROM notices WHERE title = ?", [found["title"]])[0]["dialogue_kinds"]
    )


def test_an_empty_json_is_an_array_too(version: Version, tmp_path: Path) -> None:
    assert json.loads(exported(version, tmp_path / "a.json", "json", title="no such").read_text()) == []


def test_parquet_carries_the_descriptions(version: Version, tmp_path: Path) -> None:
    table = pq.read_table(exported(version, tmp_path / "a.parquet", "parquet"))
    assert table.num_rows == 2
    assert b"BT-105" in table.schema.field("procedure_type").metadata[b"description"]


def sheets(path: Path) -> list[list[list[tuple[str, str]]]]:
    """The cells of each sheet as (type, text), read without any library that knows spreadsheets."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as book:
        names = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
        return [
            [
                [(cell.get("t", "n"), "".join(cell.itertext())) for cell in row.iterfind("m:c", space)]
                for row in ET.fromstring(book.read(name)).iterfind(".//m:row", space)  # noqa: S314 - written by us
            ]
            for name in names
        ]


def test_xlsx_has_text_as_text_and_no_formula(version: Version, tmp_path: Path) -> None:
    path = exported(version, tmp_path / "a.xlsx", "xlsx")
    cells = [cell for row in sheets(path)[0] for cell in row]
    assert ("inlineStr", "=HYPERLINK(1)") in cells
    assert ("inlineStr", "03000000") in cells
    with zipfile.ZipFile(path) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_the_last_sheet_says_what_each_column_means(version: Version, tmp_path: Path) -> None:
    told = {name: about for (_, name), (_, about) in sheets(exported(version, tmp_path / "a.xlsx", "xlsx"))[-1]}
    assert told["procedure_type"] == "BT-105, procedure type"


def test_norwegian_excel_gets_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    table = schema.Table("t", "", {"ratio": (schema.NUMBER, ""), "kr": (schema.MONEY, ""), "name": (schema.TEXT, "")})
    told = pa.RecordBatch.from_pylist([{"ratio": 12.4, "kr": Decimal("1.50"), "name": "a;b 1.5"}], table.schema)
    export.write_csv(tmp_path / "a.csv", table, [told], export.NORWEGIAN_EXCEL)
    assert (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()[1] == '"12,4";"1,50";"a;b 1.5"'


def test_a_table_too_long_for_a_sheet_goes_on_in_the_next(
    version: Version, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "SHEET_ROWS", 3)
    told = sheets(exported(version, tmp_path / "a.xlsx", "xlsx", every=True))
    assert [len(sheet) for sheet in told[:-1]] == [3, 3]
    assert told[0][0] == told[1][0], "each sheet has the header"


def test_every_export_of_examples_says_so(tmp_path: Path) -> None:
    dataset = Dataset(tmp_path / "dataset", reading=toy.READING)
    dataset.add([toy.file(tmp_path, "a.json", NOTICES[0])], processes=1, demo=True)
    for table in ("notices", "figures", "counted"):
        export.export(dataset.version(), Selection(table), tmp_path / "a.csv", form="csv")
        assert (tmp_path / "a.csv").read_text().startswith('"example"')
    assert lines(exported(dataset.version(), tmp_path / "b.csv", "csv"))[0]["example"] == "true"


@pytest.mark.parametrize(
    ("selection", "form", "error", "told"),
    [
        (Selection("notises"), "csv", UnknownTableError, "notices"),
        (Selection("notices"), "docx", ExportRefusedError, "xlsx"),
        (Selection("notices", where={"colour": "red"}), "csv", ExportRefusedError, "colour"),
    ],
)
def test_what_is_not_there_is_refused_naming_what_is(
    *, version: Version, tmp_path: Path, selection: Selection, form: str, error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        export.export(version, selection, tmp_path / "a", form=form)
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_on_a_full_disk_fails_as_all_exports_do(
    version: Version, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "write", full)
    with pytest.raises(OSError, match="space"):
        exported(version, tmp_path / "a.xlsx", "xlsx")
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_fails_leaves_the_older_file(
    version: Version, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    path = exported(version, tmp_path / "a.csv", "csv")
    before = path.read_bytes()
    monkeypatch.setitem(export.FORMATS, "csv", full)
    with pytest.raises(OSError, match="space"):
        exported(version, path, "csv")
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
