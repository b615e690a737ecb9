"""What was heard is told to everybody at one moment, and not from whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

from mulighetsrom.web.common import kernel
from mulighetsrom.web.dialogue import heard, log
from mulighetsrom.web.dialogue.actions import summary as actions
from mulighetsrom.web.dialogue.models import Dialogue, Summary, SummaryVersion
from mulighetsrom.web.drafting.kinds import NotReadyError
from tests.web import dialogue_samples as samples
from tests.web import people

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
PAGE = f"/nb/dialog/{samples.OPEN}/"
WRITE, PUBLISH = f"{PAGE}oppsummering/skriv/", f"{PAGE}oppsummering/publiser/"
KEY = "00000000-0000-4000-8000-0000000000b1"


def dialogue() -> Dialogue:
    return Dialogue.objects.get(public_id=samples.OPEN)


def content(text: str = "Sensorer må kunne lånes ut.") -> dict[str, Any]:
    return {"intro": "", "rows": [{"heard": text, "change": "Vi spør om leie."}]}


def save(text: str = "Sensorer må kunne lånes ut.", seen: int = 0) -> None:
    actions.save(dialogue=dialogue(), seen=seen, content=content(text), by=people.actor("need_owner"))


def publish(seen: int = 1, *, meant: bool = False, why: str = "") -> SummaryVersion:
    return actions.publish(
        dialogue=dialogue(), seen=seen, why=why, names_are_meant=meant, opening="Takk!", by=people.actor("adviser")
    )


def varmt_hjem_takes_part() -> None:
    with transaction.atomic():
        log.write(dialogue(), "told", by=people.actor("adviser"), whom=log.Somebody("VARMTHJEM1", "Varmt hjem AS"))


def test_a_summary_is_published_whole_and_everybody_told() -> None:
    save()
    publish()
    assert SummaryVersion.objects.get().content == content()
    assert [line["kind"] for line in log.lines(dialogue())][-2:] == ["summary", "told"]


@pytest.mark.parametrize("text", ["Varmt hjem vil leie ut.", "VARMT  HJEM AS sa det.", "Varmt hjems sensorer er gode."])
def test_a_company_that_took_part_is_not_named_unless_somebody_means_it(text: str) -> None:
    varmt_hjem_takes_part()
    save(text)
    with pytest.raises(NotReadyError, match="named"):
        publish()
    assert not SummaryVersion.objects.exists()
    publish(meant=True)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Trygg AS", "Det må være trygt og trygg.", False),
        ("Trygg AS", "Trygg sa det.", True),
        ("Trygg vei AS", "En trygg vei hjem.", True),
        ("Varmt hjem AS", "Et varmt hjemsted.", False),
        ("AB AS", "AB AS sa det", True),
        ("3M (Norge) A/S", "3M (Norge) sa det", True),
        ("Ola Nordmann", "Ola Nordmanns forslag", True),
    ],
)
def test_names_are_known_in_the_forms_that_people_write(name: str, text: str, *, found: bool) -> None:
    assert heard.stands_in(name, text) is found


def test_nothing_heard_is_nothing_to_publish() -> None:
    with pytest.raises(kernel.EditConflictError):
        publish()
    actions.save(dialogue=dialogue(), seen=0, content={"intro": "Hei", "rows": []}, by=people.actor("adviser"))
    with pytest.raises(NotReadyError, match="empty"):
        publish()


def test_nobody_overwrites_or_publishes_what_they_have_not_seen() -> None:
    save()
    with pytest.raises(kernel.EditConflictError):
        save("Noe annet")
    save("Noe nyere", seen=1)
    with pytest.raises(kernel.EditConflictError):
        publish(seen=1)
    assert Summary.objects.get().draft == content("Noe nyere")


def test_it_is_written_point_by_point_looked_at_and_read_by_everybody(client: Client) -> None:
    varmt_hjem_takes_part()
    people.log_in(client, "adviser")
    assert client.get(WRITE).content.decode().count('name="heard-') == 2
    sent = {
        "intro": "Tolv firmaer kom.",
        "heard-1": "- Leie, sa Varmt hjem",
        "change-1": "",
        "heard-2": "",
        "change-2": "",
    }
    assert client.post(WRITE, sent | {"publish": "1"})["Location"] == PUBLISH
    assert "Tolv firmaer kom." not in client.get(PAGE).content.decode()
    html = client.get(PUBLISH).content.decode()
    assert "Teksten nevner noen som deltok." in html
    assert "Varmt hjem AS" in html
    assert client.post(PUBLISH, {"opening": "Takk", "key": KEY}).status_code == 200  # the tick is missing
    shown = client.post(PUBLISH, {"opening": "Takk", "key": KEY, "names_are_meant": "on"}).content.decode()
    print_ = re.findall(r'name="shown" value="([0-9a-f]{64})"', shown)[0]
    done = client.post(PUBLISH, {"opening": "Takk", "key": KEY, "names_are_meant": "on", "shown": print_})
    assert done.status_code == 302
    page = client.get(PAGE).content.decode()
    assert "Tolv firmaer kom." in page
    assert "<li>Leie, sa Varmt hjem</li>" in page


def test_what_was_shown_is_what_is_published(client: Client) -> None:
    save()
    people.log_in(client, "adviser")
    shown = client.post(PUBLISH, {"opening": "Takk", "key": KEY}).content.decode()
    print_ = re.findall(r'name="shown" value="([0-9a-f]{64})"', shown)[0]
    save("En kollega skrev noe annet.", seen=1)
    assert client.post(PUBLISH, {"opening": "Takk", "key": KEY, "shown": print_}).status_code == 200
    assert not SummaryVersion.objects.exists()


def test_later_versions_say_what_is_new(client: Client) -> None:
    save()
    publish()
    save("Sensorer må kunne kjøpes og lånes ut.", seen=1)
    publish(seen=2, why="Vi hadde glemt kjøp.")
    html = client.get(f"{PAGE}oppsummering/").content.decode()
    assert "Vi hadde glemt kjøp." in html
    assert "<ins>" in html


def test_two_who_write_at_once_lose_nothing(client: Client) -> None:
    people.log_in(client, "adviser")
    save("Kollegaens punkt")
    answer = client.post(WRITE, {"intro": "", "heard-1": "Mitt punkt", "change-1": ""})
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Kollegaens punkt" in html
    assert "Mitt punkt" in html
