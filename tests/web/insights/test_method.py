"""How we count, and what we count from: whole in all languages, and true of the version that is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import lxml.html
import pyarrow.parquet as pq
import pytest

from mulighetsrom.installation.config import PACKAGE
from mulighetsrom.notices import measured, schema
from mulighetsrom.notices.indicators import INDICATORS
from mulighetsrom.notices.measured import Measured, Part, Sample
from mulighetsrom.web.insights.definitions import DEFINITIONS, LEFT_OUT, PROBLEMS, TABLES
from mulighetsrom.web.insights.models import Report
from mulighetsrom.web.insights.queries import method as queries
from mulighetsrom.web.insights.queries.method import There
from tests.web.insights import told
from tests.web.insights.looking import text
from tests.web.insights.test_municipality import counted_queries
from tests.web.page import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from lxml.html import HtmlElement
    from pytest_django import DjangoAssertNumQueries

CODE = re.compile(
    r'(?:Unreadable\([^,()]+, |Impossible\(|\.problem\([^,]+, |_problem\([^,]+, |ErrorTypes\.\w+: )"([a-z-]+)"'
)


def page(client: Client, address: str) -> HtmlElement:
    return lxml.html.document_fromstring(client.get(address).content.decode())


# --- words for everything -------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_indicator_has_its_definition_where_figures_link_to(
    client: Client, indicator: str, language: str
) -> None:
    found = page(client, f"/{language}/slik-teller-vi/").get_element_by_id(indicator)
    assert len(found.findall(".//dd")) == 3
    assert all(len(text(each)) > 20 for each in found.findall(".//dd"))


def test_there_are_words_for_every_indicator_problem_reason_and_table_and_for_no_other() -> None:
    sources = "".join(path.read_text() for path in (PACKAGE / "notices").rglob("*.py") if path.name != "evaluate.py")
    assert set(DEFINITIONS) == set(INDICATORS)
    assert set(CODE.findall(sources)) <= set(PROBLEMS)
    assert set(TABLES) == {*schema.TABLES, "counted", "figures"}
    assert set(LEFT_OUT) == {"test", "undated", "foreign"}


@pytest.mark.django_db
def test_every_place_on_the_page_that_is_linked_to_is_there(client: Client) -> None:
    html = page(client, "/nn/slik-teller-vi/")
    anchors = {link.get("href")[1:] for link in html.xpath("//nav[@class='contents']//a")}
    assert anchors <= {element.get("id") for element in html.xpath("//*[@id]")}
    assert len(anchors) == len(html.xpath("//div[@class='chapters']/section"))


# --- the error, as measured -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_notices_the_rule_was_written_with_are_not_passed_off_as_unseen(client: Client) -> None:
    told = text(page(client, "/en/slik-teller-vi/").get_element_by_id("feil"))
    counts = measured.packaged().developed_on
    assert "We do not know yet how often the rule errs" in told
    assert f"{counts.notices} notices" in told
    assert "That flatters it" in told


@pytest.mark.django_db
def test_what_was_measured_on_unseen_notices_is_told_instead(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    unseen = Sample(400, 60, 6, 9, Part(51, 57, 89.5, 78.9, 95.1), Part(51, 60, 85.0, 73.9, 91.9))
    monkeypatch.setattr(measured, "packaged", lambda: Measured("0", unseen, unseen))
    told = text(page(client, "/en/slik-teller-vi/").get_element_by_id("feil"))
    assert "51 of 60; by chance alone, this may stand for anything between 74 and 92 per cent" in told
    assert "flatters" not in told
    assert "The rule has been changed since" in told


@pytest.mark.django_db
def test_errors_that_readers_reported_are_counted(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert "No errors have been reported" in text(page(client, "/en/slik-teller-vi/"))
    Report.objects.create(dataset_version=1, notice_id="2024-000001", wrong=Report.Wrong.values[0])
    with django_assert_num_queries(1):
        assert "Reports so far: 1." in text(page(client, "/en/slik-teller-vi/"))


@pytest.mark.django_db
def test_the_figures_of_2017_are_told_without_being_continued(client: Client) -> None:
    told = text(page(client, "/nb/slik-teller-vi/").get_element_by_id("2017"))
    assert "24 prosent" in told
    assert "1,4 prosent" in told
    assert "ikke en fortsettelse" in told


@pytest.mark.django_db
def test_who_buys_for_whom_says_what_is_not_verified(client: Client) -> None:
    rows = [text(row) for row in page(client, "/nb/slik-teller-vi/").xpath("//section[@id='samarbeid']//tbody/tr")]
    vois = next(row for row in rows if "VOIS" in row)
    assert "ikke bekreftet" in vois
    assert "Sandefjord" in vois
    assert any("ikke kjent" in row for row in rows)


# --- what it is built from ------------------------------------------------------------------------------------------


def test_the_coverage_tells_complete_years_from_samples(client: Client) -> None:
    table = page(client, "/nb/data/").xpath("//section[@id='dekning']//table")[0]
    rows = {text(row[0]): [text(cell) for cell in row[1:]] for row in table.findall(".//tbody/tr")}
    assert list(rows) == ["2026", "2025", "2024", "2023", "2022", "2021"]
    assert [cell.split(" ")[0][:6] for cell in rows["2026"]] == ["utvalg", "utvalg", "utvalg"]
    assert all(cell.startswith("fullstendig") for cell in rows["2025"])


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    version = told.version(
        tmp_path,
        told.notice("2024-000001", "Veiledende kunngjøring om noe"),
        told.notice("2024-000002", "En prøve", test=True),
        told.notice(None, "Uten dag", day=None),
    )
    found = queries.origin(version)
    assert found.left_out == {"test": 1, "undated": 1}
    planning = found.coverage["doffin"][2024]
    assert planning["planning"] == queries.Covered(There.SAMPLE, 1)
    assert planning["result"] == queries.Covered(There.NONE, 0)


def test_a_version_is_asked_what_it_was_built_from_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.get("/nb/data/")
    with counted_queries(monkeypatch) as asked:
        client.get("/nb/data/")
    assert asked == []


def test_every_column_is_explained(client: Client) -> None:
    html = page(client, "/nb/data/")
    for name in TABLES:
        told_of = [text(cell) for cell in html.get_element_by_id(name).findall(".//dt/code")]
        assert told_of == list((schema.TABLES | {t.name: t for t in (schema.COUNTED, schema.FIGURES)})[name].columns)


def test_whole_tables_can_be_taken_along(client: Client, tmp_path: Path) -> None:
    answer = client.get("/nb/data/figures.parquet")
    (tmp_path / "f.parquet").write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined] # a file
    assert pq.read_table(tmp_path / "f.parquet").num_rows > 100
    assert "mulighetsrom-figures-v" in answer.headers["Content-Disposition"]
