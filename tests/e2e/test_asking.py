"""A company asks without an account, on a phone and without a script; an adviser answers without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils.translation import override

from mulighetsrom.web.asking import codes
from mulighetsrom.web.asking.models import Question
from tests.e2e.conftest import PHONE
from tests.web import needs_samples

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Browse


NEED = f"/nb/behov/{needs_samples.PUBLISHED}/"


def press(page: Page, name: str) -> None:
    """Press a button by the keyboard."""
    page.get_by_role("button", name=name).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.usefixtures("country")
def test_a_guest_asks_and_everybody_reads_the_answer(browse: Browse) -> None:
    page = browse(NEED, width=PHONE, javascript=False)
    page.get_by_role("link", name="Still et spørsmål").click()
    page.get_by_label("Spørsmålet ditt").fill("Kan dørene stå åpne om natten?")
    page.get_by_label("E-postadressen din").fill("kari@oppstart.example")
    press(page, "Send spørsmålet")
    assert page.get_by_role("heading", level=1).inner_text() == "Åpne e-posten vi har sendt deg"

    asked = Question.objects.latest("id")
    with override("nb"):
        link = codes.link(asked)
    page = browse(link, width=PHONE, javascript=False)
    press(page, "Bekreft spørsmålet")
    assert "kommunen har fått spørsmålet ditt" in page.get_by_role("heading", level=1).inner_text()

    page = browse(f"{NEED}sporsmal/{asked.public_id}/", who="adviser", javascript=False)
    page.get_by_label("Spørsmålet, slik alle får lese det").fill("Kan dører stå åpne om natten?")
    page.get_by_label("Svaret").last.fill("Nei, av hensyn til **brannvern**.")
    press(page, "Publiser spørsmål og svar")

    page = browse(NEED, javascript=False)
    assert page.get_by_text("Kan dører stå åpne om natten?").is_visible()
    assert page.get_by_text("brannvern").is_visible()
    assert "kari@" not in page.content()
