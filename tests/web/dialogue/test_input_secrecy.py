"""What a company writes is read by those it is for and nobody else, in every channel: told by planted marker texts."""

from __future__ import annotations

import json
import logging
from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone

from mulighetsrom.web.common import files, letters, personal, sealed
from mulighetsrom.web.common.models import Event, Mail, Sealed
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.actions import input_readers as reading
from mulighetsrom.web.dialogue.models import Dialogue, HandedIn, InputAnswer, Intake, Opening, Passage, Reader
from mulighetsrom.web.dialogue.queries import input as queries
from mulighetsrom.web.dialogue.queries import input_readers as readers
from tests.web import access_request_samples as requests
from tests.web import dialogue_samples, people
from tests.web import input_samples as samples

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

OPEN_TO_OWNERS: Final = (samples.OPEN_MARK, samples.REASON_MARK, samples.INSTEAD_MARK)
COLLEAGUES: Final = frozenset({"reader", "need_owner", "adviser", "approver", "owner"})
MARKS: Final = (samples.SECRET_MARK, samples.DRAFT_MARK, *OPEN_TO_OWNERS, requests.REQUESTER)


def answer() -> InputAnswer:
    found = HandedIn.objects.get(public_id=samples.HANDED_IN)
    return queries.answers(found).get(asked__number=1)


def test_those_it_is_for_read_it_on_some_page() -> None:
    address = f"/nb/dialog/{dialogue_samples.OPEN}/del/{dialogue_samples.INPUT}"
    places = {
        "supplier": f"{address}/innspill/kvittering/{samples.HANDED_IN}/",
        "reader": f"{address}/mottatt/{samples.HANDED_IN}/",
    }
    texts = {who: people.log_in(Client(), who).get(at).content.decode() for who, at in places.items()}
    assert all(mark in text for mark in OPEN_TO_OWNERS for text in texts.values())
    assert samples.SECRET_MARK in texts["supplier"]
    assert samples.SECRET_MARK not in texts["reader"]
    assert "secret-bar" in texts["reader"]


