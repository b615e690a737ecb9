"""Questions about a need: asked by anybody, answered to everybody at one moment, and nobody knows who asked."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.utils import timezone

from mulighetsrom.installation import config
from mulighetsrom.web.asking import codes
from mulighetsrom.web.asking.actions import answering, asking, forgetting, posting
from mulighetsrom.web.asking.forms import AskForm
from mulighetsrom.web.asking.models import Answer, Question
from mulighetsrom.web.common import kernel, letters, limits, outbox, personal, registry
from mulighetsrom.web.common.actor import VISITOR
from mulighetsrom.web.common.models import Event, Mail, Sealed
from mulighetsrom.web.needs.models import Need
from tests.web import needs_samples, people
from tests.web import question_samples as samples

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

PAGE = f"/nb/behov/{needs_samples.PUBLISHED}/sporsmal/"
IN_AN_HOUR = limits.GUEST_LETTERS[0][0]
ASKER = "kari.nordmann@oppstart.example"


def need() -> Need:
    return Need.objects.get(public_id=needs_samples.PUBLISHED)


def waiting() -> Question:
    return Question.objects.get(public_id=samples.WAITING)


def send(client: Client, text: str = "Hvor mange boliger gjelder det?", email: str = ASKER, **more: Any) -> Any:
    return client.post(PAGE, {"text": text, "email": email, "key": uuid.uuid4(), **more})


def asked(client: Client) -> Question:
    """Ask as a guest; return the question, which is not confirmed yet."""
    assert send(client).status_code == 302
    return Question.objects.latest("id")


def confirmed(client: Client) -> Question:
    question = asked(client)
    asking.confirm(question=question, by=people.actor("supplier"))
    return question


def letter_of(kind: str, about: Question) -> letters.Letter | None:
    return registry.letters[kind](Mail.objects.get(kind=kind, about_id=about.public_id))


def told(letter: letters.Letter | None) -> str:
    assert letter
    return "\n".join(map(str, [letter.subject, *letter.paragraphs]))


# --- a guest asks -------------------------------------------------------------------------------------------------


def test_a_guest_asks_confirms_by_a_button_and_the_municipality_gets_it(client: Client) -> None:
    question = asked(client)
    assert question.state == "unconfirmed"
    letter = letter_of(posting.CONFIRM, question)
    assert letter
    assert letter.button
    link = letter.button[1].removeprefix(config.current().url)
    opened = client.get(link)
    question.refresh_from_db()
    assert (opened.status_code, question.state) == (200, "unconfirmed"), "a mail scanner opens links too"
    code = re.search(r'name="kode" value="(\w+)"', opened.content.decode())
    assert code
    answer = client.post(link, {"kode": code[1]})
    question.refresh_from_db()
    assert (answer.status_code, question.state) == (200, "waiting")
    assert Mail.objects.filter(kind=posting.ASKED, about_id=question.public_id).count() == 1
    client.post(link, {"kode": code[1]})
    assert Mail.objects.filter(kind=posting.ASKED, about_id=question.public_id).count() == 1
    assert letter_of(posting.CONFIRM, question) is None, "nobody is asked to confirm twice"


def test_the_address_of_a_guest_stands_nowhere_but_on_the_letter(client: Client) -> None:
    question = confirmed(client)
    assert ASKER not in str(vars(question)) + str(list(Event.objects.values()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM asking_question q WHERE q::text LIKE %s", [f"%{ASKER}%"])
        assert cursor.fetchone() == (0,)
    sealed = question.address
    assert sealed
    assert ASKER.encode() not in bytes(sealed.closed_text)
    people.log_in(client, "adviser")
    for page in (PAGE, f"{PAGE}{question.public_id}/", "/nb/skrivebord/"):
        assert ASKER not in client.get(page).content.decode()
    assert set(posting.TO_ASKER) <= registry.secret_letters, "who looks after the post does not see them"


def test_what_the_database_holds_confirms_nothing(client: Client) -> None:
    question = asked(client)
    with connection.cursor() as cursor:
        for table in ("asking_question", "common_mail", "procrastinate_jobs"):
            cursor.execute(
                f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{codes.code(question.public_id)}%"]
            )
            assert cursor.fetchone() == (0,)


def test_a_link_is_good_for_48_hours_and_then_the_question_is_gone(client: Client) -> None:
    question = asked(client)
    sealed = question.address
    assert sealed
    Question.objects.filter(pk=question.pk).update(asked_at=timezone.now() - timedelta(hours=49))
    link = f"{PAGE}{question.public_id}/bekreft/{samples.link(question.public_id)}"
    assert client.get(link).status_code == 410
    assert client.post(link, {"kode": codes.code(question.public_id)}).status_code == 410
    forgetting.forget_unconfirmed()
    assert not Question.objects.filter(pk=question.pk).exists()
    assert not Sealed.objects.filter(pk=sealed.pk).exists()
    assert not Mail.objects.filter(address=ASKER).exists()
    assert Question.objects.filter(public_id=samples.UNCONFIRMED).exists(), "what can still be confirmed stays"
    assert client.get(link).status_code == 404


def test_the_code_of_one_question_does_not_confirm_another(client: Client) -> None:
    question = asked(client)
    link = f"{PAGE}{question.public_id}/bekreft/"
    assert client.post(link, {"kode": codes.code(samples.UNCONFIRMED)}).status_code == 404
    assert client.post(link, {"kode": "æøå" * 100}).status_code == 404


def test_a_double_click_is_one_question_and_one_letter(client: Client) -> None:
    before, key = Question.objects.count(), uuid.uuid4()
    for _ in range(2):
        assert send(client, key=key).status_code == 302
    assert Question.objects.count() == before + 1
    assert Mail.objects.filter(kind=posting.CONFIRM).count() == 1


def test_one_address_gets_few_letters_and_one_network_asks_a_few_times(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "FROM_NETWORK", [(6, limits.HOUR)])
    for _ in range(IN_AN_HOUR):
        assert send(client).status_code == 302
    refused = send(client, email=ASKER.upper())
    assert refused.status_code == 429
    assert "Hvor mange boliger" in refused.content.decode(), "what was typed stays"
    assert "Vent en time" in refused.content.decode()
    for number in range(6 - IN_AN_HOUR):
        assert send(client, email=f"en{number}@oppstart.example").status_code == 302
    assert send(client, email="siste@oppstart.example").status_code == 429


def test_who_confirms_is_not_held_back_and_who_never_answers_gets_no_more_that_day(client: Client) -> None:
    for _ in range(IN_AN_HOUR + 1):
        assert send(client).status_code == 302
        newest = Question.objects.order_by("-id")[0]
        asking.confirm(question=newest, by=VISITOR)
    night = timezone.now().replace(hour=1)
    for number in range(limits.GUEST_LETTERS[1][0]):
        with patch("django.utils.timezone.now", lambda at=night + timedelta(hours=number): at):
            assert send(client, email="offer@oppstart.example").status_code == 302
    with patch("django.utils.timezone.now", lambda: night + timedelta(hours=20)):
        assert "i morgen" in send(client, email="offer@oppstart.example").content.decode()


# --- bad input ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("x" * 100_000, ASKER),
        ("", ASKER),
        ("\x00\x01\u200b ", ASKER),
        ("https://a.example https://b.example www.c.example", ASKER),
        ("Hva?", "kari@\nBcc: alle@oppstart.example"),
        ("Hva?", '"alt mulig"@oppstart.example'),
        ("Hva?", f"{'x' * 300}@oppstart.example"),
        ("Hva?", "kari\x00@oppstart.example"),
    ],
)
def test_what_cannot_be_a_question_is_refused_in_words(client: Client, text: str, email: str) -> None:
    before = Question.objects.count()
    answer = send(client, text, email)
    assert answer.status_code == 200
    assert "ds-validation-message" in answer.content.decode()
    assert (Question.objects.count(), Mail.objects.filter(kind=posting.CONFIRM).count()) == (before, 0)


def test_html_and_links_in_a_question_stay_text(client: Client) -> None:
    text = '<script>alert(1)</script> **se** [her](javascript:alert(2)) https://ond.example/"onclick="x'
    Question.objects.filter(public_id=samples.ANSWERED).update(text=text)
    for page in (PAGE, f"/nb/behov/{needs_samples.PUBLISHED}/"):
        html = client.get(page).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "<script>alert" not in html
        assert 'href="https://ond.example' not in html
        assert 'href="javascript' not in html


def test_a_form_without_its_key_asks_nothing() -> None:
    assert "key" in AskForm({"text": "Hva?", "email": ASKER}, guest=True, letters="").errors
    assert "key" in AskForm({"text": "Hva?", "email": ASKER, "key": "x\x00"}, guest=True, letters="").errors


# --- somebody with an account asks --------------------------------------------------------------------------------


def test_who_is_logged_in_asks_at_once_and_sees_it_wait_alone(client: Client) -> None:
    people.log_in(client, "supplier")
    assert client.post(PAGE, {"text": "Hva koster det i dag?", "key": uuid.uuid4()}).status_code == 302
    question = Question.objects.latest("id")
    assert (question.state, question.address_id) == ("waiting", None)
    assert "Hva koster det i dag?" in client.get(PAGE).content.decode()
    events = Event.objects.filter(about_id=question.public_id)
    assert {(event.kind, event.by, event.acting_for) for event in events} == {("question.asked", "", "")}
    people.log_in(client, "other_supplier")
    assert "Hva koster det i dag?" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("who", ["visitor", "supplier", "stranger", "reader", "approver", "operator"])
def test_nobody_else_sees_what_has_not_been_answered(client: Client, who: str) -> None:
    people.log_in(client, who)
    own = f"/nb/behov/{needs_samples.PUBLISHED}"
    for page in (PAGE, f"{own}/", f"{own}.json", "/nb/skrivebord/", f"{PAGE}{samples.WAITING}/"):
        html = client.get(page).content.decode()
        assert "egne sensorer" not in html
        assert "rådmannen" not in html
        assert "ubekreftet" not in html
        assert "Varmt hjem lurer" not in html or who == "supplier", "only its asker sees how it was put"


def test_a_dropped_need_takes_no_more_questions_but_those_that_wait_are_answered(client: Client) -> None:
    Need.objects.filter(pk=need().pk).update(stage="dropped", dropped_reason="Ingen penger")
    before = Question.objects.count()
    assert send(client).status_code == 409
    assert Question.objects.count() == before
    answering.answer(question=waiting(), wording="Kan vi bruke egne?", text="Ja.", by=people.actor("adviser"))
    assert "Kan vi bruke egne?" in client.get(PAGE).content.decode()


# --- answering ----------------------------------------------------------------------------------------------------


def test_an_answer_is_public_at_once_in_the_municipalitys_words_and_told_to_the_asker(client: Client) -> None:
    question = confirmed(client)
    wording, text = "Hvor mange boliger?", "210 i dag, *420* i 2036."
    people.log_in(client, "need_owner")
    page = f"{PAGE}{question.public_id}/"
    assert "Hvor mange boliger gjelder det?" in client.get(page).content.decode()
    sent = client.post(page, {"wording": wording, "text": text, "seen": 0, "key": uuid.uuid4()})
    assert sent.status_code == 302
    client.cookies.clear()
    html = client.get(PAGE).content.decode()
    assert wording in html
    assert "gjelder det?" not in html
    assert "kommunens ord" in html
    assert "<em>420</em>" in html
    letter = told(letter_of(posting.ANSWERED, question))
    assert wording in letter
    assert "210 i dag, 420 i 2036." in letter
    assert Mail.objects.get(kind=posting.ANSWERED).address == ASKER


def test_followers_are_told_once_for_each_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[str, str, dict[str, Any]]] = []
    monkeypatch.setattr(outbox, "add", lambda what, *, about, **ids: said.append((what, about.public_id, ids)))
    question = waiting()
    answering.answer(question=question, wording=question.text, text="Ja.", by=people.actor("adviser"))
    answering.correct(question=question, seen=1, text="Nei.", by=people.actor("owner"))
    assert said == [
        ("need-question-answered", needs_samples.PUBLISHED, {"question": samples.WAITING, "answer": number})
        for number in (1, 2)
    ]


def test_a_corrected_answer_stands_above_the_earlier_one_and_the_asker_is_told_again(client: Client) -> None:
    question = confirmed(client)
    answering.answer(question=question, wording=question.text, text="Hundre.", by=people.actor("adviser"))
    first = Mail.objects.get(kind=posting.ANSWERED, about_id=question.public_id)
    answering.correct(question=question, seen=1, text="To hundre.", by=people.actor("adviser"))
    html = client.get(PAGE).content.decode()
    assert html.index("To hundre.") < html.index("Hundre.")
    assert "Rettet" in html
    assert registry.letters[posting.ANSWERED](first) is None, "an answer that counts no more is not sent"
    second = Mail.objects.get(kind=posting.ANSWERED, about_id=question.public_id, once="2")
    assert "To hundre." in told(registry.letters[posting.ANSWERED](second))


def test_who_answers_finds_the_way_to_correct_from_the_page_and_nobody_else_does(client: Client) -> None:
    link = f'href="{PAGE}{samples.ANSWERED}/"'
    for who, sees in (("visitor", False), ("reader", False), ("stranger", False), ("adviser", True)):
        people.log_in(client, who)
        for page in (PAGE, f"/nb/behov/{needs_samples.PUBLISHED}/"):
            assert (link in client.get(page).content.decode()) is sees


def test_of_two_who_answer_the_second_is_told_and_keeps_what_was_written(client: Client) -> None:
    people.log_in(client, "adviser")
    answering.answer(question=waiting(), wording="Kan vi?", text="Ja.", by=people.actor("owner"))
    form = {"wording": "Kan vi?", "text": "Nei, aldri i livet.", "seen": 0, "key": uuid.uuid4()}
    answer = client.post(f"{PAGE}{samples.WAITING}/", form)
    assert answer.status_code == 409
    assert "Nei, aldri i livet." in answer.content.decode()
    assert Answer.objects.get(question=waiting()).text == "Ja."


def test_of_two_who_correct_the_second_overwrites_nothing() -> None:
    question = Question.objects.get(public_id=samples.ANSWERED)
    answering.correct(question=question, seen=2, text="200.", by=people.actor("adviser"))
    with pytest.raises(kernel.EditConflictError):
        answering.correct(question=question, seen=2, text="300.", by=people.actor("owner"))


def test_a_declined_question_is_told_to_its_asker_alone(client: Client) -> None:
    question = confirmed(client)
    people.log_in(client, "adviser")
    sent = client.post(f"{PAGE}{question.public_id}/avvis/", {"reason": "Det står i punkt 3.", "key": uuid.uuid4()})
    assert sent.status_code == 302
    assert "Det står i punkt 3." in told(letter_of(posting.DECLINED, question))
    client.cookies.clear()
    html = client.get(PAGE).content.decode()
    assert "gjelder det?" not in html
    assert "punkt 3" not in html
    question.refresh_from_db()
    with pytest.raises(kernel.StageConflictError):
        answering.answer(question=question, wording="Hva?", text="Nei.", by=people.actor("adviser"))


def test_a_lost_key_keeps_no_answer_from_everybody_else(client: Client) -> None:
    question = confirmed(client)
    assert question.address
    Sealed.objects.filter(pk=question.address.pk).update(key_id="lost")
    question.refresh_from_db()
    answering.answer(question=question, wording=question.text, text="Ja.", by=people.actor("adviser"))
    assert not Mail.objects.filter(kind=posting.ANSWERED, about_id=question.public_id).exists()
    assert Question.objects.get(pk=question.pk).state == "answered"


# --- what time takes away -----------------------------------------------------------------------------------------


def test_thirty_days_after_the_answer_nobody_can_tell_who_asked(client: Client) -> None:
    question = confirmed(client)
    answering.answer(question=question, wording="Hvor mange?", text="210.", by=people.actor("adviser"))
    later = timezone.now() - timedelta(days=31)
    Question.objects.filter(public_id__in=[question.public_id, samples.ANSWERED]).update(settled_at=later)
    personal.purge()
    question.refresh_from_db()
    assert (question.address_id, question.asked_text, question.is_reworded) == (None, "", True)
    assert not Mail.objects.filter(address=ASKER).exists()
    assert Question.objects.get(public_id=samples.ANSWERED).asker is None
    assert waiting().asker == people.person("other_supplier"), "who still waits, is still told"
    assert forgetting.forget_askers() == 0


def test_a_person_is_given_what_they_asked_themselves() -> None:
    exported = personal.export(people.PEOPLE["other_supplier"].person)
    [mine] = [rows for kind, rows in exported.items() if kind.startswith("Who asks")]
    assert [one["question"] for one in mine] == ["Hemmelig: Kan vi i Trygg vei bruke våre egne sensorer?"]


# --- many ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [PAGE, f"/nb/behov/{needs_samples.PUBLISHED}/"])
def test_a_page_costs_the_same_with_one_question_and_with_thirty(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, page: str
) -> None:
    with django_assert_num_queries(QUERIES[page]):
        client.get(page)
    for number in range(30):
        made = samples.question(f"QMANY{number:05}", state="answered", asked_text=f"Nummer {number}?")
        samples.answer(made, 1, "Ja.")
        samples.answer(made, 2, "Nei.")
    with django_assert_num_queries(QUERIES[page]):
        client.get(page)


QUERIES = {PAGE: 5, f"/nb/behov/{needs_samples.PUBLISHED}/": 9}
