"""Exports as people have them: every encoding, separator and accident; and what becomes of each column."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulighetsrom.notices.errors import Unreadable
from mulighetsrom.notices.schema import TABLES
from mulighetsrom.notices.sources import without
from mulighetsrom.notices.sources.export import read
from mulighetsrom.notices.sources.layouts import form_type, subtype

if TYPE_CHECKING:
    from pathlib import Path

    from mulighetsrom.notices.schema import Row, Rows

YEARLY = (
    "doffin_id;eier_orgnr;eier_navn;eier_postadresse;tittel;publisering_dato;tilbudsfrist_dato;forskrift_dato;"
    "forskrift_navn;skjema_nr;skjema_type;cpv_hoved_kode;kontrakt_type;prosedyre_type;nuts_kode;verdi_estimert;"
    "delkontrakter;rammeavtale;dps;cpv_tillegg\n"
)
YEARLY_ROW = (
    "2019-123456;974 761 076;Bærum kommune;;Skoleåret «Å»;2019-03-31;2019-05-02;;;2;Kunngjøring av konkurranse;9310000;"
    "Varer;Åpen anbudskonkurranse;NO012;1 500 000,50;;;;45000000, 72000000\n"
)
CLEANED = "doffin_id,type,date,deadline,buyer,title,cpv,value_nok,description\n"


def all_rows(data: str | bytes, name: str = "a.csv") -> list[Rows]:
    return list(read(data.encode() if isinstance(data, str) else data, name))


def one(data: str | bytes) -> Rows:
    [rows] = all_rows(data)
    return rows


def notices(found: list[Rows]) -> list[Row]:
    return [row for rows in found for row in rows.get("notices", ())]


def problems(found: list[Rows]) -> list[tuple[int, str, str]]:
    return [(row["source_row"], row["place"], row["code"]) for rows in found for row in rows["problems"]]


def cleaned(**cells: str) -> str:
    row = {"doffin_id": "2022-123456", "type": "Veiledende", "date": "2022-01-13", "title": "Ny skole", "buyer": "Bø"}
    text = io.StringIO()
    csv.DictWriter(text, CLEANED.strip().split(",")).writerow(row | cells)
    return CLEANED + text.getvalue()


def fit(found: list[Rows]) -> None:
    for table in {table for rows in found for table in rows}:
        together = [row for rows in found for row in rows.get(table, ())]
        assert all(TABLES[table].columns.keys() >= row.keys() for row in together)
        pa.RecordBatch.from_pylist(together, TABLES[table].schema)


# --- real files -----------------------------------------------------------------------------------------------------


def real(shared: Path) -> list[Path]:
    return [*sorted((shared / "data" / "doffin-csv").rglob("*.csv")), shared / "data/doffin-f02/notices.jsonl"]


def expected(path: Path) -> int:
    """Count the records independently of the reader: lines of JSON, or rows that begin with a Doffin id."""
    data = path.read_bytes()
    if path.suffix == ".jsonl":
        return data.count(b"\n")
    return data.count(b'"Doffin referanse: ') or len(list(csv.reader(io.StringIO(data.decode())))) - 1


def test_every_row_of_the_real_exports_is_read_without_a_problem(shared: Path) -> None:
    for path in real(shared):
        found = all_rows(path.read_bytes(), path.name)
        assert len(notices(found)) == expected(path), path
        assert problems(found) == [], path
        assert all(row["title"] and row["buyer"] and row["published_date"] for row in notices(found)), path


def test_real_exports_of_every_encoding_give_norwegian_letters_and_no_labels(shared: Path) -> None:
    for path in real(shared):
        said = json.dumps([row for rows in all_rows(path.read_bytes()) for row in rows["texts"]], ensure_ascii=False)
        buyers = [row["buyer"] for row in notices(all_rows(path.read_bytes()))]
        assert "Ã" not in said, path
        assert "\ufffd" not in said, path
        assert not any(":" in buyer or "\r" in buyer for buyer in buyers), path


def test_rows_fit_their_tables(shared: Path) -> None:
    for path in [*real(shared), shared / "data/doffin-api/search-response-page.json"]:
        fit(all_rows(path.read_bytes()))


def test_answers_of_the_api_keep_every_buyer_and_lot(shared: Path) -> None:
    found = all_rows((shared / "data/doffin-api/search-response-page.json").read_bytes())
    assert [row["buyers"] for row in notices(found)] == [3, 1, 1]
    award = json.loads((shared / "data/doffin-api/contract-award-notice.json").read_bytes())
    rows = one(json.dumps(award))
    assert [row["name"] for row in rows["organisations"] if row["role"] == "winner"] == [
        winner["name"] for lot in award["lots"] for winner in lot["winner"]
    ]
    assert {row["type"]: row["count"] for row in rows["received"]} == {"tenders": 0, "t-esubm": 3}


# --- columns --------------------------------------------------------------------------------------------------------


def test_a_line_of_the_yearly_file_in_windows_1252() -> None:
    rows = one((YEARLY + YEARLY_ROW).encode("cp1252"))
    [notice] = rows["notices"]
    assert {name: notice[name] for name in ("doffin_id", "notice_id", "title", "buyer", "buyer_orgnr")} == {
        "doffin_id": "2019-123456",
        "notice_id": "2019-123456",
        "title": "Skoleåret «Å»",
        "buyer": "Bærum kommune",
        "buyer_orgnr": "974761076",
    }
    assert notice["published_date"] == date(2019, 3, 31)
    assert notice["dispatched_at"] == datetime(2019, 3, 30, 23, tzinfo=UTC)  # midnight in Oslo, before summer time
    assert notice["deadline"] == datetime(2019, 5, 2, 21, 59, 59, tzinfo=UTC)
    assert (notice["form_type"], notice["notice_type"]) == ("competition", "Kunngjøring av konkurranse")
    assert (notice["nature"], notice["procedure_type"]) == ("supplies", "open")
    assert (notice["value"], notice["currency"]) == (Decimal("1500000.50"), None)
    assert [(row["kind"], row["code"]) for row in rows["classifications"]] == [
        ("main", "09310000"),  # the zero that a spreadsheet took off
        ("additional", "45000000"),
        ("additional", "72000000"),
    ]
    assert [row["nuts"] for row in rows["places"]] == ["NO012"]
    assert rows["problems"] == []


def test_the_record_names_the_line_and_stays_when_another_line_is_removed() -> None:
    data = (YEARLY + YEARLY_ROW + YEARLY_ROW.replace("123456", "234567")).encode("cp1252")
    first, second = notices(all_rows(data))
    assert first["record"].endswith("-1")
    assert second["record"].endswith("-2")
    left = without(data, "a.csv", {1})
    assert left is not None
    assert b"2019-123456" not in left
    assert [row["record"] for row in notices(all_rows(left))] == [second["record"]]


@pytest.mark.parametrize("shape", ["{0}\n{1}\n", "[{0},{1}]", '{{"hits":[{0},{1}]}}'])
def test_a_removed_line_of_json_leaves_the_others_as_they_were(shape: str) -> None:
    items = [{"id": f"2024-00000{n}", "heading": "x", "buyer": [], "issueDate": "", "type": ""} for n in (1, 2)]
    data = shape.format(*map(json.dumps, items)).encode()
    second = notices(all_rows(data))[1]
    left = without(data, "a.json", {1})
    assert left is not None
    assert b"2024-000001" not in left
    assert [row["record"] for row in notices(all_rows(left))] == [second["record"]]


def test_a_list_of_paragraphs_becomes_one_text_and_numbers_may_be_numbers() -> None:
    item = {"tittel": "T", "oppdragsgiver": "O", "kunngjoringsdato": "2020-11-10", "form": "F02", "orgnr": 974761076}
    rows = one(json.dumps(item | {"beskrivelse": ["En.", "To."], "tilleggsCPV": [{"72000000": "IT services"}]}))
    assert {row["field"]: row["text"] for row in rows["texts"]} == {"title": "T", "description": "En.\nTo."}
    [notice] = rows["notices"]
    assert (notice["form_type"], notice["buyer_orgnr"], notice["doffin_id"]) == ("competition", "974761076", None)
    assert notice["notice_id"] == notice["record"]


def test_persons_are_masked_in_titles_descriptions_buyers_and_problems() -> None:
    rows = one(
        cleaned(title="Ring tlf 22334455", description="Se a@b.no", buyer="Bø kommune v/Ola Nordmann", date="a@b.no")
    )
    assert "22334455" not in str(rows)
    assert "a@b.no" not in str(rows)
    assert "Nordmann" not in str(rows)


@pytest.mark.parametrize(
    ("written", "day", "moment"),
    [
        ("2022-01-13", date(2022, 1, 13), datetime(2022, 1, 12, 23, tzinfo=UTC)),
        ("13.01.2022", date(2022, 1, 13), datetime(2022, 1, 12, 23, tzinfo=UTC)),
        ("3.7.2022", date(2022, 7, 3), datetime(2022, 7, 2, 22, tzinfo=UTC)),
        ("2022-01-13 00:00:00", date(2022, 1, 13), datetime(2022, 1, 12, 23, tzinfo=UTC)),
        ("2022-01-13T12:30", date(2022, 1, 13), datetime(2022, 1, 13, 11, 30, tzinfo=UTC)),
        ("13.01.2022 12:30", date(2022, 1, 13), datetime(2022, 1, 13, 11, 30, tzinfo=UTC)),
        ("2022-01-13T23:30:00.123Z", date(2022, 1, 14), datetime(2022, 1, 13, 23, 30, tzinfo=UTC)),
    ],
)
def test_days_and_moments(written: str, day: date, moment: datetime) -> None:
    [notice] = one(cleaned(date=written))["notices"]
    assert (notice["published_date"], notice["year"], notice["dispatched_at"]) == (day, 2022, moment)


@pytest.mark.parametrize(
    "written", ["20223-01-13", "2022-13-01", "2022-02-30", "i morgen", "13.01.20222", "0001-01-01"]
)
def test_an_impossible_day_is_told_and_the_rest_of_the_line_kept(written: str) -> None:
    found = all_rows(cleaned(date=written))
    assert (1, "date", "impossible-date") in problems(found)
    assert [row["title"] for row in notices(found)] == ["Ny skole"]


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1000000", "1000000"),
        ("1 000 000,50", "1000000.50"),
        ("1.000.000", "1000000"),
        ("kr 5000", "5000"),
        ("1e6", "1e6"),
    ],
)
def test_amounts(written: str, amount: str) -> None:
    [notice] = one(cleaned(value_nok=written))["notices"]
    assert (notice["value"], notice["currency"]) == (Decimal(amount), "NOK")


@pytest.mark.parametrize("written", ["mye", "1" * 30, "inf", "1,2,3"])
def test_an_impossible_amount_is_told(written: str) -> None:
    assert problems(all_rows(cleaned(value_nok=written))) == [(1, "value_nok", "impossible-number")]


@pytest.mark.parametrize(
    ("number", "words", "form"),
    [
        (None, "Kunngjøring av konkurranse", "competition"),
        (None, "Tildeling", "result"),
        (None, "Veiledende", "planning"),
        (None, "Intensjonskunngjøring", "dir-awa-pre"),
        (None, "ADVISORY_NOTICE", "planning"),
        (None, "CHANGE_OF_CONCLUSION_OF_CONTRACT", "cont-modif"),
        ("F02", None, "competition"),
        ("02", "", "competition"),
        ("52", "Kunngjøring av konkurranse", "competition"),
        ("1", "Veiledende kunngjøring", "planning"),
        ("15", "Intensjonskunngjøring", "dir-awa-pre"),
        ("21", "Kunngjøring av konkurranse", "competition"),
        ("21", "Kunngjøring av kontraktsinngåelse", "result"),
        ("12", "Plan- og designkonkurranse", "competition"),
        ("99", "Ukjent", None),
        ("²", None, None),
        (None, None, None),
    ],
)
def test_forms(number: str | None, words: str | None, form: str | None) -> None:
    assert form_type(number, words) == form


@pytest.mark.parametrize(
    ("number", "words", "told"),
    [
        ("F07", None, "15"),
        ("7", "Kunngjøring av kvalifikasjonsordning", "15"),
        (None, "Kunngjøring av en kvalifikasjonsordning", "15"),
        (None, "QUALIFICATION_SCHEME", "15"),
        (None, "Kunngjøring av konkurranse etter prekvalifisering", None),
        ("8", None, "1"),
        (None, "NOTICE_ON_BUYER_PROFILE", "1"),
        (None, "Kunngjøring på kjøperprofil", "1"),
        ("2", "Kunngjøring av konkurranse, se vår kjøperprofil", None),
        (None, None, None),
    ],
)
def test_what_stands_for_years_and_what_only_points_to_a_profile_is_told_apart(
    number: str | None, words: str | None, told: str | None
) -> None:
    assert subtype(number, words) == told


def test_a_qualification_system_has_the_subtype_that_no_competition_has() -> None:
    notice = notices(all_rows(cleaned(type="Kvalifikasjonsordning")))[0]
    assert (notice["form_type"], notice["subtype"]) == ("competition", "15")


def test_an_unknown_kind_of_notice_is_told() -> None:
    found = all_rows(cleaned(type="Noe annet"))
    assert problems(found) == [(1, "type", "unknown-word")]
    assert notices(found)[0]["form_type"] == "other"


# --- accidents ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_encoding_and_separator_are_told_by_the_file(encoding: str, separator: str) -> None:
    text = io.StringIO()
    rows = list(csv.reader(io.StringIO(cleaned(title="Å, så; fint", buyer="Bø\tkommune"))))
    csv.writer(text, delimiter=separator).writerows(rows)
    assert one(text.getvalue().encode(encoding))["notices"][0]["title"] == "Å, så; fint"


def test_a_file_put_together_of_two_encodings_is_read_right() -> None:
    header, row = cleaned(title="blåbær").split("\n", 1)
    data = (
        (header + ",søk\n").encode()
        + row.replace("\r\n", ",x\n").encode("cp1252")
        + cleaned(title="rødbet").split("\n")[1].encode()
    )
    assert [row["title"] for row in notices(all_rows(data))] == ["blåbær", "rødbet"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_inside_quotes_belong_to_their_cell(ending: str) -> None:
    data = cleaned(description="En\nto").replace("\r\n", "\n").replace("\n", ending)
    assert [row["text"] for row in one(data)["texts"]] == ["Ny skole", "En\nto"]


def test_columns_may_stand_in_any_order_with_others_between() -> None:
    data = "extra;TITLE; date ;buyer;type;doffin_id\n1;T;2022-01-13;B;Tildeling;2022-123456\n"
    assert one(data)["notices"][0]["title"] == "T"


def test_a_missing_column_is_named_with_those_that_are_there() -> None:
    with pytest.raises(Unreadable, match="lacks 'date'") as refused:
        all_rows("doffin_id,type,buyer,title\n")
    assert (refused.value.place, refused.value.code) == ("header", "missing-columns")
    assert "'buyer'" in refused.value.detail


@pytest.mark.parametrize(
    "data", ["", "navn,alder\nOla,3\n", "[]", "{}", "[1]", '{"a":1}', "{", '{"hits":{}}', "[" * 100_000]
)
def test_what_is_no_known_export_says_so(data: str) -> None:
    with pytest.raises(Unreadable, match="no export that is known"):
        all_rows(data)


def test_a_file_that_is_too_large_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mulighetsrom.notices.sources.export.LARGEST", 10)
    with pytest.raises(Unreadable, match="too-large"):
        all_rows(CLEANED)


def test_bad_rows_are_told_by_their_number_and_the_rest_goes_on() -> None:
    good = cleaned().removeprefix(CLEANED)
    data = (
        CLEANED
        + good
        + "\r\n"
        + "2022-1,Tildeling,2022-01-13,,B,T,,,a,shifted,cell\r\n"
        + "2022-111111,Tildeling\r\n"
        + ",,,,,,,,only a description\r\n"
        + good
    )
    found = all_rows(data)
    assert [row["source_row"] for row in notices(found)] == [1, 4, 6]
    assert problems(found) == [
        (3, "row", "ragged-row"),
        (4, "row", "ragged-row"),
        (4, "title", "missing"),
        (4, "buyer", "missing"),
        (4, "date", "missing"),
        (5, "row", "no-notice"),
    ]


def test_a_quote_that_nobody_closes_does_not_swallow_the_file() -> None:
    good = cleaned().removeprefix(CLEANED)
    found = all_rows(CLEANED + '2022-111111,Tildeling,2022-01-13,,B,"T,,,\n' + good * 5)
    assert len(notices(found)) == 6
    assert (1, "row", "ragged-row") in problems(found)


def test_an_identifier_that_is_none_is_told_and_the_line_kept() -> None:
    found = all_rows(cleaned(doffin_id="2022-1"))
    assert problems(found) == [(1, "doffin_id", "no-identifier")]
    assert notices(found)[0]["notice_id"] == notices(found)[0]["record"]


@pytest.mark.parametrize("nothing", ["NA", "", " ", "n/a", "NULL", "-"])
def test_nothing_is_written_in_many_ways(nothing: str) -> None:
    rows = one(cleaned(deadline=nothing, value_nok=nothing, description=nothing, cpv=nothing))
    assert rows["problems"] == []
    assert [row["field"] for row in rows["texts"]] == ["title"]


def test_an_organisation_number_with_a_wrong_check_digit_is_told_and_kept_as_written() -> None:
    rows = one(YEARLY + YEARLY_ROW.replace("974 761 076", "974 761 077"))
    assert problems([rows]) == [(1, "eier_orgnr", "invalid-orgnr")]
    assert [(row["orgnr"], row["orgnr_raw"]) for row in rows["organisations"]] == [(None, "974 761 077")]


def test_an_address_in_any_cell_is_masked() -> None:
    identifier, *others = YEARLY_ROW.split(";")
    told = str(all_rows(YEARLY + ";".join([identifier, *("kari@example.org" for _ in others)])))
    assert "kari" not in told
    assert identifier in told


def test_nul_bytes_formulas_and_huge_cells_are_text() -> None:
    [notice] = one(cleaned(title="=1+1\0", description="x" * 10_000_000))["notices"]
    assert notice["title"] == "=1+1"


def test_what_json_can_hold_and_no_table_may_is_cleaned() -> None:
    text = '{"id":"2024-000001","heading":"a\x01b\\ud800c","buyer":[{"name":"B"},7,null],'
    text += '"issueDate":"2024-01-01","type":"ADVISORY_NOTICE"'
    deep = "[" * 500 + "]" * 500
    found = all_rows(f'{text}}}\n{text},"x":{deep}}}\n{text},"x":{"9" * 5000}}}\nnot json\n7\n')
    assert [row["title"] for row in notices(found)] == ["abc"]
    assert [number for number, *_ in problems(found)] == [2, 3, 4, 5]
    assert all(json.dumps(row, default=str).encode() for rows in found for row in rows["problems"])


# --- anything -------------------------------------------------------------------------------------------------------

HEADERS = st.sampled_from([YEARLY, CLEANED, '{"id":"2024-000001","heading":"a","buyer":[],"issueDate":"","type":', ""])


def swallow(data: bytes) -> None:
    try:
        found = all_rows(data)
    except Unreadable:
        return
    fit(found)


@given(HEADERS, st.binary(max_size=400))
def test_any_bytes_give_rows_or_unreadable(header: str, data: bytes) -> None:
    swallow(header.encode() + data)


CELLS = st.sampled_from(
    ['"', "2022-123456", "2022-01-13", "13.1.2022 25:61", "1e400", "nan", "\n", "NA", "T", "😀", "\ud800"]
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | CELLS,
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)


@given(st.lists(st.lists(CELLS, min_size=8, max_size=10).map(",".join), max_size=5))
def test_any_cells_give_rows_or_unreadable(rows: list[str]) -> None:
    swallow((CLEANED + "\n".join(rows)).encode("utf-8", "surrogatepass"))


KEYS = (
    "id",
    "heading",
    "buyer",
    "issueDate",
    "type",
    "deadline",
    "cpvCodes",
    "estimatedValue",
    "lots",
    "allReceivedTenders",
)


@given(st.fixed_dictionaries(dict.fromkeys(KEYS, VALUES)))
def test_any_values_in_json_give_rows_or_unreadable(item: dict[str, Any]) -> None:
    swallow(json.dumps(item).encode())
