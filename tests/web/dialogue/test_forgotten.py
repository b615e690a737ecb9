"""Years after its last line a log tells of nobody by name, and notes say nothing: shown, counted, and still whole."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Final

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone

from mulighetsrom.web.common import personal
from mulighetsrom.web.dialogue import checking, log, records
from mulighetsrom.web.dialogue.actions import contacts, forgetting, holds
from mulighetsrom.web.dialogue.actions import record as archiving
from mulighetsrom.web.dialogue.log import gaps
from mulighetsrom.web.dialogue.models import Contact, Dialogue, Hold, Known
from mulighetsrom.web.dialogue.queries import forgetting as queries
from tests.web import dialogue_samples as samples
from tests.web import people
from tests.web.dialogue.test_purged import everywhere, papers
from tests.web.dialogue.test_secrecy import marks
from tests.web.meeting_samples import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country"), pytest.mark.timeout(300)]
SAID: Final = {"company": "merkekontaktfirma", "about": "merkekontaktom", "given": "merkekontaktgitt"}
MARKS: Final = {*SAID.values(), "merkeradgiver", "merkeoppgave", "merketiltak"}
LATER: Final = queries.KEPT + timedelta(days=2)


def dialogue() -> Dialogue:
    return Dialogue.objects.get(public_id=samples.OPEN)


@pytest.fixture(autouse=True)
def contact(country: None) -> Contact:  # noqa: ARG001 - after it
    """Let a contact be noted, an adviser be assessed, and all of it be archived."""
    Hold.objects.all().delete()
    by, fields = people.actor("adviser"), {"date": date(2026, 11, 20), "how": "phone", **SAID}
    made = contacts.note(dialogue=dialogue(), fields=fields, by=by)
    added = archiving.add_adviser(dialogue=dialogue(), name="merkeradgiver", role="merkeoppgave", by=by)
    assessed = {"advantage": "levelled", "why": "Skrev planen", "measure": "merketiltak"}
    archiving.assess(dialogue=dialogue(), who=log.Somebody(added.key, added.name), seen=1, fields=assessed, by=by)
    assert people.log_in(Client(), "adviser").post(f"/nb/dialog/{samples.OPEN}/arkiv/").status_code == 302
    return made


def lacks() -> set[str]:
    return {str(gap.title) for gap in (*gaps.altered(dialogue()), *gaps.told_to_one(dialogue()))}


def test_names_and_words_are_gone_everywhere_on_their_day_and_the_log_stays_whole(contact: Contact) -> None:
    assert everywhere() >= MARKS
    before, known = log.head(dialogue()), Known.objects.filter(dialogue=dialogue()).count()
    with at(timezone.now() + LATER):
        personal.purge()
    assert everywhere() & MARKS == set()
    assert known
    assert not Known.objects.filter(dialogue=dialogue()).exists()
    assert log.broken(dialogue(), [before]) == ""
    assert lacks() == set()
    contact.refresh_from_db()
    assert (contact.date, contact.how, contact.entered_by) == (date(2026, 11, 20), "phone", people.person("adviser"))


def test_the_pages_show_that_it_is_gone_and_count_it(contact: Contact) -> None:
    client = people.log_in(Client(), "adviser")
    log_page, note = f"/nb/dialog/{samples.OPEN}/logg/", f"/nb/dialog/{samples.OPEN}/logg/kontakt/{contact.public_id}/"
    assert "slettes" in client.get(log_page).content.decode()
    forgetting.forget_old()
    assert "merkekontaktom" in client.get(note).content.decode(), "its day has not come"
    with at(timezone.now() + LATER):
        forgetting.forget_old()
        assert forgetting.forget_old() == 0
    shown = client.get(note).content.decode()
    assert "Det som ble notert, ble slettet" in shown
    assert "Rett notatet" not in shown
    shown = client.get(log_page).content.decode()
    assert "notater om kontakter (1)" in shown
    assert "[navnet er slettet]" in shown
    assert marks(shown) == set()


def test_an_export_from_afterwards_still_holds_and_nothing_is_to_be_archived_for_it() -> None:
    with at(timezone.now() + LATER):
        forgetting.forget_old()
    export = b"".join(people.log_in(Client(), "adviser").get(f"/nb/dialog/{samples.OPEN}/protokoll.json")).decode()
    assert checking.told(export) == []
    told = json.loads(export)
    told["contacts"][0]["forgotten_at"] = None
    assert checking.told(json.dumps(told)) != []
    assert {one.key for one in records.waiting(dialogue())} == set()
    assert marks(*papers()) & MARKS == set()


def test_a_hold_stops_it_and_what_is_done_in_the_dialogue_puts_it_off() -> None:
    by = people.actor("adviser")
    with at(timezone.now() + timedelta(days=1000)):
        held = holds.place(dialogue=dialogue(), kind="complaint", by=by)
    with at(timezone.now() + LATER):
        assert dialogue() not in queries.due(timezone.now())
        holds.lift(hold=held, by=by)
        assert dialogue() in queries.due(timezone.now()), "that a hold was lifted prolongs nothing"
    other = Dialogue.objects.get(public_id=samples.DRAFT)
    fields = {"date": date(2026, 11, 20), "how": "phone", **SAID}
    first = contacts.note(dialogue=other, fields=fields, by=by)
    with at(timezone.now() + timedelta(days=1000)):
        contacts.correct(contact=first, seen=1, fields=fields, by=by)
    with at(timezone.now() + LATER):
        assert other not in queries.due(timezone.now())
    with at(timezone.now() + LATER + timedelta(days=1000)):
        assert other in queries.due(timezone.now())


EMPTY: Final = "company = '', about = '', given = '', salt = '', forgotten_at = now()"


def test_a_note_that_was_emptied_past_the_log_is_seen() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE dialogue_contact SET {EMPTY}")
    assert len(lacks()) == 1


@pytest.mark.parametrize("also", ["date = '2020-01-01'", "number = 3", "entered_by_id = entered_by_id + 1"])
def test_the_database_lets_words_be_emptied_and_nothing_else_be_changed(also: str) -> None:
    with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE dialogue_contact SET {EMPTY}, {also}")
