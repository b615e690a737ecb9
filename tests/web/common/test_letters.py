"""Letters: posted once with what they tell of, written in the receiver's language, and shown where that is right."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from mulighetsrom.installation import config
from mulighetsrom.web.common import addresses, personal, registry
from mulighetsrom.web.common import letters as writing
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.common.letters import Letter
from mulighetsrom.web.common.mail import Receiver, Sender, WrongAddressError, actions, post, transport
from mulighetsrom.web.common.models import Mail
from tests.web import people
from tests.web.insights.looking import page, text
from tests.web.letters import KIND, SENDER, SENT, Thing, put_into_post, writes

if TYPE_CHECKING:
    from email.message import EmailMessage

    from django.test import Client

pytestmark = pytest.mark.django_db
SELMA = Receiver("selma@varmt-hjem.example", "nb", "SVPPER1AN1")


def posted(**told: Any) -> Mail:
    mail = put_into_post(**{"to": SELMA} | told)
    assert mail
    return mail


def sent(mail: Mail) -> EmailMessage:
    actions.send(mail.public_id)
    return message_from_bytes(transport.file_of(mail.public_id).read_bytes(), policy=default)


def jobs() -> list[tuple[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args FROM procrastinate_jobs ORDER BY id")
        return list(cursor.fetchall())


def in_production(monkeypatch: pytest.MonkeyPatch, **told: Any) -> None:
    production = replace(config.current(), mode=config.Mode.PRODUCTION, **told)
    monkeypatch.setattr(config, "current", lambda: production)


# --- posting ------------------------------------------------------------------------------------------------------


def test_a_letter_waits_with_its_job_and_the_job_knows_no_address() -> None:
    mail = posted(version=3)
    assert (mail.state, mail.receiver, mail.facts) == ("waiting", SELMA.person, {"version": 3})
    assert [(name, "@" in str(told)) for name, told in jobs()] == [("send_mail", False)]
    assert mail.public_id in str(jobs())


def test_the_same_letter_is_posted_once() -> None:
    posted()
    assert put_into_post(to=SELMA) is None
    assert put_into_post(to=SELMA, once="2") is not None
    assert put_into_post(to=replace(SELMA, address="other@varmt-hjem.example")) is not None
    assert len(jobs()) == Mail.objects.count() == 3


def test_what_fails_afterwards_takes_letter_and_job_with_it() -> None:
    @action
    def fails() -> None:
        post(KIND, to=SELMA, sender=SENDER, about=Thing())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert not Mail.objects.exists()
    assert jobs() == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "selma",
        "a@b.no\nBcc: all@b.no",
        "a@b.no\r\n\r\nHei",
        '"a\nb"@b.no',
        '"a b"@b.no',
        "a@b.no, c@d.no",
        "a\x00@b.no",
        "<a@b.no>",
        f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.no",
    ],
)
def test_what_is_no_address_gets_no_letter(address: str) -> None:
    for told in ({"to": replace(SELMA, address=address)}, {"sender": Sender("Eksempelvik", address)}):
        if address or "to" in told:
            with pytest.raises(WrongAddressError):
                put_into_post(**told)
    assert not Mail.objects.exists()


@pytest.mark.parametrize("fact", ["selma@varmt-hjem.example", "et lite dikt", 1.5, "x" * 65])
def test_a_letters_facts_are_ids_and_no_text(fact: Any) -> None:
    with pytest.raises(ValueError, match="name"):
        put_into_post(name=fact)


def test_a_kind_that_nobody_writes_is_refused_at_once() -> None:
    with pytest.raises(LookupError, match=r"unheard\.of"):
        put_into_post(kind="unheard.of")


# --- writing ------------------------------------------------------------------------------------------------------


def test_a_letter_goes_in_the_senders_name_with_its_answers_to_the_mailbox() -> None:
    mail = posted()
    message = sent(mail)
    assert message["From"] == "Eksempelvik kommune via Mulighetsrom <mulighetsrom@localhost>"
    assert (message["To"], message["Reply-To"]) == (SELMA.address, SENDER.reply_to)
    assert message["Message-ID"] == f"<{mail.public_id}@localhost>"
    assert (message["Content-Language"], message["Auto-Submitted"]) == ("nb", "auto-generated")
    assert message["List-Unsubscribe"] == f"<https://mulighetsrom.example/nb/stopp/{mail.public_id}/>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_text_and_html_tell_the_same() -> None:
    message = sent(posted())
    for part in message.iter_parts():
        told = part.get_content()
        for words in ("Trygg hjemme om natten", "Les behovet", "Fordi du følger", "Stopp disse e-postene", "/skjul/"):
            assert words in told


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "Svar på denne"), ("nn", "Send av Mulighetsrom"), ("en", "Reply to this e-mail")]
)
def test_a_letter_is_in_the_receivers_language(language: str, words: str) -> None:
    message = sent(posted(to=replace(SELMA, language=language)))
    assert all(words in part.get_content() for part in message.iter_parts())


def test_a_letter_with_little_to_say_has_nothing_empty_in_it() -> None:
    with writes(Letter("Hei", ["Én linje."])):
        message = sent(posted(sender=Sender("Eksempelvik kommune")))
    body = message.get_body(("plain",)).get_content()  # type: ignore[union-attr] # it has one
    assert body.replace("\r\n", "\n") == (
        f"Én linje.\n\n-- \nEksempelvik kommune\n\nSendt av Mulighetsrom\n{config.current().url}\n"
    )
    assert not {"Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post"} & set(message.keys())


def test_hostile_words_stay_words() -> None:
    with writes(Letter("<b>&", ["<script>alert(1)</script>"])):
        message = sent(posted(sender=Sender("<i>Ond</i>")))
    html = message.get_body(("html",)).get_content()  # type: ignore[union-attr] # it has one
    assert "<script" not in html
    assert "<i>" not in html


BREAKS = st.text(
    st.sampled_from('\r\n\x00\t :,;<>@"\\=?\u2028\u202eæøå') | st.characters(exclude_categories=["Cs"]), max_size=30
)


@given(subject=BREAKS, name=BREAKS)
def test_nobody_can_write_a_header_of_their_own(subject: str, name: str) -> None:
    mail = Mail(kind=KIND, address=SELMA.address, language="nb", sender_name=writing.one_line(name), public_id=SENT)
    with writes(Letter(f"{subject}\r\nBcc: all@b.no\n\nHei", ["Hei"])):
        message = writing.write(mail)
    assert message
    read = message_from_bytes(message.as_bytes(), policy=default)
    assert read.keys() == message.keys()
    assert (read["Bcc"], read["To"]) == (None, SELMA.address)
    assert len(read["From"].addresses) == 1
    assert read["From"].addresses[0].addr_spec == config.current().mail_from


def test_an_address_in_a_header_is_plain() -> None:
    with (
        writes(Letter("Hei", ["Hei"], stop_url="https://a.no/>\r\nBcc: all@b.no")),
        pytest.raises(ValueError, match="ASCII"),
    ):
        writing.write(Mail(kind=KIND, address=SELMA.address, language="nb", sender_name="E", public_id=SENT))


def test_a_host_with_its_own_letters_is_written_as_the_wire_has_it() -> None:
    assert sent(posted(to=replace(SELMA, address="post@bærum.example")))["To"] == "post@xn--brum-voa.example"


def test_addresses_in_letters_are_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    in_production(monkeypatch, url="https://mulighetsrom.example")
    assert addresses.absolute("/nb/behov/1/") == "https://mulighetsrom.example/nb/behov/1/"


# --- sending into the folder ---------------------------------------------------------------------------------------


def test_a_letter_is_sent_once_and_only_we_can_read_it() -> None:
    mail = posted()
    sent(mail)
    transport.file_of(mail.public_id).unlink()
    actions.send(mail.public_id)
    assert not transport.file_of(mail.public_id).exists()
    mail.refresh_from_db()
    assert (mail.state, mail.answer, mail.attempts) == ("sent", "folder", 1)
    assert config.current().mail_folder.stat().st_mode & 0o077 == 0


def test_a_letter_that_is_no_longer_right_is_not_sent() -> None:
    mail = posted()
    with writes(None):
        actions.send(mail.public_id)
    mail.refresh_from_db()
    assert (mail.state, mail.answer) == ("refused", "withdrawn")
    assert not transport.file_of(mail.public_id).exists()


def test_after_ninety_days_nobody_knows_to_whom_it_went(monkeypatch: pytest.MonkeyPatch) -> None:
    gone, waits = posted(), posted(once="waits")
    sent(gone)
    monkeypatch.setattr(timezone, "now", lambda: gone.waits_since + timedelta(days=89))
    assert actions.purge() == 0
    monkeypatch.setattr(timezone, "now", lambda: gone.waits_since + timedelta(days=91))
    assert personal.purge()[next(one.what for one in personal.register if one.purge is actions.purge)] == 1
    assert actions.purge() == 0
    gone.refresh_from_db()
    waits.refresh_from_db()
    assert (gone.address, gone.receiver, gone.answer, gone.state) == ("", "", "", "sent")
    assert waits.address == SELMA.address
    assert not transport.file_of(gone.public_id).exists()


def test_a_person_gets_what_was_sent_to_them() -> None:
    sent(posted())
    posted(to=Receiver("guest@b.example", "nn"))
    [told] = actions.of_person(SELMA.person)
    assert (told["kind"], told["address"], told["state"]) == (KIND, SELMA.address, "sent")


# --- the page -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("country")
def test_a_demo_shows_its_letters_with_links_to_open(client: Client) -> None:
    [link] = page(client, "/nb/post/").xpath(f"//main//table//a[contains(@href, '{SENT}')]")
    letter = page(client, link.get("href"))
    assert "Trygg hjemme om natten" in text(letter)
    assert "https://mulighetsrom.example/nb/behov/TRYGG00001/" in letter.xpath("//main//div[@class='letter']//a/@href")
    assert page(client, "/nb/").xpath("//footer//a[@href='/nb/post/']")


def test_a_letter_that_was_no_longer_needed_is_not_called_refused(client: Client) -> None:
    mail = posted()
    Mail.objects.filter(pk=mail.pk).update(state="refused", answer=actions.WITHDRAWN)
    told = text(page(client, "/nb/post/"))
    assert "ikke sendt: trengs ikke lenger" in told
    assert KIND not in told
    assert actions.WITHDRAWN not in text(page(client, f"/nb/post/{mail.public_id}/"))


def test_a_hostile_letter_is_shown_as_text(client: Client) -> None:
    with writes(Letter("<script>", ['<script>alert(1)</script> https://a.no/"onclick=x javascript:alert(1)'])):
        mail = posted()
        sent(mail)
    html = client.get(f"/nb/post/{mail.public_id}/").content.decode()
    assert "<script>alert" not in html
    assert "<title" in html
    assert 'href="javascript' not in html
    assert '"onclick' not in html


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize(("persona", "status"), [("visitor", 404), ("owner", 404), ("operator", 200)])
def test_in_production_only_an_operator_sees_them(
    client: Client, monkeypatch: pytest.MonkeyPatch, persona: str, status: int
) -> None:
    people.log_in(client, persona)
    in_production(monkeypatch)
    for address in ("/nb/post/", f"/nb/post/{SENT}/"):
        assert client.get(address).status_code == status
    assert b'href="/nb/post/"' not in client.get("/nb/").content.split(b"<footer")[1]


@pytest.mark.usefixtures("country")
def test_a_log_in_code_is_shown_in_a_demo_only(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    people.log_in(client, "operator")
    monkeypatch.setattr(registry, "secret_letters", {KIND})
    assert client.get(f"/nb/post/{SENT}/").status_code == 200
    in_production(monkeypatch)
    assert client.get(f"/nb/post/{SENT}/").status_code == 404
    assert SENT not in client.get("/nb/post/").content.decode()


def test_a_letter_that_a_mail_server_took_has_no_words_here(client: Client) -> None:
    mail = posted()
    Mail.objects.update(state="sent", sent_at=timezone.now(), answer="250 ok")
    assert "Teksten er ikke lagret her." in text(page(client, f"/nb/post/{mail.public_id}/"))


def test_a_letter_that_waits_says_that_it_is_yet_to_be_written(client: Client) -> None:
    told = text(page(client, f"/nb/post/{posted().public_id}/"))
    assert "Den skrives i det den sendes" in told
    assert "Teksten er ikke lagret her." not in told


def test_many_letters_stand_on_pages(client: Client) -> None:
    for _ in range(26):
        posted(once=uuid.uuid4().hex[:8])
    assert len(page(client, "/nb/post/").xpath("//tbody/tr")) == 25
    assert len(page(client, "/nb/post/?page=2").xpath("//tbody/tr")) == 1
