"""The names a notice goes by, in the forms that fields and file names have."""

from __future__ import annotations

import pytest

from mulighetsrom.notices.eforms import identifiers
from tests.notices.eforms.conftest import columns, only, read_changed

PLAIN = ("eforms-sdk-1.13#extended#urn:fdc:anskaffelser.no:2023:eforms:eu", "eforms-sdk-1.13")
UUID = "11111111-1111-4111-8111-111111111111"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("00787442-2023", "787442-2023"),
        ("39200-2024", "39200-2024"),
        ("00151946_2025", "151946-2025"),
        ("2024-OJS012-00032045", "32045-2024"),
        ("2023/S 111-347010", "347010-2023"),
        ("n.a.", None),
        ("2022-300001", None),
        ("0-2024", None),
        ("", None),
        (None, None),
    ],
)
def test_a_ted_number_is_known_in_all_its_forms(written: str | None, number: str | None) -> None:
    assert identifiers.ted_number(written) == number


@pytest.mark.parametrize("name", ["2022-300001.xml", "deep/folder/2022-300001.xml", "archive.zip/2022-300001.xml"])
def test_a_file_may_be_named_by_the_doffin_id(name: str) -> None:
    notice = only(read_changed("consultation", source_file=name))
    assert (notice["doffin_id"], notice["notice_id"], notice["source"]) == ("2022-300001", "2022-300001", "doffin")


def test_a_notice_without_publication_goes_by_uuid_and_version() -> None:
    notice = only(read_changed("consultation"))
    assert (notice["notice_id"], notice["doffin_id"], notice["ted_number"]) == (f"{UUID}-01", None, None)


def test_ted_is_the_source_where_nothing_is_norwegian() -> None:
    notice = only(read_changed("consultation", PLAIN, source_file="2024-OJS012-00032045.xml"))
    assert (notice["source"], notice["ted_number"], notice["origin"]) == ("ted", "32045-2024", "native")


def test_the_field_speaks_before_the_file_name() -> None:
    published = (
        "</efac:Organizations>",
        (
            "</efac:Organizations><efac:Publication><efbc:NoticePublicationID>00000017-2026</efbc:NoticePublicationID>"
            "</efac:Publication>"
        ),
    )
    assert only(read_changed("consultation", published, source_file="18-2026.xml"))["ted_number"] == "17-2026"


def test_a_file_named_by_another_doffin_id_is_told() -> None:
    rows = read_changed("converted", source_file="2022-999999.xml")
    assert only(rows)["doffin_id"] == "2022-300002"
    assert columns(rows, "problems", "place", "code") == [("file name", "other-identifier")]


def test_a_notice_without_any_name_goes_by_its_bytes() -> None:
    notice = only(read_changed("consultation", (f'<cbc:ID schemeName="notice-id">{UUID}</cbc:ID>', "")))
    assert notice["notice_id"] == notice["record"]


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        (f"{UUID}-02", {"uuid": UUID, "version": "02"}),
        (UUID.upper(), {"uuid": UUID}),
        ("2022-300001", {"doffin_id": "2022-300001"}),
        ("259785-2023", {"ted_number": "259785-2023"}),
        ("2015/S 229-417277", {"ted_number": "417277-2015"}),
        ("se vedlegg", {}),
    ],
)
def test_a_reference_is_taken_apart(reference: str, found: dict[str, str]) -> None:
    assert {name: part for name, part in identifiers.parts(reference).items() if part} == found
