"""Whoever asked takes a question back before there is an answer: what it said is gone, for everybody."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from mulighetsrom.web.asking import codes
from mulighetsrom.web.asking.actions import answering, asking, posting
from mulighetsrom.web.asking.models import Draft, Question
from mulighetsrom.web.common import kernel, registry
from mulighetsrom.web.common.models import Event, Mail, Sealed
from tests.web import needs_samples, people
from tests.web import question_samples as samples

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

PAGE = f"/nb/behov/{needs_samples.PUBLISHED}/sporsmal/"
SECRET = "Vår hemmelige katalysator"


def asked(client: Client, **more: Any) -> Question:
    client.post(PAGE, {"text": f"{SECRET}?", "key": uuid.uuid4(), **more})
    return Question.objects.latest("id")


def guest(client: Client) -> Question:
    return asked(client, email="kari.nordmann@oppstart.example")


def withdraw(client: Client, question: Question, **sent: str) -> Any:
    return client.post(f"{PAGE}{question.public_id}/trekk/", sent)


def everything() -> str:
    """Return every row of the tables that could hold what was asked, or who asked."""
    tables = ("asking_question", "asking_draft", "asking_answer", "common_mail", "common_event", "common_sealed")
    with connection.cursor() as cursor:
        rows = []
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} t")
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join(rows)


def test_who_has_an_account_withdraws_and_asks_again_in_other_words(client: Client) -> None:
    people.log_in(client, "supplier")
    question = asked(client)
    html = client.get(PAGE).content.decode()
    assert f'action="{PAGE}{question.public_id}/trekk/"' in html
    answer = withdraw(client, question)
    assert answer.headers["Location"] == f"{PAGE}trukket/"
    assert "andre ord" in client.get(answer.headers["Location"]).content.decode()
    assert SECRET not in client.get(PAGE).content.decode()
    assert SECRET not in everything()
    question.refresh_from_db()
    assert (question.state, question.asker, question.settled_by) == ("withdrawn", None, None)
    assert Question.objects.get(pk=asked(client, text="Noe annet?").pk).state == "waiting"


def test_a_guest_withdraws_by_the_letters_link_and_the_address_is_gone(client: Client) -> None:
    question = guest(client)
    asking.confirm(question=question, by=people.actor("supplier"))
    link = f"{PAGE}{question.public_id}/bekreft/{samples.link(question.public_id)}"
    assert "Trekk og slett det" in client.get(link).content.decode()
    sealed = question.address
    assert sealed
    assert withdraw(client, question, **samples.held(question.public_id)).status_code == 302
    assert not Sealed.objects.filter(pk=sealed.pk).exists()
    assert SECRET not in everything()
    assert "kari.nordmann" not in everything()
    assert client.get(link).status_code == 404
    assert withdraw(client, question, **samples.held(question.public_id)).status_code == 404


def test_what_was_never_confirmed_can_be_withdrawn_too(client: Client) -> None:
    question = guest(client)
    assert withdraw(client, question, **samples.held(question.public_id)).status_code == 302
    question.refresh_from_db()
    assert (question.state, question.text) == ("withdrawn", "")


def test_a_draft_of_an_answer_is_gone_with_its_question_and_no_letter_tells_of_it(client: Client) -> None:
    people.log_in(client, "supplier")
    question = asked(client)
    told = Mail.objects.get(kind=posting.ASKED, about_id=question.public_id)
    by = people.actor("adviser")
    answering.draft(question=question, wording=f"{SECRET}?", text=f"{SECRET}: ja.", seen=0, by=by)
    assert withdraw(client, question).headers["Location"] == f"{PAGE}trukket/"
    assert not Draft.objects.filter(question=question).exists()
    assert SECRET not in everything()
    assert registry.letters[posting.ASKED](told) is None
    with pytest.raises(kernel.StageConflictError):
        answering.answer(question=question, wording="Hva?", text="Ja.", seen=0, by=by)


def test_those_who_answer_are_told_that_it_is_gone_and_keep_what_they_had_written(client: Client) -> None:
    people.log_in(client, "supplier")
    question = asked(client)
    withdraw(client, question)
    people.log_in(client, "adviser")
    page = f"{PAGE}{question.public_id}/"
    html = client.get(page).content.decode()
    assert "Spørsmålet er trukket" in html
    assert "<textarea" not in html
    sent = {"wording": "Hva?", "text": "Et langt svar.", "seen": 0, "key": str(uuid.uuid4())}
    late = client.post(page, sent)
    assert late.status_code == 409
    assert "Et langt svar." in late.content.decode()
    assert client.post(f"{page}avvis/", {"reason": "Fordi.", "key": str(uuid.uuid4())}).status_code == 409


def test_nobody_withdraws_for_another_and_the_history_does_not_tell_who_did(client: Client) -> None:
    people.log_in(client, "supplier")
    question = asked(client)
    for who in ("visitor", "other_supplier", "adviser", "owner", "operator"):
        client.cookies.clear()
        people.log_in(client, who)
        withdraw(client, question)
        withdraw(client, question, kode=codes.code(question.public_id))
        withdraw(client, question, kode="æ\x00")
    question.refresh_from_db()
    assert question.state == "waiting"
    people.log_in(client, "supplier")
    withdraw(client, question)
    events = Event.objects.filter(about_id=question.public_id, kind="question.withdraw")
    assert [(event.by, event.acting_for) for event in events] == [("", "")]


def test_what_has_been_answered_stays(client: Client) -> None:
    people.log_in(client, "supplier")
    question = asked(client)
    answering.answer(question=question, wording="Hva?", text="Ja.", by=people.actor("adviser"))
    assert withdraw(client, question).headers["Location"] == f"{PAGE}#mine"
    question.refresh_from_db()
    assert (question.state, question.text) == ("answered", "Hva?")
    assert "/trekk/" not in client.get(PAGE).content.decode()


def test_a_guest_whose_question_was_answered_meanwhile_is_told_so(client: Client) -> None:
    question = guest(client)
    asking.confirm(question=question, by=people.actor("supplier"))
    question.refresh_from_db()
    answering.answer(question=question, wording="Hva?", text="Ja.", by=people.actor("adviser"))
    answer = withdraw(client, question, **samples.held(question.public_id))
    assert "er besvart" in client.get(answer.headers["Location"]).content.decode()
