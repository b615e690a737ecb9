"""Letters to all who take part: shown before they go, one for each receiver, in their language."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from mulighetsrom.web.asking import codes
from mulighetsrom.web.asking.actions.asking import PURPOSE
from mulighetsrom.web.asking.models import Question
from mulighetsrom.web.common import letters, personal, registry
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.common.mail import Receiver
from mulighetsrom.web.common.models import Event, Mail
from mulighetsrom.web.common.sealed import seal
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.actions import announcing as actions
from mulighetsrom.web.dialogue.actions import closing, conference_letters, wishes
from mulighetsrom.web.dialogue.here import meetings as meetings_here
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.letters import to_everybody as announcing
from mulighetsrom.web.dialogue.letters.announcing import REMINDER, VERSION
from mulighetsrom.web.dialogue.log import words as log_words
from mulighetsrom.web.dialogue.models import Announcement, Dialogue, Part, SignUp, Version
from tests.web import conference_samples, meeting_samples, people
from tests.web import dialogue_samples as samples

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country", "three")]
OPENING = "Husk fristen.\n\nVi gleder oss."


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let three people take part: one of them twice, once as a guest."""
    supplier = people.person("supplier")
    one = Receiver(supplier.email, "nb", supplier.public_id)
    here = [Receiver(supplier.email.upper(), "nn"), one, Receiver("jo@firma.example", "en")]
    there = [Receiver("kari@firma.example", "nb"), one]
    sources = [lambda _dialogue, _part, found=found: found for found in (here, there)]
    monkeypatch.setattr(audience, "_sources", sources)


def _open() -> Dialogue:
    return Dialogue.objects.get(public_id=samples.OPEN)


def _mails() -> dict[str, Mail]:
    return {mail.address: mail for mail in Mail.objects.filter(kind="dialogue.announcement")}


def _text(mail: Mail) -> str:
    message = letters.write(mail)
    assert message
    body = message.get_body(("plain",))
    assert body
    return str(body.get_content())


def _page(client: Client, form: dict[str, Any] | None = None, kind: str = REMINDER, about: str = samples.INPUT) -> Any:
    people.log_in(client, "adviser")
    url = reverse("dialogue:announce", args=[samples.OPEN, kind, about])
    return client.get(url) if form is None else client.post(url, form)


