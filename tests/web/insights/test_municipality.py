"""A municipality's page, a county's, and the page for a council paper, over the small country of `world`."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest

from mulighetsrom.notices.store import Version
from mulighetsrom.web.insights import dataset
from tests.web.insights import told
from tests.web.insights.looking import show

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.test import Client
    from lxml.html import HtmlElement
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db

BAERUM, ASKER, FLESBERG, KVITSOEY, GAULDAL, KAUTOKEINO = "3201", "3203", "3334", "1144", "5027", "5612"


def page(client: Client, address: str) -> HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200, answer.headers.get("Location")
    return lxml.html.document_fromstring(answer.content.decode())


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def said(client: Client, address: str) -> str:
    """Return what stands beside the large number, and the number."""
    return text(page(client, address).find_class("headline")[0])


@contextmanager
def counted_queries(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Keep every question that DuckDB is asked."""
    asked: list[str] = []
    rows = Version.rows

    def counting(self: Version, sql: str, params: Any = ()) -> Any:
        asked.append(sql)
        return rows(self, sql, params)

    with monkeypatch.context() as patch:
        patch.setattr(Version, "rows", counting)
        yield asked


# --- what it says ---------------------------------------------------------------------------------------------------


def test_the_last_complete_year_is_told_first_with_its_counts(client: Client) -> None:
    told = said(client, f"/nb/kommune/{BAERUM}/")
    assert told.startswith("23 dialoger per 100 konkurranser i 2025")
    assert "14 invitasjoner" in told
    assert "60 konkurranser" in told


@pytest.mark.parametrize(
    ("number", "query", "told"),
    [
        (ASKER, "", "Vi fant ingen invitasjoner til markedsdialog fra Asker på Doffin i 2025."),
        (GAULDAL, "", "I 2025 inviterte Midtre Gauldal til markedsdialog én gang."),
        (
            BAERUM,
            "?year=2026",
            "Utvalget vårt av kunngjøringer fra 2026 har 16 invitasjoner og 60 konkurranser fra Bærum.",
        ),
        (KAUTOKEINO, "", "verken invitasjoner til markedsdialog eller konkurranser fra Kautokeino"),
        (BAERUM, "?year=2021", "I 2021 inviterte Bærum til markedsdialog 10 ganger per 100 konkurranser."),
        (BAERUM, "?year=1999", "I 2025 inviterte Bærum"),
        (BAERUM, "?year=%D9%A2", "I 2025 inviterte Bærum"),
        pytest.param(BAERUM, f"?year={'9' * 4400}", "I 2025 inviterte Bærum", id="more digits than Python reads"),
        (FLESBERG, "", "2 av invitasjonene gjennom et innkjøpssamarbeid"),
    ],
)
def test_each_kind_of_place_and_year_is_told_in_its_own_words(
    client: Client, number: str, query: str, told: str
) -> None:
    assert told in said(client, f"/nb/kommune/{number}/{query}")


@pytest.mark.parametrize("number", [GAULDAL, KVITSOEY, KAUTOKEINO])
def test_a_place_with_few_competitions_has_neither_ratio_nor_chart(client: Client, number: str) -> None:
    html = page(client, f"/en/kommune/{number}/")
    assert "per 100" not in text(html.find_class("headline")[0])
    assert html.find_class("chart") == []


def test_the_years_table_has_every_year_and_says_why_a_ratio_is_missing(client: Client) -> None:
    rows = [text(row) for row in page(client, f"/en/kommune/{BAERUM}/").findall(".//table//tbody/tr")]
    assert [row[:4] for row in rows[:6]] == ["2026", "2025", "2024", "2023", "2022", "2021"]
    assert "incomplete" in rows[0]
    assert "incomplete" not in rows[1]


