"""Answers written as drafts: seen only by those who answer, and published to everybody at one moment."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest

from mulighetsrom.web.asking import queries
from mulighetsrom.web.asking.actions import answering, posting
from mulighetsrom.web.asking.models import Answer, Board, Draft, Question
from mulighetsrom.web.common import kernel, outbox
from mulighetsrom.web.common.models import Mail
from tests.web import needs_samples, people
from tests.web import question_samples as samples

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

NEED = f"/nb/behov/{needs_samples.PUBLISHED}/"
PAGE = f"{NEED}sporsmal/"
DRAFTS = f"{PAGE}utkast/"
SECRET = "Upublisert"


def waiting() -> Question:
    return Question.objects.get(public_id=samples.WAITING)


def board() -> Board:
    return Board.objects.get(public_id=needs_samples.PUBLISHED)


def save(client: Client, question: str = samples.WAITING, seen: int = 0, **said: Any) -> Any:
    typed = {"wording": "Kan vi bruke egne?", "text": f"{SECRET}: ja.", "then": "draft", **said}
    return client.post(f"{PAGE}{question}/", {**typed, "seen": seen, "key": uuid.uuid4()})


def publish(client: Client, seen: str | None = None, key: uuid.UUID | None = None) -> Any:
    shown = queries.seen(queries.drafted(board())) if seen is None else seen
    return client.post(DRAFTS, {"seen": shown, "key": key or uuid.uuid4()})


def test_an_answer_is_saved_as_a_draft_changed_by_a_colleague_and_published_with_the_others(client: Client) -> None:
    people.log_in(client, "adviser")
    assert save(client).headers["Location"] == DRAFTS
    people.log_in(client, "owner")
    assert save(client, seen=1, text="Ja, fra **mars**.").status_code == 302
    html = client.get(DRAFTS).content.decode()
    assert "<strong>mars</strong>" in html
    assert "Publiser alle 2 svarene" in html
    assert publish(client).status_code == 302
    answers = Answer.objects.filter(question__public_id__in=[samples.WAITING, samples.DRAFTED])
    assert len({one.at for one in answers}) == 1, "at one moment"
    assert {(one.question.state, one.question.settled_at) for one in answers} == {("answered", answers[0].at)}
    assert not Draft.objects.exists()
    client.cookies.clear()
    html = client.get(PAGE).content.decode()
    assert "Kan vi bruke egne?" in html
    assert "<strong>mars</strong>" in html


@pytest.mark.parametrize("who", ["visitor", "supplier", "other_supplier", "stranger", "reader", "approver", "operator"])
def test_nobody_else_sees_a_draft_nor_that_there_is_one(client: Client, who: str) -> None:
    Question.objects.filter(public_id=samples.DRAFTED).update(asker=people.person("other_supplier"))
    Draft.objects.update(wording="Upublisert omskriving")
    people.log_in(client, who)
    pages = (PAGE, NEED, DRAFTS, f"{PAGE}{samples.DRAFTED}/", "/nb/skrivebord/", f"{NEED[:-1]}.json", "/nb/konto/data/")
    for page in pages:
        html = client.get(page).content.decode()
        assert SECRET not in html
        assert "varutkast" not in html
    mine = client.get(PAGE).content.decode()
    assert ("Kan dørene stå åpne?" in mine) is (who == "other_supplier"), "the asker sees it wait"


def test_askers_are_written_to_and_followers_told_once_when_all_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[str, str]] = []
    monkeypatch.setattr(outbox, "add", lambda what, *, about, **_: said.append((what, about.public_id)))
    by = people.actor("adviser")
    answering.draft(question=waiting(), wording="Kan vi?", text="Ja.", seen=0, by=by)
    assert said == []
    assert not Mail.objects.filter(kind=posting.ANSWERED, about_id=samples.WAITING).exists()
    answering.publish_drafted(board=board(), seen=queries.seen(queries.drafted(board())), by=by)
    assert said == [("need-question-answered", needs_samples.PUBLISHED)]
    assert Mail.objects.filter(kind=posting.ANSWERED, about_id=samples.WAITING).count() == 1


def test_nothing_is_published_that_was_not_seen(client: Client) -> None:
    people.log_in(client, "adviser")
    seen = queries.seen(queries.drafted(board()))
    save(client)
    answer = publish(client, seen)
    assert answer.status_code == 409
    assert SECRET in answer.content.decode(), "the page shows what there is now"
    assert not Answer.objects.filter(question=waiting()).exists()
    for wrong in ("x\x00", "'; DROP TABLE asking_draft", "x" * 100):
        assert publish(client, wrong).status_code in {200, 409}
    assert Draft.objects.count() == 2


def test_a_double_click_publishes_once(client: Client) -> None:
    people.log_in(client, "adviser")
    key, seen = uuid.uuid4(), queries.seen(queries.drafted(board()))
    assert [publish(client, seen, key).status_code for _ in range(2)] == [302, 302]
    assert Answer.objects.filter(question__public_id=samples.DRAFTED).count() == 1


def test_of_two_who_draft_the_second_overwrites_nothing(client: Client) -> None:
    answering.draft(question=waiting(), wording="Kan vi?", text="Ja.", seen=0, by=people.actor("owner"))
    people.log_in(client, "adviser")
    answer = save(client, text="Nei, aldri.")
    assert answer.status_code == 409
    assert "Nei, aldri." in answer.content.decode()
    assert Draft.objects.get(question=waiting()).text == "Ja."
    with pytest.raises(kernel.EditConflictError):
        answering.answer(question=waiting(), wording="Kan vi?", text="Nei.", by=people.actor("adviser"))


def test_one_draft_is_published_alone_or_declined_and_is_gone_then() -> None:
    by = people.actor("adviser")
    drafted = Question.objects.get(public_id=samples.DRAFTED)
    answering.answer(question=drafted, wording="Åpne dører?", text="Ja.", seen=1, by=by)
    answering.draft(question=waiting(), wording="Kan vi?", text="Ja.", seen=0, by=by)
    answering.decline(question=waiting(), reason="Det står i punkt 3.", by=by)
    assert not Draft.objects.exists()
    with pytest.raises(kernel.EditConflictError):
        answering.publish_drafted(board=board(), seen="", by=by)


def test_a_discarded_draft_is_gone_and_its_question_waits_again(client: Client) -> None:
    people.log_in(client, "adviser")
    page = f"{PAGE}{samples.DRAFTED}/"
    assert SECRET in client.get(page).content.decode()
    for _ in range(2):
        assert client.post(f"{page}forkast/").status_code == 302
    html = client.get(page).content.decode()
    assert SECRET not in html
    assert Question.objects.get(public_id=samples.DRAFTED).state == "waiting"
    assert "Kan dørene stå åpne?" in client.get(PAGE).content.decode()


def test_the_page_of_drafts_costs_the_same_with_one_and_with_thirty(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people.log_in(client, "adviser")
    client.get(DRAFTS)
    with django_assert_num_queries(QUERIES):
        client.get(DRAFTS)
    for number in range(30):
        samples.drafted(f"QMANY{number:05}", asked_text=f"Nummer {number}?")
    with django_assert_num_queries(QUERIES):
        assert "Publiser alle 31 svarene" in client.get(DRAFTS).content.decode()


QUERIES = 10
