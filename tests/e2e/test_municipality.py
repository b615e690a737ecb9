"""An adviser opens their municipality's page, compares it, and prints a page for the council."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from mulighetsrom.notices.reference import municipalities
from mulighetsrom.notices.reference.files import EXAMPLES
from mulighetsrom.web.insights import dataset
from tests.e2e.conftest import PHONE
from tests.web.page import LANGUAGES

if TYPE_CHECKING:
    from tests.e2e.conftest import Browse


PAGES = re.compile(rb"/Type\s*/Page\b")


def test_a_point_of_the_chart_leads_to_the_notices_behind_it(browse: Browse) -> None:
    page = browse("/nb/kommune/3201/")
    page.get_by_role("link", name="2024: 20 per 100, trolig mellom").click()
    expect(page).to_have_url(re.compile(r"/kommune/3201/kunngjoringer/\?what=dialogue&year=2024"))


def test_municipalities_are_compared_without_javascript_on_a_phone(browse: Browse) -> None:
    page = browse("/nb/kommune/3201/", width=PHONE, javascript=False)
    page.get_by_text("Sammenlign med opptil 8 kommuner").click()
    page.get_by_label("Lillestrøm").check()
    page.get_by_label("En annen kommune").fill("tromsø")
    page.get_by_role("button", name="Sammenlign").click()
    expect(page).to_have_url(re.compile(r"\?with=3205,5501#over-tid$"))
    expect(page.locator(".chart .name")).to_have_text(["Landet", "Lillestrøm", "Tromsø", "Bærum"])


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_the_charts_labels_do_not_collide(browse: Browse, width: int) -> None:
    page = browse("/nb/kommune/3201/?with=3203,1103,5001,5501,3207,3205,4626,3334", width=width)
    boxes = [box for name in page.locator(".chart .name").all() if (box := name.bounding_box())]
    tops = sorted(box["y"] for box in boxes)
    assert len(boxes) == 10
    assert all(lower - upper >= 12 for upper, lower in pairwise(tops))
    assert all(box["x"] + box["width"] <= width for box in boxes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_council_paper_prints_on_one_sheet(browse: Browse, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    longest = max((one.name for one in municipalities.register(EXAMPLES).all_today()), key=len)
    named = next(replace(one, name=longest) for one in municipalities.all_today() if one.number == "3201")
    monkeypatch.setattr(dataset.register(), "by_number", lambda _number: named)
    page = browse(f"/{language}/kommune/3201/saksframlegg/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(longest)
    assert len(PAGES.findall(page.pdf(prefer_css_page_size=True))) == 1
