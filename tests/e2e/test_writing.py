"""An adviser writes a need: saved as they type, with the keyboard alone, and without JavaScript."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from mulighetsrom.web.needs import fields
from mulighetsrom.web.needs.models import Need
from tests.web import needs_samples

if TYPE_CHECKING:
    from tests.e2e.conftest import Browse

pytestmark = pytest.mark.usefixtures("country")

SIX = {
    "title": "Trygge netter hjemme",
    "who": "De som bor hjemme",
    "how_many": "210 i dag",
    "situation": "## Natten\n\n- 14 turer",
    "effects-0-effect": "Hjelp raskere",
    "effects-0-measure": "Minutter til noen er der",
    "ask": "Hva kan skille et fall fra en åpen dør?",
}


def test_what_is_typed_is_saved_by_itself(browse: Browse) -> None:
    page = browse(f"/nb/behov/{needs_samples.DRAFT}/skriv/", who="adviser")
    page.locator("#title").fill("Skrevet uten å trykke Lagre")
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        pass
    assert answer.value.status == 200
    expect(page.locator("#status")).to_have_text(re.compile(r"^Lagret \d\d:\d\d$"))
    assert Need.objects.get(public_id=needs_samples.DRAFT).draft["title"] == "Skrevet uten å trykke Lagre"


def test_a_need_is_written_from_nothing_with_the_keyboard_and_without_javascript(browse: Browse) -> None:
    page = browse("/nb/behov/skriv/", who="adviser", javascript=False)
    page.get_by_role("button", name="Begynn").press("Enter")
    expect(page).to_have_url(re.compile("/skriv/$"))
    for name, text in SIX.items():
        box = page.locator(f"#{name}")
        box.focus()
        page.keyboard.insert_text(text)
    page.locator(".bar").get_by_role("button", name="Lagre").press("Enter")
    expect(page.locator("#progress")).to_contain_text("6 av 6")
    assert fields.NEED.missing(Need.objects.latest("pk").draft) == []
