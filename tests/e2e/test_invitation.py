"""From a published need to an open invitation: written, approved and published with the keyboard and no JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.models import Dialogue
from mulighetsrom.web.needs.models import Need
from tests.e2e.conftest import PHONE
from tests.web import needs_samples
from tests.web.background import work

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Browse

pytestmark = pytest.mark.usefixtures("country")

SAID = {
    "use": "Vi bruker svarene til å beskrive behovet, og gir ingen idé videre.",
    "readers": "To fra hjemmetjenesten og innkjøpsrådgiveren.",
    "hours": "Om lag 6 timer",
    "next": "Vi publiserer det vi hørte innen tre uker.",
}


def test_an_invitation_is_built_from_a_need_and_published(browse: Browse) -> None:
    page = browse(f"/nb/dialog/skriv/?behov={needs_samples.PUBLISHED}", who="adviser", javascript=False)
    _press(page, "Begynn")
    expect(page.get_by_label("Hva inviterer dere til?")).to_have_value(
        "Invitasjon til dialog: Hemmelig ny tekst om netter"
    )
    page.locator("#title").fill("Invitasjon til dialog: trygge netter")
    for name, text in SAID.items():
        page.locator(f"#{name}").fill(text)
    page.locator("#pay").select_option("unpaid")
    page.locator("#money").select_option("open")
    _press(page, "Hva nå?")
    expect(page.get_by_text("Ingen måte å delta på ennå.")).to_be_visible()
    work_page = page.url

    page.get_by_role("link", name="Legg til den første delen").first.click()
    page.get_by_role("link", name="Skriftlig innspill").click()
    page.locator("[name=deadline_at_0]").fill("09.03.2027")
    _press(page, "Lagre")
    expect(page.get_by_text("tirsdag 9. mars 2027 kl. 12:00")).to_be_visible()
    page.goto(work_page)
    expect(page.locator(".dialogue-lack").get_by_text("Ingen spørsmål er skrevet ennå.")).to_be_visible()
    page.get_by_role("link", name="Det dere spør om skriftlig").click()
    page.locator("#text-1").fill("Hva har virket andre steder?")
    page.get_by_label("Det tas imot, leses som de andre").check()
    page.get_by_label("Hvor lenge kan forretningshemmeligheter leses?").fill("09.03.2028")
    _press(page, "Lagre")
    expect(page.get_by_text("Hva har virket andre steder?")).to_be_visible()
    page.goto(work_page)
    _press(page, "Be om godkjenning")

    work()
    assert Mail.objects.filter(kind="text-for-approval", about_type="dialogue.dialogue").count() == 1
    dialogue = Dialogue.objects.get(draft__title="Invitasjon til dialog: trygge netter")
    approver = browse(f"/nb/dialog/{dialogue.public_id}/godkjenn/", who="approver", javascript=False, width=PHONE)
    expect(approver.get_by_text("tirsdag 9. mars 2027 kl. 12:00", exact=True)).to_be_visible()
    _press(approver, "Godkjenn")

    page.goto(work_page)
    _press(page, "Publiser")
    shown = browse(f"/nb/dialog/{dialogue.public_id}/", javascript=False)
    expect(shown.get_by_role("heading", name="Invitasjon til dialog: trygge netter")).to_be_visible()
    for always in ("Å delta er ikke et vilkår", "Dette er ikke en konkurranse", "kan du bli avvist"):
        expect(shown.get_by_text(always)).to_be_visible()
    dialogue.refresh_from_db()
    assert dialogue.stage == "open"
    assert Need.objects.get(public_id=needs_samples.PUBLISHED).stage == "in-dialogue"
    shown.get_by_text("Likebehandlingsloggen").click()
    expect(shown.get_by_text(str(log.head(dialogue)))).to_be_visible()
    assert log.broken(dialogue) == ""


def _press(page: Page, name: str) -> None:
    """Press a button as somebody does who has no mouse."""
    button = page.get_by_role("main").get_by_role("button", name=name, exact=False).first
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
