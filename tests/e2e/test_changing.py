"""A dialogue's plan is kept, its conference moved for all, and the whole cancelled: in a browser without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.models import Change, Dialogue, Part, PlanLine
from tests.e2e.conftest import DESKTOP, PHONE
from tests.web import conference_samples, dialogue_samples, people

if TYPE_CHECKING:
    from tests.e2e.conftest import Browse

pytestmark = pytest.mark.usefixtures("country")
WORK = f"/nb/dialog/{dialogue_samples.OPEN}/arbeid/"


def _kinds() -> list[str]:
    return [line["kind"] for line in log.lines(Dialogue.objects.get(public_id=dialogue_samples.OPEN))]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_conference_is_moved_for_all_and_the_dialogue_is_cancelled(browse: Browse, width: int) -> None:
    Change.objects.all().delete()
    Mail.objects.all().delete()
    page = browse(WORK, width=width, javascript=False, who="adviser")

    # The plan, counted from the parts, with a line given to a colleague and done.
    page.get_by_role("link", name="Hele planen").click()
    page.get_by_role("button", name="Regn ut planen på nytt").click()
    page.get_by_role("link", name="Endre: Publiser det dere hørte").click()
    page.get_by_label("Hvem gjør det?").select_option(label="Bente Behov")
    page.get_by_role("button", name="Lagre").click()
    page.get_by_role("button", name="Gjort: Publiser det dere hørte").click()
    line = PlanLine.objects.select_related("responsible", "done_by").get(kind="summary")
    assert line.done_by
    assert (line.responsible.name, line.done_by.name) == ("Bente Behov", "Ina Innkjøp")

    # The conference is moved: the letter is shown first, with the weekday, and nothing has happened yet.
    page.goto(page.url.replace("plan/", "arbeid/"))
    page.get_by_role("link", name="endre eller flytt: Dialogkonferanse").click()
    for label, day, clock in (("Begynner", "14.09.2027", "09:00"), ("Slutter", "14.09.2027", "12:00")):
        box = page.get_by_role("group", name=label)
        box.get_by_label("Dag").fill(day)
        box.get_by_label("Klokkeslett").fill(clock)
    page.get_by_label("Hvorfor?").fill("Salen er opptatt.")
    page.get_by_role("button", name="Vis e-posten").click()
    assert page.get_by_text("tirsdag 14. september 2027 kl. 09:00 (før: ").count() >= 1
    assert not Change.objects.exists()
    assert not Mail.objects.exists()
    page.get_by_role("button", name="Send e-posten til").click()
    expect(page.get_by_role("heading", name="Dette er endret")).to_be_visible()
    assert page.get_by_text("Salen er opptatt.").is_visible()
    part = Part.objects.get(public_id=dialogue_samples.CONFERENCE)
    assert (part.sequence, f"{part.starts_at:%Y-%m-%d %H:%M}") == (1, "2027-09-14 07:00")
    told = set(Mail.objects.values_list("address", flat=True))
    assert {conference_samples.GUEST_MAIL, people.person("supplier").email} <= told
    assert _kinds()[-3:] == ["moved", "moved", "told"]

    # The whole is cancelled: the page stays, with the reason on top.
    page.goto(page.url.split("?")[0].rstrip("/") + "/avlys/")
    page.get_by_label("Hvorfor?").fill("Budsjettet ble ikke vedtatt.")
    page.get_by_role("button", name="Vis e-posten").click()
    page.get_by_role("button", name="Send e-posten til").click()
    seen = browse(f"/nb/dialog/{dialogue_samples.OPEN}/", width=width, javascript=False)
    assert seen.get_by_text("Dialogen er avlyst.").is_visible()
    assert seen.get_by_text("Budsjettet ble ikke vedtatt.").first.is_visible()
    assert Dialogue.objects.get(public_id=dialogue_samples.OPEN).stage == "cancelled"
    assert _kinds()[-2:] == ["cancelled", "told"]
    wide = seen.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert wide
