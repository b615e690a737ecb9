"""A contact outside a dialogue's parts: noted, corrected openly, and told to all before it is forgotten."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mulighetsrom.web.common import kernel
from mulighetsrom.web.common.mail import Receiver, Sender, post
from mulighetsrom.web.common.mail import actions as mails
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import log, took_part
from mulighetsrom.web.dialogue.actions import contacts as actions
from mulighetsrom.web.dialogue.log import gaps
from mulighetsrom.web.dialogue.models import Contact, Dialogue, Entry
from mulighetsrom.web.dialogue.queries import contacts as queries
from tests.web import dialogue_samples as samples
from tests.web import people

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
DAY = date(2026, 11, 20)


def dialogue() -> Dialogue:
    return Dialogue.objects.get(public_id=samples.OPEN)


def noted(**said: Any) -> Contact:
    fields = {"date": DAY, "how": "phone", "company": "varmt  hjem as", "about": "Ringte om anbudet", "given": ""}
    return actions.note(dialogue=dialogue(), fields=fields | said, by=people.actor("adviser"))


def titles() -> list[str]:
    return [str(gap.title) for gap in gaps.found(dialogue()) if "habilitet" not in gap.url]


def page(who: str, name: str, *args: str, query: str = "", **post: str) -> Any:
    client, address = people.log_in(Client(), who), reverse(f"dialogue:{name}", args=[samples.OPEN, *args]) + query
    return client.post(address, post) if post else client.get(address)


def form(**said: str) -> dict[str, str]:
    told = {"date": "20.11.2026", "how": "phone", "company": "Varmt hjem AS", "about": "Ringte", "given": ""}
    return told | {"key": str(uuid4()), "seen": ""} | said


def test_only_who_may_note_a_contact_is_led_to_it() -> None:
    way = reverse("dialogue:note_contact", args=[samples.OPEN])
    for who, led in (("need_owner", True), ("reader", False)):
        assert (f'href="{way}"' in page(who, "work").content.decode()) is led


def test_the_log_tells_of_a_contact_and_holds_its_hash_not_its_words() -> None:
    contact = noted(given="Prisen teller 60 %")
    line = Entry.objects.filter(dialogue=contact.dialogue).last()
    assert line
    assert line.facts["content"] == contact.content_hash()
    assert line.facts["day"] == "2026-11-20"
    assert "Prisen" not in str(log.as_line(line))
    assert line.whom == log.pseudonym(contact.dialogue, people.VARMT_HJEM), "the firm is known by its name"
    assert {one.key for one in took_part.everybody(dialogue())} == {people.VARMT_HJEM}


def test_the_log_can_be_narrowed_to_what_was_done_with_one_company() -> None:
    whom = log.pseudonym(dialogue(), people.VARMT_HJEM)
    noted()
    noted(company="Nabo Omsorg AS", about="Kom innom")
    whole = page("adviser", "log")
    assert f'<option value="{whom}">' in whole.content.decode()
    narrowed = page("adviser", "log", query=f"?hvem={whom}").content.decode()
    lines = narrowed.split('class="log-lines"')[1]
    assert "Varmt hjem AS" in lines
    assert "Nabo Omsorg AS" not in lines


def test_what_one_was_told_is_a_gap_until_everybody_is_told() -> None:
    contact = noted(given="Prisen teller 60 %")
    assert titles() == ["Fortalt til én, ikke til alle ennå: varmt  hjem as, 20. november 2026"]
    actions.share(contact=contact, how="published", text="Prisen teller 60 %", by=people.actor("adviser"))
    assert titles() == []


def test_a_correction_that_tells_of_more_opens_the_gap_again_and_keeps_what_stood_there() -> None:
    contact = noted(given="Prisen teller 60 %")
    actions.share(contact=contact, how="stands", text="Står i invitasjonen", by=people.actor("adviser"))
    fields = {"date": DAY, "how": "visit", "company": "Varmt hjem AS", "about": "Kom innom"}
    again = actions.correct(contact=contact, seen=1, fields=fields | {"given": contact.given}, by=people.actor("owner"))
    assert titles() == []
    actions.correct(contact=again, seen=2, fields=fields | {"given": "Også oppstarten"}, by=people.actor("owner"))
    assert len(titles()) == 1
    assert [one.how for one in queries.rows(contact)] == ["phone", "visit", "visit"]
    assert len(queries.newest(dialogue())) == 1


def test_of_two_who_correct_at_once_the_second_is_told() -> None:
    contact = noted()
    fields = {"date": DAY, "how": "visit", "company": "Varmt hjem AS", "about": "Kom innom", "given": ""}
    actions.correct(contact=contact, seen=1, fields=fields, by=people.actor("adviser"))
    with pytest.raises(kernel.EditConflictError):
        actions.correct(contact=contact, seen=1, fields=fields, by=people.actor("owner"))
    answer = page("owner", "correct_contact", contact.public_id, **form(about="Noe annet", seen="1"))
    assert answer.status_code == 409
    assert "Kom innom" in answer.content.decode()
    assert "Noe annet" in answer.content.decode()


@pytest.mark.parametrize("table", ["contact", "shared"])
@pytest.mark.parametrize("sql", ["UPDATE dialogue_{} SET public_id = 'X'", "DELETE FROM dialogue_{}"])
def test_the_database_refuses_to_change_a_note(table: str, sql: str) -> None:
    actions.share(contact=noted(given="Mer"), how="published", text="Mer", by=people.actor("adviser"))
    with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table))


@pytest.mark.parametrize("sql", ["UPDATE dialogue_contact SET about = 'intet'", "DELETE FROM dialogue_contact"])
def test_a_note_that_was_changed_past_the_database_is_seen(sql: str) -> None:
    noted()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("SET session_replication_role = DEFAULT")
    assert len(titles()) == 1
    assert titles()[0].startswith(("Et notat er endret utenom loggen", "Et notat er borte"))


@kernel.action
def letter(*, address: str, about: Dialogue, once: str = "", by: Actor) -> Mail:  # noqa: ARG001 - as actions take it
    sent = post("text-approved", to=Receiver(address, "nb", people.PEOPLE["adviser"].person), sender=Sender("E"),
                about=about, once=once)  # fmt: skip
    assert sent
    return sent


def test_a_letter_that_came_back_is_a_gap_until_its_receiver_is_reached() -> None:
    mail = letter(address="ina@borte.example", about=dialogue(), by=people.actor("adviser"))
    Mail.objects.filter(pk=mail.pk).update(state="sent", sent_at=timezone.now())
    assert titles() == []
    mails.note_bounce(public_id=mail.public_id, status="5.1.1")
    [gap] = [gap for gap in gaps.found(dialogue()) if "brev=" in gap.url]
    assert "Ina Innkjøp" in str(gap.title)
    assert "borte.example" not in f"{gap}", "an address is no business of a list"
    answer = people.log_in(Client(), "adviser").post(gap.url, form(company="Ina Innkjøp"))
    assert answer.status_code == 302
    assert titles() == []


def test_a_letter_that_came_back_is_no_gap_when_a_later_one_arrived() -> None:
    first = letter(address="ina@ny.example", about=dialogue(), by=people.actor("adviser"))
    Mail.objects.filter(pk=first.pk).update(state="bounced", sent_at=timezone.now(), answer="5.1.1")
    later = letter(address="ina@ny.example", about=dialogue(), once="2", by=people.actor("adviser"))
    Mail.objects.filter(pk=later.pk).update(state="sent", sent_at=timezone.now())
    assert titles() == []


# --- on its pages ---------------------------------------------------------------------------------------------------


def test_a_contact_is_noted_on_the_page_once_and_told_to_all_on_the_dialogues_page() -> None:
    told = form(given="Vi har penger til to år")
    first, second = (page("need_owner", "note_contact", **told) for _ in range(2))
    assert first.url == second.url
    contact = dialogue().contacts.get()
    shared = {"how": "published", "text": "Det er satt av penger til *to år*.", "key": str(uuid4())}
    assert page("need_owner", "share_contact", contact.public_id, **shared).status_code == 302
    public = Client().get(f"/nb/dialog/{samples.OPEN}/").content.decode()
    assert "Det er satt av penger til <em>to år</em>." in public
    assert "Varmt hjem" not in public, "nobody sees whom it was told to first"


def test_a_day_that_has_not_been_yet_is_refused() -> None:
    answer = page("adviser", "note_contact", **form(date=f"{timezone.localdate() + timedelta(days=1):%d.%m.%Y}"))
    assert "Denne dagen har ikke vært ennå" in answer.content.decode()
    assert not dialogue().contacts.exists()


def test_before_the_invitation_is_public_nothing_can_be_published_on_its_page() -> None:
    fields = {"date": DAY, "how": "phone", "company": "Trygg vei AS", "about": "Spurte", "given": "Alt"}
    draft = Dialogue.objects.get(public_id=samples.DRAFT)
    contact = actions.note(dialogue=draft, fields=fields, by=people.actor("adviser"))
    client = people.log_in(Client(), "adviser")
    address = f"/nb/dialog/{samples.DRAFT}/logg/kontakt/{contact.public_id}/del/"
    refused = client.post(address, {"how": "published", "text": "Alt", "key": str(uuid4())})
    assert refused.status_code == 200
    assert client.post(address, {"how": "stands", "text": "I planen", "key": str(uuid4())}).status_code == 302
