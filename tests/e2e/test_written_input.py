"""A company answers in writing with a secret, a named reader opens it, and an access request is decided about it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from mulighetsrom.web.common import workdays
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.models import Claim, HandedIn, Hearing, InputAnswer, Opening
from mulighetsrom.web.dialogue.queries import input as queries
from tests.e2e.conftest import PHONE
from tests.web import access_request_samples as requests
from tests.web import dialogue_samples, people
from tests.web import input_samples as samples

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Browse

pytestmark = pytest.mark.usefixtures("country")

DIALOGUE = f"/nb/dialog/{dialogue_samples.OPEN}/"
PART = f"{DIALOGUE}del/{dialogue_samples.INPUT}/"
SECRET = "hemmelig-9041"


def press(page: Page, name: str) -> None:
    """Press a button by the keyboard."""
    page.get_by_role("button", name=name, exact=True).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_input_with_a_secret_is_handed_in_and_read_without_a_script(browse: Browse) -> None:
    # a company on a phone, from the page of the dialogue
    page = browse(DIALOGUE, who="other_supplier", width=PHONE, javascript=False)
    page.get_by_role("link", name="Skriftlig innspill").first.click()
    page.get_by_role("link", name="Skriv videre").click()
    page.get_by_label("Svaret ditt på spørsmål 1").fill(f"Vi tar [[{SECRET} kroner]] per bolig.")
    press(page, "Les gjennom og lever")
    assert "Si hvorfor det er en" in page.content()
    page.get_by_role("link", name="Skriv videre").click()
    page.get_by_label("Hvorfor er det en forretningshemmelighet?").first.fill("Prisen er vår alene.")
    press(page, "Les gjennom og lever")
    assert SECRET not in page.locator("main").inner_text()
    assert "Merkingen din er en påstand" in page.content()
    press(page, "Lever")
    assert heading(page) == "Kvittering"
    made = HandedIn.objects.get(company=samples.company("other_supplier"))
    assert made.hash in page.content()
    assert made.head in page.content()
    assert InputAnswer.objects.get(handed_in=made).text == "Vi tar [[1]] per bolig."

    # the municipality reads it with a bar, and a named reader opens it
    page = browse(f"{PART}mottatt/", who="reader", javascript=False)
    page.get_by_role("link", name=made.company.name).click()
    assert "Bare navngitte lesere" in page.content()
    assert SECRET not in page.content()
    page = browse(f"{PART}mottatt/sporsmal/1/", who="adviser", javascript=False)
    page.get_by_role("button", name="Åpne (blir logget)").last.click()
    assert SECRET in page.content()
    assert Opening.objects.get(passage__answer__handed_in=made).person == people.person("adviser")
    page = browse(f"{PART}innspill/kvittering/{made.public_id}/", who="other_supplier", javascript=False)
    assert "Ina Innkjøp" in page.content()


def test_an_access_request_is_put_to_the_company_and_decided_passage_by_passage(browse: Browse) -> None:
    place = f"{DIALOGUE}innsynskrav/{requests.REGISTERED}/"
    page = browse(place, who="adviser", javascript=False)
    page.get_by_label("Varmt hjem AS").check()
    press(page, "Det er disse kravet gjelder")
    press(page, "Spør dem")
    hearing = Hearing.objects.get(request__public_id=requests.REGISTERED)
    page = browse("/nb/skrivebord/", who="supplier", javascript=False)
    page.locator(f'a[href*="{hearing.public_id}"]').first.click()
    for at in range(2):
        page.get_by_label("Vi holder fast ved det").nth(at).check()
        page.get_by_label("Hvorfor betyr det noe").nth(at).fill("Konkurrentene kjenner ikke prisen.")
    press(page, "Send svaret")
    assert "Du har svart" in page.content()
    page = browse(place, who="adviser", javascript=False)
    press(page, "Åpne det merkede (blir logget)")
    assert samples.SECRET_MARK in page.content()
    for at in range(2):
        page.get_by_label("Avgjørelsen").nth(at).select_option("withheld-business")
        page.get_by_label("Hvorfor?").nth(at).fill("Prisen er av betydning for konkurransen.")
    press(page, "Avgjør")
    assert {one.decision for one in Claim.objects.filter(request=hearing.request)} == {"withheld"}
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent svaret med kopien").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    assert log.broken(hearing.request.dialogue) == ""


def test_a_draft_saves_itself_as_one_types(browse: Browse) -> None:
    page = browse(f"{PART}innspill/skriv/", who="other_supplier")
    page.get_by_label("Svaret ditt på spørsmål 2").press_sequentially("Kommunen må ha nett")
    page.locator("#progress").get_by_text("4 av 50 ord").wait_for()
    page.locator("#status").get_by_text("Lagret").wait_for()
    draft = queries.written(queries.draft(samples.part(), samples.company("other_supplier")))
    assert draft["text-2"] == "Kommunen må ha nett"


def test_the_municipality_writes_what_it_asks_before_publishing(browse: Browse) -> None:
    address = f"/nb/dialog/{dialogue_samples.DRAFT}/del/{dialogue_samples.DRAFT_PART}/sporsmal/"
    page = browse(address, who="adviser", javascript=False)
    page.locator("#text-3").fill("Hva koster det?")
    page.locator("#words-3").fill("200")
    page.get_by_label("Det tas imot, leses som de andre").check()
    day = workdays.add(timezone.localdate() + timedelta(days=500), 1)
    page.get_by_label("Hvor lenge kan forretningshemmeligheter leses?").fill(f"{day:%d.%m.%Y}")
    press(page, "Lagre")
    part = samples.part(dialogue_samples.DRAFT_PART)
    assert [one.most_words for one in queries.asked(part)] == [50, 50, 200]
    intake = queries.intake(part)
    assert intake
    assert intake.late == "taken"
