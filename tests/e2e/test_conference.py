"""A whole conference, without a script and by the keyboard: a company and a guest sign up, the waiting list moves,
people are checked in on a phone, and the materials reach everybody at one moment.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.models import Material, Part, Participant, Seats
from tests.e2e.conftest import PHONE
from tests.web import people
from tests.web.background import work
from tests.web.dialogue.conference import event, letters, link, states

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Browse

pytestmark = pytest.mark.usefixtures("country")
GUEST = "gry@gjest.example"


def press(page: Page, name: str | re.Pattern[str], role: str = "button") -> None:
    """Press a button or a link by the keyboard."""
    page.get_by_role(role, name=name, exact=isinstance(name, str)).first.focus()  # type: ignore[arg-type] # a literal of Playwright's
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fill(page: Page, **said: str) -> None:
    for name, text in said.items():
        page.locator(f"[name={name}]").fill(text)


def today(part: Part) -> None:
    """Let the day of the event come."""
    late = timezone.localtime().replace(hour=23, minute=59, second=0, microsecond=0)
    moments = {
        "deadline_at": timezone.now() - timedelta(hours=1),
        "starts_at": late,
        "ends_at": late + timedelta(hours=1),
    }
    Part.objects.filter(pk=part.pk).update(**moments)


def test_a_conference_from_the_first_seat_to_what_was_shown(browse: Browse) -> None:
    part = event(title="Natten i praksis")
    Seats.objects.create(part=part, how="room", capacity=2)
    here = f"/nb/dialog/{part.dialogue.public_id}/del/{part.public_id}/"
    _company_signs_up(browse, part)
    _guest_waits(browse, here)
    _one_gives_up_a_place(browse, here)
    assert states(part) == {"Selma Strand": "seated", "Sven Sal": "withdrawn", "Gry Gjest": "seated"}
    assert Seats.objects.get(part=part).taken == 2
    _nobody_sees_what_is_hidden(browse, here)
    today(part)
    _people_are_checked_in(browse, here)
    assert Participant.objects.filter(seats__part=part).exclude(arrived_at=None).count() == 1
    _materials_reach_everybody(browse, here)
    assert Material.objects.get(part=part).released_at
    kinds = [line["kind"] for line in log.lines(part.dialogue)]
    for kind in ("signed-up", "withdrew", "moved-up", "arrived", "arrival-undone", "materials-released", "told"):
        assert kind in kinds
    assert log.broken(part.dialogue) == ""


def _company_signs_up(browse: Browse, part: Part) -> None:
    page = browse(f"/nb/dialog/{part.dialogue.public_id}/", who="supplier", javascript=False)
    press(page, "Natten i praksis", role="link")
    press(page, "Meld deg på", role="link")
    page.locator("details > summary", has_text="Meld på flere").click()
    fill(page, role_0="Daglig leder", name_1="Sven Sal", needs="Teleslynge i salen")
    page.get_by_label("Bedriften, og hvem som kommer").check()
    press(page, "Meld deg på")
    expect(page.get_by_text("Har plass: I salen")).to_have_count(2)


def _guest_waits(browse: Browse, here: str) -> None:
    page = browse(here, width=PHONE, javascript=False)
    expect(page.get_by_text("alle er tatt. Du kommer på venteliste")).to_be_visible()
    press(page, "Meld deg på", role="link")
    fill(page, company="Gjest AS", email=GUEST, name_0="Gry Gjest")
    press(page, "Meld deg på")
    expect(page.get_by_text("Se i innboksen din.")).to_be_visible()
    work()
    page = browse(link(letters(GUEST)[0].text), width=PHONE, javascript=False)
    press(page, "Bekreft påmeldingen")
    expect(page.get_by_text("Nummer 1 på ventelisten: I salen")).to_be_visible()


def _one_gives_up_a_place(browse: Browse, here: str) -> None:
    page = browse(here, who="supplier", javascript=False)
    press(page, re.compile("Varmt hjem AS: "), role="link")
    press(page, "Meld av", role="link")
    page.get_by_label(re.compile("Sven Sal")).check()
    press(page, "Meld av")
    work()
    assert "fått plass" in letters(GUEST)[0].subject


def _nobody_sees_what_is_hidden(browse: Browse, here: str) -> None:
    page = browse(here, javascript=False)
    expect(page.get_by_text("Selma Strand, Daglig leder")).to_be_visible()
    for hidden in ("Gry Gjest", "Gjest AS", "Teleslynge"):
        expect(page.get_by_text(hidden)).to_have_count(0)
    page = browse(f"{here}pameldte/", who="adviser", javascript=False)
    press(page, "Vis det de trenger")
    expect(page.get_by_text("Teleslynge i salen")).to_be_visible()


def _people_are_checked_in(browse: Browse, here: str) -> None:
    page = browse(f"{here}innsjekk/", who="need_owner", width=PHONE, javascript=False)
    for _somebody in range(2):
        press(page, re.compile("^Har kommet"))
    expect(page.get_by_text("2 av 2 har kommet")).to_be_visible()
    press(page, re.compile("^Angre"))
    expect(page.get_by_text("1 av 2 har kommet")).to_be_visible()


def _materials_reach_everybody(browse: Browse, here: str) -> None:
    page = browse(f"{here}materiell/", who="adviser", javascript=False)
    fill(page, name="Det vi viste", text="- Nattpatruljen kjører 14 turer")
    press(page, "Legg det til")
    visitor = browse(here, javascript=False)
    expect(visitor.get_by_text("Nattpatruljen")).to_have_count(0)
    press(page, "Legg ut for alle", role="link")
    press(page, re.compile("^Send e-posten til"))
    visitor.reload()
    expect(visitor.get_by_text("Nattpatruljen kjører 14 turer")).to_be_visible()
    work()
    for to in (GUEST, people.person("supplier").email):
        assert "Det vi viste" in letters(to)[0].text