def _hidden(html: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(shown|key)" value="([^"]+)"', html))


def test_everybody_gets_one_letter_as_the_person_they_are() -> None:
    assert sorted((one.address, one.person != "") for one in audience.of(_open())) == [
        ("jo@firma.example", False),
        ("kari@firma.example", False),
        (people.person("supplier").email, True),
    ]


def test_what_was_told_is_one_row_one_line_of_the_log_and_a_letter_each() -> None:
    dialogue = _open()
    actions.send(dialogue=dialogue, kind=REMINDER, about=samples.INPUT, opening=OPENING, by=people.actor("adviser"))
    told = Announcement.objects.get()
    assert (told.kind, told.about, told.receivers, told.language) == (REMINDER, samples.INPUT, 3, "nb")
    assert told.sent_by_name == "Ina Innkjøp"
    assert len(_mails()) == 3
    last = list(log.lines(dialogue))[-1]
    assert log_words.reader(dialogue).sentence(last) == (
        "Ina Innkjøp skrev til alle som deltar. Mottakere: 3. E-posten: Påminnelse om en frist."
    )


def test_the_opening_stays_as_it_was_written_and_the_facts_are_in_the_receivers_language() -> None:
    actions.send(dialogue=_open(), kind=REMINDER, about=samples.INPUT, opening=OPENING, by=people.actor("adviser"))
    english = _text(_mails()["jo@firma.example"])
    assert "Husk fristen.\n\nVi gleder oss.\n\nWritten input: the deadline is " in english
    assert f"/en/dialog/{samples.OPEN}/" in english
    assert "Skriftlig innspill: Fristen er " in _text(_mails()["kari@firma.example"])


def test_a_letter_that_waits_tells_the_deadline_as_it_is_then_and_nothing_once_the_part_is_cancelled() -> None:
    actions.send(dialogue=_open(), kind=REMINDER, about=samples.INPUT, opening=OPENING, by=people.actor("adviser"))
    Part.objects.filter(public_id=samples.INPUT).update(state="cancelled", cancelled_reason="Ingen tid")
    assert letters.write(_mails()["kari@firma.example"]) is None


def test_the_page_shows_the_letter_in_each_language_that_somebody_gets_it_in(client: Client) -> None:
    html = _page(client).content.decode()
    assert re.findall(r'<article class="letter-shown" lang="(..)"', html) == ["nb", "en"]
    assert "Send e-posten til 3 mottakere" in html
    assert "the deadline is" in html


def test_a_letter_that_was_changed_is_shown_again_before_it_goes(client: Client) -> None:
    form = _hidden(_page(client).content.decode()) | {"opening": OPENING}
    shown = _page(client, form)
    assert shown.status_code == 200
    assert not _mails()
    form = _hidden(shown.content.decode()) | {"opening": OPENING.replace("\n", "\r\n")}
    assert _page(client, form).status_code == 302
    assert len(_mails()) == 3
    assert Announcement.objects.get().opening == OPENING


def test_sent_twice_it_goes_once_and_who_comes_second_sees_that_it_went(client: Client) -> None:
    html = _page(client).content.decode()
    begun = re.search(r"<textarea[^>]*>\s*(.*?)</textarea>", html, re.DOTALL)
    assert begun
    form = _hidden(html) | {"opening": begun[1]}
    assert _page(client, form).status_code == 302
    again = _page(client, form)
    assert again.status_code == 200
    assert "Dette er fortalt før." in again.content.decode()
    assert len(_mails()) == 3


def test_an_empty_opening_is_asked_for(client: Client) -> None:
    html = _page(client, {"opening": "", "shown": "x", "key": ""}).content.decode()
    assert "ds-error-summary" in html
    assert "letter-shown" not in html


def test_a_dialogue_that_nobody_takes_part_in_is_told_to_nobody(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audience, "_sources", [])
    monkeypatch.setattr(audience, "_hidden", [])
    html = _page(client).content.decode()
    assert "Ingen deltar ennå" in html
    assert re.findall(r'<article class="letter-shown" lang="(..)"', html) == ["nb"]


def test_a_new_version_is_offered_until_it_is_told(client: Client) -> None:
    dialogue = _open()
    first = dialogue.versions.get()
    Version.objects.create(
        dialogue=dialogue, number=2, content=first.content, why="Ny del om nattevakt", published_by=first.published_by,
        published_by_name=first.published_by_name, published_at=first.published_at,
    )  # fmt: skip
    people.log_in(client, "adviser")
    page = reverse("dialogue:letters", args=[samples.OPEN])
    link = reverse("dialogue:announce", args=[samples.OPEN, VERSION, "2"])
    assert link in client.get(page).content.decode()
    actions.send(dialogue=dialogue, kind=VERSION, about="2", opening=OPENING, by=people.actor("adviser"))
    assert "Version 2" in _text(_mails()["jo@firma.example"])
    shown = client.get(page).content.decode()
    assert link not in shown
    assert "<p>Vi gleder oss.</p>" in shown
    assert _page(client, kind=VERSION, about="2").status_code == 404


def test_receivers_are_counted_and_never_named_to_the_municipality(client: Client) -> None:
    html = _page(client).content.decode()
    assert "firma.example" not in html


# --- who only asked, and who has withdrawn ---------------------------------------------------------------------------


def _ask(text: str, *, guest: str = "", asker: str = "") -> Question:
    address = action(lambda: seal(guest, owner=people.EKSEMPELVIK, purpose=PURPOSE))() if guest else None
    who, board = people.person(asker) if asker else None, _open().board
    return Question.objects.create(
        board=board, state="waiting", asked_text=text, text=text, language="en", asker=who, address=address,
        guest=codes.guest(board, guest) if guest else "",
    )  # fmt: skip


def test_who_only_asked_hears_too_and_nobody_gets_to_see_who_that_is(client: Client) -> None:
    Question.objects.filter(board=_open().board).delete()
    _ask("Hvor mange?", guest="gjest@spurte.example")
    _ask("Hvor lenge?", guest="Gjest@spurte.example")
    _ask("Hvorfor?", guest="kari@firma.example")
    _ask("Når?", asker="supplier")
    _ask("Hvem?", asker="other_supplier")
    html = _page(client).content.decode()
    assert "spurte.example" not in html
    assert "Send e-posten til 5 mottakere" in html, "who asked twice, or takes part as well, counts once"
    opened = Event.objects.filter(kind="question.address-opened")
    assert not opened.exists(), "to look at the letter opens no address"
    actions.send(dialogue=_open(), kind=REMINDER, about=samples.INPUT, opening=OPENING, by=people.actor("adviser"))
    hidden = Mail.objects.filter(kind=announcing.TO_ASKER)
    other = people.person("other_supplier").email
    assert sorted(mail.address.lower() for mail in hidden) == sorted(["gjest@spurte.example", other])
    assert len(_mails()) == 3, "who takes part and asked gets one letter"
    assert Announcement.objects.get().receivers == 5
    assert announcing.TO_ASKER in registry.secret_letters
    assert all("Hvor mange" not in mail_text and "Vi gleder oss." in mail_text for mail_text in map(_text, hidden))


def test_it_is_known_who_asked_until_the_dialogue_has_its_answer() -> None:
    question = _ask("Hvor mange?", guest="gjest@spurte.example")
    long_ago = timezone.now() - timedelta(days=31)
    settled = {"state": "answered", "settled_at": long_ago, "settled_by": people.person("adviser")}
    Question.objects.filter(pk=question.pk).update(**settled)
    personal.purge()
    assert Question.objects.get(pk=question.pk).address
    Dialogue.objects.filter(public_id=samples.OPEN).update(stage="closed")
    personal.purge()
    forgotten = Question.objects.get(pk=question.pk)
    assert (forgotten.address, forgotten.guest) == (None, "")


def test_who_has_withdrawn_hears_how_it_ends_and_of_no_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audience, "_sources", [conference_letters.receivers, meetings_here.who_asked])
    row = meeting_samples.opened(public_id=samples.MEETINGS)
    asked = meeting_samples.wish(row, 1)
    wishes.withdraw(request=asked, by=meeting_samples.acting(1))
    SignUp.objects.filter(public_id=conference_samples.GUEST).update(withdrawn_at=timezone.now())
    gone = {"firma1@firma.example", conference_samples.GUEST_MAIL}
    actions.send(dialogue=_open(), kind=REMINDER, about=samples.INPUT, opening=OPENING, by=people.actor("adviser"))
    assert not gone & _mails().keys()
    Mail.objects.all().delete()
    closing.answer(
        dialogue=_open(), outcome="dropped", until=None, reason="Ingen penger.", opening="Takk.",
        by=people.actor("adviser"),
    )  # fmt: skip
    assert gone <= _mails().keys()
