"""Files that a reader takes along hold what the pages show, and open where Norwegians open them."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from mulighetsrom.web.insights import dataset
from mulighetsrom.web.insights.views import downloads
from tests.web.insights import told
from tests.web.insights.looking import page, show, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.test import Client

SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def sent(client: Client, address: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a file."""
    answer = client.get(address)
    assert answer.status_code == 200
    name = answer.headers["Content-Disposition"]
    assert name.startswith("attachment; filename")
    return name.partition("=")[2].strip('"'), b"".join(_stream(answer))


def _stream(answer: Any) -> Iterator[bytes]:
    yield from answer.streaming_content


def lines(data: bytes, delimiter: str = ";") -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf"), "without it Excel reads æ, ø and å wrongly"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=delimiter))


def sheets(data: bytes) -> list[list[list[str]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
        assert not any(b"<f>" in book.read(name) for name in names), "no formula"
        return [
            [
                ["".join(cell.itertext()) for cell in row.iterfind("m:c", SPACE)]
                for row in ET.fromstring(book.read(name)).iterfind(".//m:row", SPACE)  # noqa: S314 - written by us
            ]
            for name in names
        ]


# --- figures ------------------------------------------------------------------------------------------------------


def test_all_figures_of_a_municipality_can_be_taken_along(client: Client) -> None:
    version = dataset.current()
    assert version
    name, data = sent(client, "/nb/kommune/3201/figurer.csv")
    assert name == "mulighetsrom-3201-figurer-v1.csv"
    rows = lines(data)
    kept = version.rows("SELECT * FROM figures WHERE level = 'municipality' AND key = '3201'")
    assert len(rows) == len(kept)
    [row] = [
        row
        for row in rows
        if (row["indikator"], row["år"], row["kunngjort av"]) == ("Markedsdialog: per 100 konkurranser", "2023", "Alle")
    ]
    assert (row["antall over streken"], row["antall under streken"], row["kommune"]) == ("10", "60", "Bærum")
    assert row["verdi"].startswith("16,66666666666666")
    assert row["adresse"] == "http://testserver/nb/kommune/3201/kunngjoringer/?what=dialogue&year=2023"
    assert row["versjon"] == "1"


def test_what_the_page_does_not_tell_is_not_in_the_file_either(client: Client) -> None:
    for row in lines(sent(client, "/nb/kommune/3201/figurer.csv")[1]):
        told_why = row["hvorfor tom"]
        assert bool(told_why) == (row["verdi"] == "") == (row["fra"] == ""), row
        assert (told_why == "ufullstendig") == (row["år"] == "2026"), row
        assert (told_why == "for få") == (row["år"] != "2026" and int(row["antall under streken"]) < 20), row


def test_english_readers_get_points_and_commas(client: Client) -> None:
    rows = lines(sent(client, "/en/kommune/3201/figurer.csv")[1], ",")
    assert {row["municipality"] for row in rows} == {"Bærum"}
    assert any("." in row["value"] for row in rows)


@pytest.mark.parametrize(("language", "name"), [("nb", "kolonner"), ("nn", "kolonnar"), ("en", "columns")])
def test_a_workbook_explains_its_columns_in_the_readers_language(client: Client, language: str, name: str) -> None:
    _, data = sent(client, f"/{language}/kommune/3201/figurer.xlsx")
    first, last = sheets(data)
    told_of = {line[0] for line in last[1:]}
    assert told_of == set(first[0])
    assert all(len(line) == 2 for line in last)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert f'name="{name}"'.encode() in book.read("xl/workbook.xml")


# --- notices ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["kommune/3201", "fylke/32", "landet"])
@pytest.mark.parametrize("query", ["what=dialogue", "what=competition&year=2024", "what=all&route=cooperation"])
def test_a_file_holds_the_whole_list_not_only_its_page(client: Client, place: str, query: str) -> None:
    shown = text(page(client, f"/en/{place}/kunngjoringer/?{query}"))
    rows = lines(sent(client, f"/en/{place}/kunngjoringer.csv?{query}")[1], ",")
    assert f" {len(rows):,} in all" in shown or (not rows and "None found" in shown)


def test_a_row_says_what_the_notice_counts_as_and_where_it_is(client: Client) -> None:
    [first, *_] = lines(sent(client, "/nb/kommune/3201/kunngjoringer.csv?what=dialogue&year=2024")[1])
    assert first["regnet med blant"] == "Invitasjoner til markedsdialog;Veiledende kunngjøringer"
    assert first["adresse"].startswith("http://testserver/nb/kunngjoring/2024-")
    assert first["ordene som avgjorde"]
    assert "eksempel" not in first


def test_hostile_titles_are_text(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", 'a;b"c\nd']
    kept = [told.notice(f"2024-{n:06}", title, subtype="16", form_type="competition") for n, title in enumerate(titles)]
    show(monkeypatch, told.version(tmp_path, *kept))
    rows = lines(sent(client, "/nb/kommune/3203/kunngjoringer.csv?what=competition")[1])
    assert {row["tittel"] for row in rows} == {"'=HYPERLINK(1)", "'+1", "'-1", "'@SUM(A1)", 'a;b"c\nd'}
    cells = sheets(sent(client, "/nb/kommune/3203/kunngjoringer.xlsx?what=competition")[1])[0]
    assert {row[2] for row in cells[1:]} == set(titles)


def test_an_example_says_so_in_every_row_and_in_the_files_name(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invented = told.notice("2024-000001", "Markedsdialog om vann", buyers=["Forteljarvik kommune"])
    show(monkeypatch, told.version(tmp_path, invented, demo=True))
    for what in ("kunngjoringer", "figurer"):
        name, data = sent(client, f"/nb/kommune/9701/{what}.csv")
        assert name.startswith("mulighetsrom-eksempel-9701-")
        assert {row["eksempel"] for row in lines(data)} == {"true"}


def test_an_empty_list_is_a_file_with_headings(client: Client) -> None:
    assert lines(sent(client, "/nb/kommune/5612/kunngjoringer.csv")[1]) == []


def test_what_would_take_too_long_is_refused_with_a_way_on(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(downloads.MOST_ROWS, "xlsx", 10)
    html = page(client, "/en/landet/kunngjoringer.xlsx?what=all", status=400)
    assert "at most 10 rows" in text(html)


@pytest.mark.parametrize(
    "address",
    [
        "kommune/3201/figurer.exe",
        "kommune/9999/figurer.csv",
        "kommune/3201/kunngjoringer.csv?what=secrets",
        "fylke/99/kunngjoringer.csv",
        "landet/kunngjoringer.parquet",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/nb/{address}").status_code == 404


def test_an_earlier_number_leads_to_the_file_of_today(client: Client) -> None:
    for file in ("figurer.csv", "kunngjoringer.xlsx"):
        answer = client.get(f"/nb/kommune/0219/{file}")
        assert answer.status_code == 301
        assert answer.headers["Location"].startswith(f"/nb/kommune/3201/{file}")
