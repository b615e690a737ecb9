"""Without a script and by the keyboard: an invitation is announced through TED and Doffin; a dialogue is stopped,
summed up and answered, and everybody who took part is told each time.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import doffin, log
from mulighetsrom.web.dialogue.models import Dialogue
from mulighetsrom.web.drafting import actions as drafting
from mulighetsrom.web.drafting import queries as texts
from tests.e2e.conftest import PHONE
from tests.web import dialogue_samples as samples
from tests.web import people
from tests.web.background import work

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Browse

pytestmark = pytest.mark.usefixtures("country")


def press(page: Page, name: str | re.Pattern[str], role: str = "button") -> None:
    """Press a button or a link by the keyboard."""
    page.get_by_role(role, name=name).first.focus()  # type: ignore[arg-type] # a literal of Playwright's
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, **said: str) -> None:
    for name, text in said.items():
        page.locator(f"[name={name}]").fill(text)


def dialogue(public_id: str = samples.OPEN) -> Dialogue:
    return Dialogue.objects.get(public_id=public_id)


def test_an_invitation_goes_to_ted_becomes_public_by_itself_and_is_one_with_its_notice(browse: Browse) -> None:
    address = f"/nb/dialog/{samples.DRAFT}/doffin/"
    page = browse(address, who="adviser", javascript=False)
    page.locator("[name=form][value='4']").check()
    press(page, "Velg skjema")
    write(page, planned="01.06.2027")
    press(page, "Lagre dagen")
    expect(page.get_by_text("Ingen har skrevet det på engelsk ennå.").first).to_be_visible()

    row = dialogue(samples.DRAFT)
    drafting.ask_for_approval(row=row, by=people.actor("adviser"))
    asked = texts.newest_round(row)
    assert asked
    drafting.approve(row=row, round_=asked, by=people.actor("approver"))
    page = browse(address, who="adviser", width=PHONE, javascript=False)
    sent = timezone.localtime() - timedelta(hours=1)
    write(page, sent_at_0=f"{sent:%d.%m.%Y}", sent_at_1=f"{sent:%H:%M}")
    press(page, "Noter mottaket")
    expect(page.get_by_text("Siden blir offentlig av seg selv")).to_be_visible()
    assert not dialogue(samples.DRAFT).is_public

    write(page, ted_date=f"{timezone.localdate():%d.%m.%Y}")
    press(page, "Gjør siden offentlig")
    work()
    page = browse(f"/nb/dialog/{samples.DRAFT}/", javascript=False)
    expect(page.get_by_text("Ikke kunngjort på Doffin ennå.")).to_be_visible()

    page = browse(address, who="adviser", javascript=False)
    year = timezone.localdate().year
    write(page, number=f"{year}-123456", announced=f"{timezone.localdate():%d.%m.%Y}")
    press(page, "Lagre nummeret")
    page = browse(f"/nb/dialog/{samples.DRAFT}/", width=PHONE, javascript=False)
    expect(page.get_by_role("link", name=f"{year}-123456")).to_be_visible()
    kinds = [line["kind"] for line in log.lines(dialogue(samples.DRAFT))]
    assert kinds[-4:] == ["notice-sent", "on-ted", "published", "announced"]


def test_each_box_is_copied_with_a_click_and_can_be_read_back(browse: Browse) -> None:
    page = browse(f"/nb/dialog/{samples.OPEN}/doffin/", who="adviser")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopier BT-300").click()
    expect(page.get_by_role("status")).to_have_text("Kopiert")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert [event.kind for event in doffin.parse(copied)] == ["conference", "meetings", "input"]


def test_a_dialogue_is_stopped_summed_up_and_answered(browse: Browse) -> None:
    page = browse(f"/nb/dialog/{samples.OPEN}/arbeid/", who="adviser", javascript=False)
    press(page, "Konkurransen er kunngjort", role="link")
    write(page, announced=f"{timezone.localdate():%d.%m.%Y}", link=f"{timezone.localdate().year}-654321")
    press(page, "Vis e-posten")
    press(page, re.compile("^(Send e-posten til|Ingen deltar)"))
    assert dialogue().stage == "stopped"

    press(page, "Skriv hva dere hørte", role="link")
    page.locator("[name=heard-1]").fill("- Sensorer må kunne lånes ut")
    page.locator("[name=change-1]").fill("Vi spør om leie.")
    press(page, re.compile("^Lagre og forhåndsvis"))
    press(page, "Vis e-posten")
    press(page, re.compile("^(Send e-posten til|Ingen deltar)"))

    press(page, re.compile("^Svar på hva det blir til"), role="link")
    page.locator("[name=outcome][value='goes-on']").check()
    write(page, reason="Rådet har bevilget pengene.")
    press(page, "Vis e-posten")
    press(page, re.compile("^(Send e-posten til|Ingen deltar)"))
    assert dialogue().stage == "closed"
    work()

    for width in (PHONE, 1280):
        page = browse(f"/nn/dialog/{samples.OPEN}/", width=width, javascript=False)
        expect(page.get_by_text("Rådet har bevilget pengene.")).to_be_visible()
        expect(page.get_by_text("Sensorer må kunne lånes ut")).to_be_visible()
        expect(page.get_by_role("link", name="Gå til konkurransen")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page = browse("/nb/dialog/svar/", javascript=False)
    expect(page.get_by_role("link", name="1 av 1")).to_be_visible()
    assert not Mail.objects.filter(kind="dialogue.announcement").exclude(state="sent").exists()
    assert log.broken(dialogue()) == ""
    told = [line["facts"]["of"] for line in log.lines(dialogue()) if line["kind"] == "told"]
    assert told == ["competition", "summary", "answer"]
