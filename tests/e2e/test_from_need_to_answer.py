"""The whole way, without a script and by the keyboard: a need is written, approved on a phone, published, found,
followed and asked about, and whoever follows it gets the answer by mail; the contact meeting is held with two lines.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.mail import queries as mails
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.needs.models import Meeting, Need
from tests.e2e.conftest import PHONE
from tests.web import people
from tests.web.background import work

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Browse

pytestmark = pytest.mark.usefixtures("country")

TITLE = "Trygge netter hjemme for dem som går om natten"
SIX = {
    "title": TITLE,
    "who": "De som bor hjemme med demens, og de som er glade i dem",
    "how_many": "210 i dag, 420 i 2036",
    "situation": "## Natten\n\nNattpatruljen kjører 14 turer.\n\n- 10,5 av dem uten behov",
    "effects-0-effect": "Hjelp raskere når det gjelder",
    "effects-0-measure": "Minutter fra varsel til noen er der",
    "ask": "Hva kan skille et fall fra en åpen dør?",
}


def press(page: Page, name: str | re.Pattern[str], role: str = "button") -> None:
    """Press a button or a link by the keyboard."""
    page.get_by_role(role, name=name).first.focus()  # type: ignore[arg-type] # a literal of Playwright's
    with page.expect_navigation():
        page.keyboard.press("Enter")


def letter(to: str, about: str) -> str:
    """Return the newest letter to a person whose subject holds a word."""
    address = Person.objects.get(public_id=people.PEOPLE[to].person).email
    written = [mails.words(mail) for mail in Mail.objects.filter(address=address, state="sent").order_by("-id")]
    return next(words.text for words in written if about in words.subject)


def test_a_need_goes_from_the_first_word_to_an_answer_that_all_followers_get(browse: Browse) -> None:
    page = browse("/nb/behov/skriv/", who="adviser", javascript=False)
    press(page, "Begynn")
    for name, text in SIX.items():
        page.locator(f"#{name}").focus()
        page.keyboard.insert_text(text)
    press(page, "Hva nå?")
    press(page, "Be om godkjenning")
    need = Need.objects.get(draft__title=TITLE)
    work()
    assert f"/behov/{need.public_id}/godkjenn/" in letter("approver", TITLE)

    page = browse(f"/nb/behov/{need.public_id}/godkjenn/", who="approver", width=PHONE, javascript=False)
    press(page, "Godkjenn")
    expect(page.get_by_text("Du har godkjent dette.")).to_be_visible()

    page = browse(f"/nb/behov/{need.public_id}/arbeid/", who="adviser", javascript=False)
    press(page, "Publiser")
    work()

    page = browse("/nb/behov/?q=demens+natt", who="supplier", javascript=False)
    press(page, TITLE, role="link")
    press(page, re.compile("^Følg"))
    page = browse(f"/nb/behov/{need.public_id}/", who="supplier", javascript=False)
    press(page, "Still et spørsmål", role="link")
    page.get_by_label("Spørsmålet ditt").fill("Kan ytterdørene stå åpne?")
    press(page, "Send spørsmålet")

    page = browse("/nb/skrivebord/", who="adviser", javascript=False)
    press(page, "Kan ytterdørene stå åpne?", role="link")
    page.get_by_label("Svaret").last.fill("Nei, av hensyn til brannvern.")
    press(page, "Publiser spørsmål og svar")
    work()
    assert "brannvern" in letter("supplier", TITLE) or f"/behov/{need.public_id}/" in letter("supplier", TITLE)


def test_a_contact_meeting_is_held_with_two_lines_and_their_answers(browse: Browse) -> None:
    page = browse(f"/nb/plan/{people.EKSEMPELVIK}/kontaktmote/", who="adviser", javascript=False)
    today = timezone.localdate()
    said = {"date": f"{today:%d.%m.%Y}", "starts": "09:00", "ends": "12:00", "place": "Kultursalen"}
    for name, text in {**said, "contributions_until": f"{today + timedelta(days=14):%d.%m.%Y}"}.items():
        page.locator(f"[name={name}]").fill(text)
    for box in page.locator("[name=lines]").all()[:2]:
        box.check()
    press(page, "Lagre")
    press(page, "Annonser møtet")
    meeting = Meeting.objects.latest("id")
    assert (meeting.state, meeting.presented.count()) == ("announced", 2)
    work()
    assert f"/kontaktmote/{meeting.public_id}/" in letter("supplier", "kontaktmøte")

    for at, words in enumerate(("Har dere spurt dem det gjelder?", "Vi vil gjerne utvikle dette sammen med dere.")):
        page = browse(f"/nb/kontaktmote/{meeting.public_id}/", who="supplier", width=PHONE, javascript=False)
        page.get_by_role("link", name="Utfordre").nth(at).click()
        page.get_by_role("radio").nth(at).check()
        page.locator("[name=text]").fill(words)
        press(page, "Send")
    page = browse(f"/nb/kontaktmote/{meeting.public_id}/", who="adviser", javascript=False)
    press(page, "Møtet er gjennomført")
    for answer in ("Ja, og dette svarte de.", "Det vil vi også."):
        page.get_by_role("link", name="Svar", exact=True).first.click()
        page.locator("[name=text]").fill(answer)
        press(page, re.compile("Publiser|Lagre|Send|Svar"))
    work()
    page = browse(f"/nb/kontaktmote/{meeting.public_id}/", width=PHONE, javascript=False)
    expect(page.get_by_text("Ja, og dette svarte de.")).to_be_visible()
    expect(page.get_by_text("Det vil vi også.")).to_be_visible()
    assert f"/kontaktmote/{meeting.public_id}/" in letter("supplier", "var")
