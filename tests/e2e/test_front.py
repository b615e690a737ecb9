"""A resident comes to the front page and looks for their municipality."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.e2e.conftest import Browse


def test_the_front_page_says_what_this_is_and_where_to_look(browse: Browse) -> None:
    page = browse("/nb/")
    expect(page).to_have_title("Behov, planer og markedsdialog i norske kommuner – Mulighetsrom")
    expect(page.get_by_role("heading", level=1)).to_contain_text("gode løsninger")
    expect(page.get_by_label("Finn kommunen din")).to_be_visible()


def test_a_reader_changes_language_and_stays_on_the_page(browse: Browse) -> None:
    page = browse("/nb/?kommune=storvik", javascript=False)
    page.get_by_role("link", name="Nynorsk").click()
    expect(page).to_have_url(page.url.replace("/nb/", "/nn/"))
    expect(page.locator("html")).to_have_attribute("lang", "nn")
    expect(page.get_by_role("link", name="Nynorsk")).to_have_attribute("aria-current", "true")


def test_a_resident_finds_their_municipality_by_name(browse: Browse) -> None:
    page = browse("/nb/", javascript=False)
    page.get_by_label("Finn kommunen din").fill("bærum")
    page.get_by_role("button", name="Finn").click()
    expect(page).to_have_url(re.compile("/nb/kommune/3201/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Bærum")


def test_a_resident_who_misspells_is_told_so_beside_the_box(browse: Browse) -> None:
    page = browse("/nn/?kommune=Bærrum", javascript=False)
    box = page.get_by_label("Finn kommunen din")
    expect(box).to_have_value("Bærrum")
    expect(box).to_have_accessible_description(re.compile("Vi fann ingen kommune for «Bærrum»"))
