"""From an address nobody knows to a published need: an adviser and her chief executive, both here for the first time.

Pages and presses are counted: each one more is something that a busy person has to understand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.mail import queries as mails
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.needs.models import Need
from tests.e2e.conftest import PHONE
from tests.e2e.test_writing import SIX
from tests.web.background import work

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Browse

pytestmark = pytest.mark.usefixtures("country")

ASKER = "920125298"
ADVISER, CHIEF = "siri@asker.example", "kari@asker.example"


@dataclass
class Visit:
    """What somebody does on the pages, and how often they press something that leads on."""

    page: Page
    presses: int = 0

    def press(self, name: str | re.Pattern[str], role: str = "button") -> None:
        self.page.get_by_role("main").get_by_role(role, name=name).first.click()  # type: ignore[arg-type] # a literal
        self.page.wait_for_load_state()
        self.presses += 1

    def write(self, **said: str) -> None:
        for label, text in said.items():
            self.page.locator(f"[name={label}]").first.fill(text)


def _letter(to: str) -> str:
    work()
    return mails.words(Mail.objects.filter(address=to).latest("id")).text


def _link(letter: str, page: str) -> str:
    found = re.search(rf"https?://[^/\s]+(/\S*{page}\S*)", letter)
    assert found, letter
    return found[1]


def _log_in(visit: Visit, email: str, name: str) -> None:
    """Log in for the first time, by the code in the letter."""
    visit.write(email=email)
    visit.press("Send meg en e-post")
    code = re.search(r"\b(\d{3}) ?(\d{3})\b", _letter(email))
    assert code
    visit.write(code="".join(code.groups()))
    visit.press("Gå videre")
    visit.write(name=name)
    visit.press("Lag en konto")


def test_a_first_need_is_published_by_two_who_have_never_been_here(browse: Browse) -> None:
    siri = Visit(browse("/nb/logg-inn/", javascript=False))
    _log_in(siri, ADVISER, "Siri Skriver")
    siri.write(number=ASKER, name="Asker kommune")
    siri.press("Gå videre")
    expect(siri.page.get_by_role("heading", name="Du venter på å bli sluppet inn")).to_be_visible()

    operator = Visit(browse("/nb/drift/", who="operator", javascript=False))
    operator.page.locator("section").filter(has_text="Siri Skriver").get_by_role("button", name="Bekreft").click()

    siri.page.goto(f"{siri.page.url.partition('/nb/')[0]}/nb/skrivebord/")
    siri.press("Beskriv et behov", role="link")
    siri.press("Begynn")
    for name, text in SIX.items():
        siri.page.locator(f"#{name}").fill(text)
    siri.page.locator("#contact_mailbox").fill("innkjop@asker.example")
    siri.press("Hva nå?")
    expect(siri.page.get_by_text("har ingen ennå som kan godkjenne")).to_be_visible()
    work_page = siri.page.url
    siri.press("Inviter noen som godkjenner", role="link")
    expect(siri.page.get_by_role("checkbox", name="Godkjenner")).to_be_checked()
    siri.write(email=CHIEF)
    siri.press("Send invitasjonen")
    siri.page.goto(work_page)
    siri.press("Be om godkjenning")

    kari = Visit(browse(_link(_letter(CHIEF), "invitasjon"), width=PHONE, javascript=False))
    kari.press("Logg inn", role="link")
    _log_in(kari, CHIEF, "Kari Kommunedirektør")
    kari.press("Si ja")
    kari.press(SIX["title"], role="link")
    kari.press("Godkjenn")
    expect(kari.page.get_by_text("Du har godkjent dette.")).to_be_visible()

    siri.page.goto(siri.page.url.partition("/nb/")[0] + _link(_letter(ADVISER), "behov"))
    siri.press("Publiser")
    need = Need.objects.get(draft__title=SIX["title"])
    assert (need.stage, need.responsible) == ("published", Person.objects.get(email=ADVISER))
    assert (siri.presses, kari.presses) == (11, 7)
    expect(browse(f"/nb/behov/{need.public_id}/").get_by_role("heading", name=SIX["title"])).to_be_visible()
