"""What a notice's reader would miss if it were not in the rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from mulighetsrom.notices.eforms.reader import read
from tests.notices.eforms.conftest import NAMES, assert_fits, bytes_of, columns, only, read_changed


@pytest.mark.parametrize("name", NAMES)
def test_every_row_fits_the_schema(name: str) -> None:
    rows = read_changed(name)
    assert_fits(rows)
    assert rows["problems"] == []


def test_a_consultation_tells_what_dialogue_needs() -> None:
    rows = read_changed("consultation", source_file="2026-100001.xml")
    notice = only(rows)
    assert (notice["subtype"], notice["form_type"], notice["notice_type"]) == ("E1", "consultation", "pmc")
    assert (notice["source"], notice["origin"]) == ("doffin", "native")
    assert notice["planned_date"] == date(2026, 6, 1)
    assert notice["deadline"] == datetime(2026, 2, 20, 11, 0, tzinfo=UTC)
    assert (notice["buyer"], notice["buyer_orgnr"]) == ("Nordvik kommune", "999999905")
    assert columns(rows, "places", "nuts", "country") == [("NO091", "NOR")]
    assert notice["cpv"] == "34144420"


def test_texts_stand_in_every_language_and_the_main_one_speaks() -> None:
    rows = read_changed("consultation")
    titles = [row for row in columns(rows, "texts", "field", "language", "lot", "text") if row[0] == "title"]
    assert titles == [
        ("title", "en", None, "Market dialogue on quiet snow ploughs"),
        ("title", "no", None, "Markedsdialog om stille brøyteploger"),
        ("title", "no", "LOT-0001", "Stille ploger"),
    ]
    assert only(rows)["title"] == "Markedsdialog om stille brøyteploger"


@pytest.mark.parametrize("name", NAMES)
def test_contact_persons_reach_no_row(name: str) -> None:
    told = str(read_changed(name))
    assert "Kari" not in told
    assert "example.org" not in told
    assert "22 33 44 55" not in told


def test_a_competition_tells_its_terms() -> None:
    rows = read_changed("competition")
    notice = only(rows)
    assert notice["procedure_type"] == "open"
    assert (notice["value"], notice["currency"]) == (Decimal("4500000.00"), "NOK")
    assert notice["deadline"] == datetime(2026, 8, 14, 10, 0, tzinfo=UTC), "the earliest of the lots"
    assert columns(rows, "classifications", "kind", "code") == [
        ("main", "34144420"),
        ("additional", "90620000"),
        ("additional", "34921100"),
    ]
    assert columns(rows, "criteria", "lot", "criterion", "type", "name", "weight", "weight_kind") == [
        ("LOT-0001", 1, "price", "Pris", 40.0, "per-exa"),
        ("LOT-0001", 2, "quality-nor-env-criteria", "Støy", 60.0, "per-exa"),
    ]
    assert columns(rows, "references", "kind", "lot", "uuid", "version", "part") == [
        ("planning", "LOT-0001", "11111111-1111-4111-8111-111111111111", "01", "LOT-0001"),
    ]


def test_a_contract_lasts_as_long_as_its_period_not_as_the_tenders_are_valid() -> None:
    first, second = read_changed("competition")["lots"]
    assert (first["duration"], first["duration_unit"], first["renewals"]) == (24.0, "MONTH", 2)
    assert first["start_date"] == date(2026, 10, 1)
    assert "duration" not in second


def test_strategic_codes_keep_their_words() -> None:
    codes = columns(read_changed("competition"), "codes", "list", "code", "description", "lot")
    assert ("strategic-procurement", "inn-pur", "Støyen skal halveres.", "LOT-0001") in codes
    assert ("innovative-acquisition", "prod-innov", None, "LOT-0001") in codes
    assert ("accelerated-procedure", "false", None, None) in codes


INNOVATION = (">inn-pur<", ">soc-obj<"), (">prod-innov<", ">none<")


@pytest.mark.parametrize(
    ("changes", "innovative"),
    [
        ((), True),
        (INNOVATION, False),
        (INNOVATION[:1], True),
        (INNOVATION[1:], True),
        ((*INNOVATION, (">open<", ">innovation<")), True),
        ((*INNOVATION, (">open<", ">comp-dial<")), True),
        ((*INNOVATION, (">open<", ">neg-w-call<")), False),
    ],
)
def test_innovation_is_what_the_fields_say(changes: tuple[tuple[str, str], ...], *, innovative: bool) -> None:
    assert only(read_changed("competition", *changes))["innovation_words"] is innovative


def test_the_chain_of_references_is_followed() -> None:
    rows = read_changed("award")
    assert columns(rows, "organisations", "role", "name", "lot", "tender") == [
        ("buyer", "Nordvik kommune", None, None),
        ("lead", "Sørvik kommune", None, None),
        ("winner", "Plog AS", "LOT-0001", "TEN-0001"),
        ("winner", "Stille Skjær AS", "LOT-0001", "TEN-0001"),
        ("subcontractor", None, "LOT-0001", "TEN-0001"),
        ("winner", "Plog AS", "LOT-0002", "TEN-0002"),
        ("winner", "Stille Skjær AS", "LOT-0002", "TEN-0002"),
        ("subcontractor", None, "LOT-0002", "TEN-0002"),
        ("tenderer", "Plogar AB", "LOT-0001", "TEN-0003"),
    ]
    assert columns(rows, "tenders", "tender", "lot", "winner", "value") == [
        ("TEN-0001", "LOT-0001", True, Decimal("500000.50")),
        ("TEN-0002", "LOT-0002", True, Decimal("400000.00")),
        ("TEN-0003", "LOT-0001", False, Decimal("650000.00")),
    ]


def test_the_buyer_that_leads_speaks_for_all() -> None:
    notice = only(read_changed("award"))
    assert (notice["buyer"], notice["buyers"]) == ("Sørvik kommune", 2)


def test_a_private_person_is_counted_not_named() -> None:
    rows = read_changed("award")
    assert "Per Hansen" not in str(rows)
    assert "999999964" not in str(rows)


def test_a_number_with_a_wrong_check_digit_is_told_and_kept_as_written() -> None:
    rows = read_changed("consultation", ("999 999 905", "999 999 906"))
    assert ("CompanyID", "invalid-orgnr") in columns(rows, "problems", "place", "code")
    assert columns(rows, "organisations", "orgnr", "orgnr_raw")[0] == (None, "999 999 906")


ADDRESS = "kari.nordmann@example.org"


@pytest.mark.parametrize(
    ("fixture", "field"),
    [
        ("consultation", "999 999 905"),
        ("consultation", ">pmc<"),
        ("consultation", ">NOR</cbc:IdentificationCode"),
        ("competition", ">inn-pur<"),
        ("competition", ">4500000<"),
        ("award", ">LOT-0001<"),
        ("converted", "2022-300001"),
    ],
)
def test_an_address_where_no_text_belongs_is_masked_too(fixture: str, field: str) -> None:
    written = field.replace(field.strip("></").partition("<")[0], ADDRESS)
    told = str(read_changed(fixture, (field, written)))
    assert "kari" not in told
    assert "‹@›" in told


def test_a_telephone_number_for_an_organisation_number_is_masked() -> None:
    assert "22 33 44 55" not in str(read_changed("consultation", ("999 999 905", "tlf. 22 33 44 55")))


def test_a_foreign_number_is_no_norwegian_one() -> None:
    (swedish,) = (row for row in read_changed("award")["organisations"] if row.get("country") == "SWE")
    assert swedish["orgnr_raw"] == "556677889"
    assert swedish.get("orgnr") is None


def test_a_contract_over_several_lots_is_a_row_for_each() -> None:
    rows = read_changed("award")
    assert columns(rows, "contracts", "contract", "tender", "lot", "reference", "concluded_date") == [
        ("CON-0001", "TEN-0001", "LOT-0001", "2026/99", date(2026, 9, 30)),
        ("CON-0001", "TEN-0002", "LOT-0002", "2026/99", date(2026, 9, 30)),
    ]


def test_results_tell_what_came_in_and_why_nothing_did() -> None:
    rows = read_changed("award")
    assert columns(rows, "received", "lot", "type", "count") == [
        ("LOT-0001", "tenders", 2),
        ("LOT-0001", "t-sme", 1),
        ("LOT-0002", "tenders", 1),
        ("LOT-0003", "tenders", 0),
    ]
    assert columns(rows, "results", "lot", "status", "reason")[-1] == ("LOT-0003", "clos-nw", "no-rece")
    assert columns(rows, "values", "kind", "amount") == [("total", Decimal("900000.50"))]
    assert only(rows)["value"] is None, "what was paid is not what was estimated"


def test_a_tender_lends_its_lot_from_the_result_that_names_it() -> None:
    named = '<efac:TenderLot><cbc:ID schemeName="Lot">LOT-0001</cbc:ID></efac:TenderLot>\n            </efac:LotTender>'
    rows = read_changed("award", (named, "</efac:LotTender>"))
    assert [row["lot"] for row in rows["tenders"]] == ["LOT-0001", "LOT-0002", "LOT-0001"]


def test_a_reference_to_nothing_is_told() -> None:
    changes = ('schemeName="organization">ORG-0006</cbc:ID></efac:Tenderer>', ">ORG-0066</cbc:ID></efac:Tenderer>")
    rows = read_changed("award", changes)
    assert columns(rows, "problems", "place", "code") == [("tenderer", "unresolved-reference")]
    assert rows["organisations"][-1]["organisation"] == "ORG-0066", "the row itself stays"


def test_an_identifier_that_many_may_have_names_no_notice() -> None:
    rows = read_changed("consultation", (only(read_changed("consultation"))["uuid"], "N/A"))
    notice = only(rows)
    assert notice["notice_id"] == notice["record"]
    assert notice["uuid"] == "N/A", "kept as written"
    assert columns(rows, "problems", "place", "code") == [("uuid", "no-identifier")]


def test_a_converted_notice_goes_by_its_doffin_id() -> None:
    rows = read_changed("converted", source_file="2022-300002.xml")
    notice = only(rows)
    assert (notice["notice_id"], notice["doffin_id"]) == ("2022-300002", "2022-300002")
    assert notice["origin"] == "converted"
    assert notice["ted_number"] is None, "the number in its Publication is the earlier notice's"
    assert (notice["changed_notice"], notice["change_reason"]) == ("2022-300001", "update-add")
    assert columns(rows, "references", "kind", "doffin_id") == [("changed", "2022-300001")]
    assert columns(rows, "changes", "section", "description") == [
        ("PROCEDURE", "Fristen er flyttet."),
        ("LOT-0000", "Fristen er flyttet."),
    ]
    assert notice["legal_basis"] == "other"
    assert notice["subtype"] == "99"


def test_comments_inside_a_text_do_not_cut_it() -> None:
    assert only(read_changed("converted"))["title"] == "Retting: stille ploger"


@pytest.mark.parametrize(
    ("day", "time", "published", "moment"),
    [
        ("2025-12-31+00:00", "23:30:00+00:00", date(2026, 1, 1), datetime(2025, 12, 31, 23, 30, tzinfo=UTC)),
        ("2025-12-31+01:00", "23:30:00+01:00", date(2025, 12, 31), datetime(2025, 12, 31, 22, 30, tzinfo=UTC)),
        ("2026-01-01+01:00", "00:10:00+01:00", date(2026, 1, 1), datetime(2025, 12, 31, 23, 10, tzinfo=UTC)),
        ("2026-01-01+13:00", "00:10:00+13:00", date(2025, 12, 31), datetime(2025, 12, 31, 11, 10, tzinfo=UTC)),
        ("2026-07-01Z", "10:00:00.1234567Z", date(2026, 7, 1), datetime(2026, 7, 1, 10, 0, 0, 123456, tzinfo=UTC)),
        ("2026-07-01+02:00", "10:00:00", date(2026, 7, 1), datetime(2026, 7, 1, 8, 0, tzinfo=UTC)),
        ("2026-07-01", "10:00:00", date(2026, 7, 1), datetime(2026, 7, 1, 8, 0, tzinfo=UTC)),
        ("2026-03-29+01:00", "01:59:59+01:00", date(2026, 3, 29), datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)),
    ],
)
def test_the_year_is_oslos(day: str, time: str, published: date, moment: datetime) -> None:
    changes = ("2026-01-12+01:00</cbc:IssueDate>", f"{day}</cbc:IssueDate>"), ("09:30:00+01:00", time)
    notice = only(read_changed("consultation", *changes))
    assert (notice["published_date"], notice["dispatched_at"]) == (published, moment)
    assert notice["year"] == published.year


@pytest.mark.parametrize("written", ["20223-01-12+01:00", "0001-01-12", "2026-13-12", "20260112", "2026-W01-1", "soon"])
def test_an_impossible_date_is_null_and_told(written: str) -> None:
    rows = read_changed("consultation", ("2026-01-12+01:00</cbc:IssueDate>", f"{written}</cbc:IssueDate>"))
    notice = only(rows)
    assert (notice.get("published_date"), notice.get("year")) == (None, None)
    assert ("IssueDate", "impossible-date") in columns(rows, "problems", "place", "code")
    assert ("dispatched_at", "missing") in columns(rows, "problems", "place", "code")
    assert notice["buyer"] == "Nordvik kommune", "the rest is kept"


def test_an_impossible_value_is_told_with_its_line() -> None:
    rows = read_changed("competition", (">4500000<", ">4,5 mill<"), (">2026-10-01+02:00<", ">9999-12-31<"))
    places = columns(rows, "problems", "place", "code")
    assert [code for _, code in places] == ["impossible-number", "impossible-date"]
    assert all(", line " in place for place, _ in places)
    assert only(rows)["value"] is None


@pytest.mark.parametrize("written", ["999999999999999", "1e14", "100000", "-3", "3.7"])
def test_a_count_that_cannot_be_is_told_and_not_summed(written: str) -> None:
    two = "<efbc:StatisticsNumeric>2</efbc:StatisticsNumeric>"
    rows = read_changed("award", (two, two.replace("2", written)))
    assert ("impossible-number",) in columns(rows, "problems", "code")
    assert ("LOT-0001", "tenders") not in columns(rows, "received", "lot", "type")


def test_a_deadline_without_a_time_lasts_the_whole_day() -> None:
    rows = read_changed("consultation", ("<cbc:EndTime>12:00:00+01:00</cbc:EndTime>", ""))
    assert only(rows)["deadline"] == datetime(2026, 2, 20, 22, 59, 59, tzinfo=UTC)


def test_a_value_said_twice_is_told() -> None:
    again = "<cbc:VersionID>01</cbc:VersionID>\n  <cbc:VersionID>02</cbc:VersionID>"
    rows = read_changed("consultation", ("<cbc:VersionID>01</cbc:VersionID>", again))
    assert only(rows)["version"] == "01"
    assert columns(rows, "problems", "code") == [("repeated",)]


def test_a_notice_without_a_buyer_keeps_the_rest() -> None:
    rows = read_changed("consultation", ("cac:ContractingParty>", "cac:Stranger>"))
    assert columns(rows, "problems", "place", "code") == [("buyer", "missing")]
    assert (only(rows)["buyers"], only(rows)["title"]) == (0, "Markedsdialog om stille brøyteploger")
    assert_fits(rows)


def test_a_lots_title_speaks_where_the_procedure_has_none() -> None:
    first = '<cbc:Name languageID="{}">'
    changes = [
        (first.format("ENG") + "Market", first.format("ENG").replace("Name", "Nom") + "Market"),
        ("ploughs</cbc:Name>", "ploughs</cbc:Nom>"),
        (first.format("NOR") + "Markedsdialog om stille brøyteploger</cbc:Name>", ""),
    ]
    assert only(read_changed("consultation", *changes))["title"] == "Stille ploger"


@pytest.mark.parametrize("title", ["[Test] kjøp av plog", "TEST - kunngjøring", "[TEST]"])
def test_a_vendors_test_is_flagged(title: str) -> None:
    changed = ("Markedsdialog om stille brøyteploger", title)
    assert only(read_changed("consultation", changed))["test"] is True


@pytest.mark.parametrize(
    "title", ["Testing av vannprøver", "Tester for covid", "Test av brøyteploger", "Markedsdialog"]
)
def test_what_is_to_be_tested_is_no_test(title: str) -> None:
    changed = ("Markedsdialog om stille brøyteploger", title)
    assert only(read_changed("consultation", changed))["test"] is False


def test_a_buyer_made_for_tests_is_flagged() -> None:
    assert only(read_changed("consultation", ("Nordvik kommune", "TestOrg Nord AS")))["test"] is True


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_text_encoded_twice_is_read_from_a_repaired_copy(encoding: str) -> None:
    twice = bytes_of("consultation").replace("–".encode(), b"-").decode(encoding).encode()
    rows = read(twice, "notice.xml")
    assert only(rows)["title"] == "Markedsdialog om stille brøyteploger"
    assert columns(rows, "problems", "code") == [("repaired-encoding",)]


def test_a_capital_a_with_tilde_is_not_repaired() -> None:
    rows = read_changed("consultation", ("stille brøyteploger", "LICITAÇÃO de São João"))
    assert only(rows)["title"] == "Markedsdialog om LICITAÇÃO de São João"
    assert rows["problems"] == []
