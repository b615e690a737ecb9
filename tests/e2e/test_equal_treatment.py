"""A seller calls: the call is noted on a phone, what was told is told to all, and the record that shows it holds."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from typer.testing import CliRunner

from mulighetsrom.cli import app
from mulighetsrom.web.dialogue import checking
from mulighetsrom.web.dialogue.models import Contact, Dialogue, Entry
from tests.e2e.conftest import HEIGHTS, PHONE
from tests.web import dialogue_samples as samples
from tests.web import people

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext
    from pytest_django.live_server_helper import LiveServer

TOLD = "Kommunen har satt av penger til to år."


def without_javascript(chromium: Browser, live_server: LiveServer, who: str) -> BrowserContext:
    context = chromium.new_context(
        viewport={"width": PHONE, "height": HEIGHTS[PHONE]}, java_script_enabled=False, base_url=live_server.url
    )
    cookies = people.session(who)
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    return context


@pytest.mark.usefixtures("country")
def test_a_call_is_noted_told_to_all_and_the_record_of_it_can_be_checked(
    chromium: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    ina = without_javascript(chromium, live_server, "adviser").new_page()
    ina.goto(f"/nb/dialog/{samples.OPEN}/arbeid/")
    ina.get_by_role("link", name="Noter en kontakt").click()
    ina.get_by_label("Besøk eller møte").check()
    ina.get_by_label("Med hvilken bedrift?").fill("Trygg vei AS")
    ina.get_by_label("Hva gjaldt det?").fill("Selger var innom på ordførerens kontor")
    ina.get_by_label("Hva fikk de vite som ikke alle kan lese?").fill(TOLD)
    ina.get_by_role("button", name="Lagre").click()
    expect(ina.get_by_role("heading", name="Ikke fortalt til alle ennå")).to_be_visible()

    ina.goto(f"/nb/dialog/{samples.OPEN}/logg/")
    expect(ina.get_by_text("Fortalt til én, ikke til alle ennå: Trygg vei AS")).to_be_visible()
    expect(ina.get_by_text("Kjeden er hel.")).to_be_visible()
    ina.get_by_role("link", name="Fortell det til alle").click()
    ina.get_by_role("button", name="Fortell det til alle").click()

    visitor = chromium.new_context(java_script_enabled=False, base_url=live_server.url).new_page()
    visitor.goto(f"/nb/dialog/{samples.OPEN}/")
    expect(visitor.get_by_text(TOLD)).to_be_visible()
    assert "Trygg vei" not in visitor.content(), "nobody sees whom it was told to first"
    visitor.get_by_text("Likebehandlingsloggen").click()
    mark = re.search(r"[0-9]+-[0-9a-f]{32}", visitor.content())
    assert mark
    visitor.get_by_role("link", name="Sjekk et merke").click()
    expect(visitor.get_by_text("Loggen fører til dette merket.")).to_be_visible()

    ina.goto(f"/nb/dialog/{samples.OPEN}/arkiv/")
    paper, data = tmp_path / "protokoll.pdf", tmp_path / "protokoll.json"
    for link, file in (("Underlag til anskaffelsesprotokoll (PDF)", paper), ("Det samme som JSON, med loggen", data)):
        with ina.expect_download() as coming:
            ina.get_by_role("link", name=link).click()
        coming.value.save_as(file)
    text = "\n".join(one.extract_text() for one in PdfReader(paper).pages)
    assert "Trygg vei AS" in text
    assert "§ 10-5 (2) j" in text
    assert json.loads(data.read_text())["contacts"][0]["given"] == TOLD
    ran = CliRunner().invoke(app, ["dialogue", "check-log", str(data), "--mark", mark[0]])
    assert (ran.exit_code, ran.output) == (0, f"{checking.HOLDS}\n")

    dialogue = Dialogue.objects.get(public_id=samples.OPEN)
    assert Contact.objects.get(dialogue=dialogue).given == TOLD
    kinds = list(Entry.objects.filter(dialogue=dialogue).order_by("number").values_list("kind", flat=True))
    assert kinds[-2:] == ["contact", "told-all"]


@pytest.mark.usefixtures("country")
def test_who_declares_an_interest_is_out_until_an_administrator_decides(
    chromium: Browser, live_server: LiveServer
) -> None:
    bente = without_javascript(chromium, live_server, "need_owner").new_page()
    bente.goto(f"/nb/dialog/{samples.OPEN}/habilitet/")
    bente.get_by_label("Jeg har, eller kan ha, en interesse").check()
    bente.get_by_label("Hvilken interesse?").fill("Mannen min arbeider i Trygg vei")
    bente.get_by_role("button", name="Gi erklæring").click()
    expect(bente.get_by_role("heading", name="Du er ute av saken")).to_be_visible()
    bente.goto(f"/nb/dialog/{samples.OPEN}/arbeid/")
    expect(bente.get_by_text("Du har meldt fra om en interesse i denne dialogen.")).to_be_visible()

    eli = without_javascript(chromium, live_server, "owner").new_page()
    eli.goto(f"/nb/dialog/{samples.OPEN}/habilitet/")
    eli.get_by_role("link", name="Avgjør for Bente Behov").click()
    eli.get_by_label("Er habil, og kommer tilbake").check()
    eli.get_by_label("Hvorfor?").fill("Han arbeider med noe annet")
    eli.get_by_role("button", name="Avgjør").click()
    bente.goto(f"/nb/dialog/{samples.OPEN}/arbeid/")
    expect(bente.get_by_role("heading", level=1)).to_be_visible()
    expect(bente.get_by_text("Du har meldt fra om en interesse")).not_to_be_visible()