def rows() -> Iterator[tuple[str, bytes]]:
    """Yield every table of the database as a dump would hold it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        for (table,) in cursor.fetchall():
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                yield table, b"".join(copy)


def test_no_table_and_so_no_backup_job_letter_or_log_holds_a_secret_or_a_draft() -> None:
    found = [
        (table, mark)
        for table, body in rows()
        for mark in (samples.SECRET_MARK, samples.DRAFT_MARK)
        if mark.encode() in body
    ]
    assert found == []


def test_what_is_open_to_the_municipality_lies_in_one_table() -> None:
    assert {table for table, body in rows() for mark in OPEN_TO_OWNERS if mark.encode() in body} == {
        "dialogue_inputanswer"
    }


def test_no_letter_holds_a_word_of_it() -> None:
    for mail in Mail.objects.all():
        message = letters.write(mail)
        assert message is None or not any(mark in message.as_string() for mark in MARKS)


def test_the_server_log_holds_nothing_of_it_also_when_a_constraint_fails(caplog: pytest.LogCaptureFixture) -> None:
    client = people.log_in(Client(raise_request_exception=False), "other_supplier")
    address = f"/nb/dialog/{dialogue_samples.OPEN}/del/{dialogue_samples.INPUT}/innspill"
    with caplog.at_level(logging.DEBUG):
        client.post(f"{address}/skriv/", {"seen": "x" * 50_000, "text-1": f"{samples.DRAFT_MARK}\0", "page": "none"})
        client.post(f"{address}/lever/", {"seen": samples.DRAFT_MARK, "key": "none"})
        kept = answer()
        with pytest.raises(IntegrityError) as failed, transaction.atomic():
            InputAnswer.objects.create(handed_in=kept.handed_in, asked=kept.asked, text=samples.SECRET_MARK, words=1)
        logging.getLogger("django.request").error("failed", exc_info=failed.value)
    from mulighetsrom.web.common import logs  # noqa: PLC0415 - the formatter of what is written to the file

    lines = [logs.JsonFormatter().format(record) for record in caplog.records]
    assert lines
    assert not any(mark in line for line in lines for mark in MARKS)


# --- named readers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", sorted(COLLEAGUES - {"adviser"} | {"stranger", "supplier", "other_supplier"}))
def test_only_named_readers_open_and_nothing_is_written_for_others(who: str) -> None:
    with pytest.raises(PermissionDenied):
        reading.open_answer(answer=answer(), by=people.actor(who))
    assert not Opening.objects.exists()


def test_each_opening_is_written_down_for_the_company_to_see() -> None:
    opened = reading.open_answer(answer=answer(), by=people.actor("adviser"))
    assert opened == {1: f"{samples.SECRET_MARK} kroner", 2: f"{samples.SECRET_MARK} dager"}
    lines = list(readers.openings(samples.part().dialogue))
    assert [(line.passage.number, line.person.name, line.why) for line in lines] == [
        (2, "Ina Innkjøp", "reading"),
        (1, "Ina Innkjøp", "reading"),
    ]
    last = list(log.lines(samples.part().dialogue))[-1]
    assert (last["kind"], last["facts"]["passages"]) == ("secret-opened", 2)
    client = people.log_in(Client(), "supplier")
    address = f"/nb/dialog/{dialogue_samples.OPEN}/del/{dialogue_samples.INPUT}/innspill/kvittering/"
    assert "Ina Innkjøp" in client.get(f"{address}{samples.HANDED_IN}/").content.decode()


def test_what_is_opened_is_kept_by_no_browser() -> None:
    client = people.log_in(Client(), "adviser")
    address = f"/nb/dialog/{dialogue_samples.OPEN}/del/{dialogue_samples.INPUT}/mottatt/{samples.HANDED_IN}/apne/1/"
    told = client.post(address)
    assert samples.SECRET_MARK in told.content.decode()
    assert "no-store" in told.headers["Cache-Control"]


def test_a_reader_who_is_ended_opens_nothing_any_more() -> None:
    reading.end_reader(reader=Reader.objects.get(), by=people.actor("adviser"))
    with pytest.raises(PermissionDenied):
        reading.open_answer(answer=answer(), by=people.actor("adviser"))
    samples.name_reader("adviser")
    assert reading.open_answer(answer=answer(), by=people.actor("adviser"))


def test_a_reader_who_has_left_opens_nothing_any_more() -> None:
    person = people.person("adviser")
    person.memberships.update(ended_at=timezone.now(), confirmed_by="owner")
    with pytest.raises(PermissionDenied):
        reading.open_answer(answer=answer(), by=people.actor("owner"))
    assert not readers.is_named(samples.part().dialogue, by=people.actor("owner"))


def test_only_whoever_answers_for_the_dialogue_names_readers() -> None:
    address = f"/nb/dialog/{dialogue_samples.OPEN}/lesere/"
    sent = {"person": people.PEOPLE["need_owner"].person}
    assert people.log_in(Client(), "owner").post(address, sent).status_code == 403
    assert people.log_in(Client(), "adviser").post(address, sent).status_code == 302
    assert [one.person.name for one in readers.named(samples.part().dialogue)] == ["Ina Innkjøp", "Bente Behov"]
    stranger = {"person": people.PEOPLE["stranger"].person}
    assert people.log_in(Client(), "adviser").post(address, stranger).status_code == 200


def test_after_its_day_nobody_reads_and_the_record_stays() -> None:
    Intake.objects.update(read_until_date=timezone.localdate() - timedelta(days=1))
    with pytest.raises(reading.ReadingOverError):
        reading.open_answer(answer=answer(), by=people.actor("adviser"))
    personal.purge()
    assert next(sealed.open_(one.text) for one in Passage.objects.all()) == f"{samples.SECRET_MARK} kroner"


def test_who_was_only_asked_to_stand_behind_the_dialogue_reads_nothing_of_companies() -> None:
    dialogue = Dialogue.objects.get(public_id=dialogue_samples.OPEN)
    member = dialogue.members.create(
        organisation=people.organisation(people.LIKSOMNES), asked_by=people.person("adviser"), state="asked"
    )
    client = people.log_in(Client(), "stranger")
    address = f"/nb/dialog/{dialogue_samples.OPEN}/del/{dialogue_samples.INPUT}/mottatt/"
    assert client.get(address).status_code == 403
    now = timezone.now()
    type(member).objects.update(
        state="consented", answered_at=now, answered_by=people.person("stranger"), answered_by_name="Lars Liknes"
    )
    assert client.get(address).status_code == 200
    assert client.get(f"{address}{samples.HANDED_IN}/").status_code == 200


@pytest.mark.parametrize("sql", ["UPDATE dialogue_opening SET why = 'reading'", "DELETE FROM dialogue_opening"])
def test_the_database_refuses_to_change_the_reading_log(sql: str) -> None:
    reading.open_answer(answer=answer(), by=people.actor("adviser"))
    with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic():
        connection.cursor().execute(sql)


def test_public_counters_read_nothing_of_what_is_hidden(client: Client) -> None:
    address = f"/nb/dialog/{dialogue_samples.OPEN}/del/{dialogue_samples.INPUT}/innspill/"
    before = client.get(address).content
    samples.hand_in()
    assert client.get(address).content == before


def test_ones_own_data_tells_what_one_did_and_no_secret() -> None:
    reading.open_answer(answer=answer(), by=people.actor("adviser"))
    for who in ("adviser", "supplier", "other_supplier"):
        told = json.dumps(personal.export(people.PEOPLE[who].person), ensure_ascii=False)
        assert not any(mark in told for mark in MARKS)
    assert "secret-opened" in json.dumps(personal.export(people.PEOPLE["adviser"].person))
    assert Event.objects.filter(kind="dialogue.secret-opened").count() == 1


def test_a_draft_document_is_public_with_its_dialogue_and_not_before() -> None:
    file = samples.part(samples.COMMENTS).papers.get().file
    assert file
    with files.opened(file).data as body:
        assert body.read() == b"Utkast til krav.\n"
    address = f"/nb/dialog/{dialogue_samples.THEIRS}/del/{samples.COMMENTS}/utkast/{samples.PAPER}/"
    assert Client().get(address).status_code in {302, 404}
    Dialogue.objects.filter(public_id=dialogue_samples.THEIRS).update(stage="open", text="published")
    told = Client().get(address)
    assert told.status_code == 200
    deque(told, maxlen=0)
    assert Sealed.objects.filter(public_id=file.public_id).count() == 0
