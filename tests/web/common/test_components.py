"""What the components promise readers: seen through the specimen, since a template is only as good as its page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html
import pytest

from mulighetsrom.installation.config import CLONE
from mulighetsrom.web.common import addresses, components, registry
from mulighetsrom.web.common.components import Cell, Column, Notice, Table

if TYPE_CHECKING:
    from django.test import Client
    from lxml.html import HtmlElement

pytestmark = pytest.mark.urls("tests.web.specimen")


@pytest.fixture
def specimen(client: Client) -> HtmlElement:
    return lxml.html.document_fromstring(client.get("/nb/specimen/?name=").content.decode())


def test_a_table_names_its_columns_in_each_cell_for_the_phone(specimen: HtmlElement) -> None:
    assert specimen.xpath("//tbody/tr[1]/td/@data-label") == ["Dialoger", "Konkurranser", "Per 100"]
    assert specimen.xpath("//thead/tr/th[@aria-sort='descending']/a/text()") == ["Dialoger"]


def test_a_table_refuses_a_row_that_does_not_fit() -> None:
    with pytest.raises(ValueError, match="zip"):
        Table("Caption", [Column("A"), Column("B")], [[Cell("1")]])


def test_each_error_is_tied_to_its_field_and_told_first(specimen: HtmlElement) -> None:
    summary = specimen.xpath("//ds-error-summary//a/@href")
    assert summary == ["#id_name", "#id_kind_0", "#id_text", "#id_sure"]
    assert all(specimen.xpath(f"//*[@id='{link[1:]}']") for link in summary)
    assert specimen.get_element_by_id("id_name").get("aria-describedby") == "id_name_helptext id_name_error"
    assert specimen.get_element_by_id("id_name").get("aria-invalid") == "true"


def test_pages_keep_the_rest_of_the_query(client: Client) -> None:
    page = lxml.html.document_fromstring(client.get("/nb/specimen/?sort=name").content.decode())
    numbers = (4, 1, 4, 5, 6, 15, 6)  # previous, five numbers, next
    assert page.xpath("//nav[@class='ds-pagination']//a/@href") == [f"?sort=name&page={n}" for n in numbers]


def test_the_trail_ends_here(specimen: HtmlElement) -> None:
    [nav] = specimen.xpath("//nav[@class='ds-breadcrumbs']")
    assert nav.xpath(".//li[last()]/a/@aria-current") == ["page"]
    assert nav.xpath("./a/@href") == nav.xpath(".//li[last() - 1]/a/@href"), "what a phone shows: one step up"


@pytest.mark.django_db
def test_what_a_slice_registers_shows_on_every_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "notices", [lambda _request: Notice("Eksempel."), lambda _request: None])
    monkeypatch.setattr(registry, "places", [registry.Place("specimen", "Delene")])
    page = lxml.html.document_fromstring(client.get("/nb/specimen/").content.decode())
    assert page.xpath("//nav[@class='places']//a[@aria-current='page']/text()") == ["Delene"]
    front = client.get("/nb/").content.decode()
    assert "Eksempel." in front
    assert 'href="/nb/specimen/">Delene' in front


def test_public_ids_can_be_read_aloud_and_do_not_repeat() -> None:
    ids = {addresses.public_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(name) == 10 and not set(name) & set("ILOU") for name in ids)


def test_the_docs_list_every_component() -> None:
    folder = Path(components.__file__).parent / "templates" / "components"
    listed = re.findall(r"^\| `(\w+\.html)`", (CLONE / "docs" / "pages.md").read_text(), flags=re.MULTILINE)
    assert sorted(listed) == sorted(path.name for path in folder.iterdir())
