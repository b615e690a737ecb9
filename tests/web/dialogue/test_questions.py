"""Questions about a dialogue: the same as about a need, and each step a line in the log, without a word about who."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

from mulighetsrom.web.asking import queries
from mulighetsrom.web.asking.actions import answering, asking, posting
from mulighetsrom.web.asking.models import Question
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.models import Dialogue, Known
from tests.web import dialogue_samples as samples
from tests.web import people

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

PAGE = f"/nb/dialog/{samples.OPEN}/sporsmal/"
GUEST = "kari@oppstart.example"


def dialogue() -> Dialogue:
    return Dialogue.objects.get(public_id=samples.OPEN)


def told() -> list[str]:
    return [line["kind"] for line in log.lines(dialogue())]


def ask(who: str = "other_supplier") -> Question:
    return asking.ask(board=dialogue().board, text="Hvor mange boliger?", language="nb", by=people.actor(who))


def test_a_question_is_answered_for_all_and_the_log_tells_when_and_not_who_asked(client: Client) -> None:
    question = ask()
    answering.answer(
        question=question, wording="Hvor mange boliger?", text="Det gjelder 210 boliger", by=people.actor("adviser")
    )
    assert told()[-2:] == ["question-asked", "question-answered"]
    page = client.get(PAGE).content.decode()
    assert "Hvor mange boliger?" in page
    assert "Det gjelder 210 boliger" in page
    assert samples.ASKED not in page
    asked = next(line for line in log.lines(dialogue()) if line["kind"] == "question-asked")
    assert (asked["who"], asked["whom"], asked["facts"]) == ("", "", {"question": question.public_id})
    assert not Known.objects.filter(dialogue=dialogue(), name__contains="Ravi").exists()


def test_twenty_answers_are_published_at_one_moment() -> None:
    Question.objects.all().delete()
    for number in range(20):
        made = Question.objects.create(
            board=dialogue().board, state="waiting", asked_text=f"Hva med {number}?", text=f"Hva med {number}?",
            language="nb",
        )  # fmt: skip
        answering.draft(question=made, wording=made.text, text=f"Svar {number}", seen=0, by=people.actor("adviser"))
    answering.publish_drafted(
        board=dialogue().board, seen=queries.seen(list(queries.drafted(dialogue().board))), by=people.actor("adviser")
    )
    assert Question.objects.filter(board=dialogue().board).values("settled_at").distinct().count() == 1
    assert told().count("question-answered") == 20
    assert log.broken(dialogue()) == ""


@pytest.mark.parametrize("stage", ["stopped", "closed", "cancelled"])
def test_a_dialogue_that_is_over_takes_no_question(client: Client, stage: str) -> None:
    board = dialogue().board
    Dialogue.objects.filter(public_id=samples.OPEN).update(stage=stage)
    with pytest.raises(asking.ClosedError):
        asking.ask(board=board, text="For sent?", language="nb", by=people.actor("supplier"))
    assert "tar ikke imot flere spørsmål" in client.get(PAGE).content.decode()


def test_a_guest_who_confirms_after_the_stop_is_told_that_questions_are_closed(client: Client) -> None:
    client.post(PAGE, {"text": "Rekker jeg det?", "email": GUEST, "key": uuid.uuid4()})
    question = Question.objects.latest("id")
    Dialogue.objects.filter(public_id=samples.OPEN).update(stage="stopped")
    with pytest.raises(asking.ClosedError):
        asking.confirm(question=question, by=people.actor("supplier"))
    question.refresh_from_db()
    assert question.state == "unconfirmed"


def test_who_answers_for_the_dialogue_gets_a_letter_about_each_question() -> None:
    question = ask()
    assert Mail.objects.get(kind=posting.ASKED, about_id=question.public_id).receiver == people.PEOPLE["adviser"].person


def test_a_withdrawn_question_leaves_a_line_and_no_text() -> None:
    question = ask()
    asking.withdraw(question=question, by=people.actor("other_supplier"))
    question.refresh_from_db()
    assert (question.text, question.state) == ("", "withdrawn")
    assert told()[-1] == "question-withdrawn"


def test_the_work_with_a_dialogue_leads_to_its_questions_and_tells_how_many_wait(client: Client) -> None:
    Question.objects.all().delete()
    first, _second = ask(), ask("stranger")
    people.log_in(client, "adviser")
    work = client.get(f"/nb/dialog/{samples.OPEN}/arbeid/").content.decode()
    assert "2 spørsmål venter på svar fra dere" in work
    assert f'href="{PAGE}{first.public_id}/"' in work
    assert f'href="{PAGE}"' in work
    people.log_in(client, "reader")
    assert "spørsmål venter" not in client.get(f"/nb/dialog/{samples.OPEN}/arbeid/").content.decode()
