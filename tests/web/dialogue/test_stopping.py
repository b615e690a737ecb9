"""The competition is announced: from that moment the dialogue takes nothing more, and everybody is told the same."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from mulighetsrom.web.common import kernel
from mulighetsrom.web.common.mail import Receiver
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import log, opening
from mulighetsrom.web.dialogue.actions import stopping
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.models import Announcement, Competition, Dialogue
from mulighetsrom.web.needs.models import Need
from tests.web import dialogue_samples as samples
from tests.web import needs_samples, people

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
LINK = "https://www.doffin.no/notices/2026-654321"
KEY = "00000000-0000-4000-8000-00000000005c"
ADDRESS = f"/nb/dialog/{samples.OPEN}/stopp/"


def dialogue() -> Dialogue:
    return Dialogue.objects.get(public_id=samples.OPEN)


def stop() -> None:
    stopping.stop(
        dialogue=dialogue(), announced=date(2026, 11, 20), link=LINK, opening="Takk!", by=people.actor("adviser")
    )


@pytest.fixture
def two_take_part(monkeypatch: pytest.MonkeyPatch) -> None:
    person = people.PEOPLE["supplier"].person
    receivers = [Receiver("selma@varmt.example", "nn", person), Receiver("g@est.example", "en")]
    monkeypatch.setattr(audience, "_sources", [lambda _dialogue, _part: receivers])


@pytest.mark.usefixtures("two_take_part")
def test_everything_is_closed_and_everybody_told_in_one_act() -> None:
    stop()
    assert dialogue().stage == "stopped"
    assert not opening.takes(dialogue())
    assert Competition.objects.get().stopped_by_name == "Ina Innkjøp"
    assert sorted(Mail.objects.filter(kind="dialogue.announcement").values_list("address", "language")) == [
        ("g@est.example", "en"),
        ("selma@varmt.example", "nn"),
    ]
    assert [line["kind"] for line in log.lines(dialogue())][-2:] == ["stopped", "told"]
    assert log.broken(dialogue()) == ""


def test_the_needs_it_is_about_are_in_procurement() -> None:
    Need.objects.filter(public_id=needs_samples.PUBLISHED).update(stage="in-dialogue")
    stop()
    assert Need.objects.get(public_id=needs_samples.PUBLISHED).stage == "in-procurement"


def test_it_is_stopped_once() -> None:
    stop()
    with pytest.raises(kernel.StageConflictError):
        stop()
    assert Announcement.objects.count() == 1


@pytest.mark.usefixtures("two_take_part")
def test_the_letter_is_looked_at_before_it_goes(client: Client) -> None:
    people.log_in(client, "adviser")
    assert "Vis e-posten" in client.get(ADDRESS).content.decode()
    sent = {"announced": "20.11.2026", "link": "2026-654321", "opening": "Takk for praten.", "key": KEY}
    shown = client.post(ADDRESS, sent).content.decode()
    assert dialogue().stage == "open"
    assert LINK in shown
    assert "2 mottakere" in shown
    again = sent | {"shown": re.findall(r'name="shown" value="([0-9a-f]{64})"', shown)[0]}
    assert client.post(ADDRESS, again).status_code == 302
    assert dialogue().stage == "stopped"
    page = client.get(f"/nb/dialog/{samples.OPEN}/").content.decode()
    assert "Konkurransen ble kunngjort 20. november 2026." in page
    assert f'href="{LINK}"' in page
    for pressed in (again, sent, again | {"key": "00000000-0000-4000-8000-0000000000aa"}):
        assert client.post(ADDRESS, pressed)["Location"] == f"/nb/dialog/{samples.OPEN}/arbeid/"
    assert client.get(ADDRESS)["Location"] == f"/nb/dialog/{samples.OPEN}/arbeid/"
    assert Competition.objects.count() == Announcement.objects.count() == 1
    assert Mail.objects.filter(kind="dialogue.announcement").count() == 2


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"announced": f"{timezone.localdate() + timedelta(days=2):%d.%m.%Y}"}, "Dette ligger fram i tid"),
        ({"link": "http://usikker.example/"}, "begynner med https://"),
        ({"link": "javascript:alert(1)"}, "begynner med https://"),
    ],
)
def test_what_cannot_be_a_competition_is_refused(client: Client, said: dict[str, str], told: str) -> None:
    people.log_in(client, "adviser")
    html = client.post(ADDRESS, {"announced": "20.11.2026", "link": LINK, "opening": "Takk"} | said).content.decode()
    assert told in html
    assert dialogue().stage == "open"