def test_a_sample_opens_on_the_last_year_with_something_and_leads_with_what_is_there(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    competition = {"subtype": "16", "form_type": "competition"}
    show(
        monkeypatch,
        told.version(
            tmp_path,
            told.notice("2022-1", "Ny skole", day="2022-03-01", **competition),
            told.notice("2021-1", "Ny bro", day="2021-03-01", **competition),
            told.notice("2024-1", "Ny vei", buyers=["Bærum kommune"], **competition),
        ),
    )
    html = page(client, f"/nb/kommune/{ASKER}/")
    headline = text(html.find_class("headline")[0])
    assert headline.startswith("Ingen funnet invitasjoner til markedsdialog i utvalget vårt fra 2022")
    assert "har 1 konkurranse fra Asker. Vi fant ingen invitasjon" in headline
    assert html.xpath("//*[@class='counts']//a/@href") == [
        f"/nb/kommune/{ASKER}/kunngjoringer/?what=competition&year=2022"
    ]
    assert [row[0].text_content().strip() for row in html.findall(".//table")[0].findall(".//tbody/tr")] == [
        "2022",
        "2021",
    ]
    assert "I utvalget vårt fra 2024 er det ingenting fra Asker." in text(html)
    assert "per 100" not in text(html.find(".//main"))


@pytest.mark.parametrize("address", [f"/nb/kommune/{KAUTOKEINO}/", f"/nb/kommune/{ASKER}/", "/nb/fylke/32/"])
def test_no_number_is_a_bare_zero(client: Client, address: str) -> None:
    html = page(client, address)
    values = [text(one) for one in html.xpath("//*[contains(@class, 'value')] | //table//td/span/span")]
    assert values
    assert "0" not in values


@pytest.mark.parametrize("address", [f"/nb/kommune/{BAERUM}/", f"/nb/kommune/{FLESBERG}/", "/nb/fylke/32/"])
def test_each_count_leads_to_as_many_notices(client: Client, address: str) -> None:
    cells = page(client, address).findall(".//table//td//a")
    assert len(cells) > 10
    for link in cells[:6]:
        answer = page(client, link.get("href"))
        assert re.search(rf"\b{re.escape(text(link))}\b", text(answer.find(".//main"))), link.get("href")


def test_a_county_is_told_with_all_who_count_for_it(client: Client) -> None:
    assert "kommunene og fylkeskommunen i Akershus" in said(client, "/nb/fylke/32/")
    assert client.get("/nb/fylke/88/").status_code == 404


# --- comparing --------------------------------------------------------------------------------------------------------


def test_chosen_municipalities_stand_in_the_chart_and_in_a_table(client: Client) -> None:
    html = page(client, f"/nb/kommune/{BAERUM}/?with={ASKER},1103")
    assert [text(name) for name in html.find_class("name")] == ["Landet", "Asker", "Stavanger", "Bærum"]
    assert [text(row) for row in html.find(".//table").findall(".//tbody//th")] == [
        "Bærum",
        "Asker",
        "Stavanger",
        "Norge",
    ]


@pytest.mark.parametrize(
    ("sent", "address"),
    [
        (f"with={ASKER}&with=1103&add=", f"?with={ASKER},1103"),
        (f"with={ASKER}&add=tromsø", f"?with={ASKER},5501"),
        ("add=0219", ""),
        ("add=0220&year=2024", f"?year=2024&with={ASKER}"),
        (f"with={BAERUM}&with=9999&with=%3Cscript%3E", ""),
    ],
)
def test_what_the_form_sends_leads_to_one_short_address(client: Client, sent: str, address: str) -> None:
    answer = client.get(f"/nb/kommune/{BAERUM}/?{sent}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/nb/kommune/{BAERUM}/{address}#over-tid"


def test_a_name_that_is_no_one_municipality_is_told_beside_its_field(client: Client) -> None:
    html = page(client, f"/nb/kommune/{BAERUM}/?add=Herøy")
    assert "Herøy" in text(html.get_element_by_id("add-error"))
    assert html.find_class("choose")[0].get("open") is not None


def test_more_than_eight_are_cut_to_the_first_eight_and_that_is_said(client: Client) -> None:
    nine = "0301,1103,1106,1108,1111,1112,1114,1119,1120"
    html = page(client, f"/nb/kommune/{BAERUM}/?with={nine}")
    assert "flere enn 8" in text(html.find_class("compare")[0])
    assert len(html.findall(".//input[@checked]")) == 8


def test_suggestions_come_from_the_county_and_by_size(client: Client) -> None:
    fieldsets = [text(one) for one in page(client, f"/nb/kommune/{BAERUM}/").findall(".//fieldset")]
    assert fieldsets[0].startswith("I samme fylke")
    assert "Asker" in fieldsets[0]
    assert fieldsets[1].startswith("Med omtrent like mange konkurranser")


# --- the page for a council paper, and what is not there ------------------------------------------------------------


def test_the_council_paper_has_three_points_its_source_and_address(client: Client) -> None:
    html = page(client, f"/nb/kommune/{BAERUM}/saksframlegg/")
    assert len(html.findall(".//ol[@class='points']/li")) == 3
    assert "versjon 1" in text(html.find_class("cite")[0])
    assert f"http://testserver/nb/kommune/{BAERUM}/" in text(html.find_class("cite")[0])


def test_an_earlier_number_leads_to_the_paper_of_today(client: Client) -> None:
    answer = client.get("/nb/kommune/0219/saksframlegg/")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/nb/kommune/{BAERUM}/saksframlegg/")


@pytest.mark.parametrize(
    "address", ["/en/", f"/en/kommune/{BAERUM}/", f"/en/kommune/{BAERUM}/saksframlegg/", "/en/fylke/32/"]
)
def test_without_notices_a_page_says_how_they_are_added(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(dataset, "current", lambda: None)
    html = text(page(client, address))
    assert "mulighetsrom notices add" in html
    assert "No notices have been added yet." in html


# --- speed ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("others", [ASKER, f"{ASKER},1103,5501"])
def test_the_page_asks_as_many_questions_whoever_is_compared(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries, others: str
) -> None:
    with (
        counted_queries(monkeypatch) as asked,
        django_assert_num_queries(2),
    ):  # is the municipality here, and its dialogues
        page(client, f"/nb/kommune/{BAERUM}/?with={others}")
    assert len(asked) == 3
