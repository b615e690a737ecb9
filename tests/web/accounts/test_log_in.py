"""Log in by a letter: a code for the browser that asked, a link for any other, once, and nothing told to a stranger."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from mulighetsrom.web.accounts import codes, letters, sessions
from mulighetsrom.web.accounts.actions import logins as actions
from mulighetsrom.web.accounts.models import Person, Proof, Session
from mulighetsrom.web.accounts.queries import people as queries
from mulighetsrom.web.common.letters import write
from mulighetsrom.web.common.models import Mail
from tests.web import logins, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def _ask(client: Client, email: str, **told: str) -> Any:
    return client.post("/nb/logg-inn/", {"email": email, **told})


def _letter() -> tuple[str, str, str]:
    """Return the code, the link and the whole text of the letter that was posted last."""
    message = write(Mail.objects.filter(kind="log-in").latest("id"))
    assert message is not None
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr] # each has one
    [code], [link] = re.findall(r"^\d{6}$", text, re.MULTILINE), re.findall(r"http://[^/]+(\S+/brev/\S+)", text)
    return code, link, text


def _who(client: Client) -> str | None:
    return client.session.get(sessions.PERSON) if "sessionid" in client.cookies else None


def test_a_code_lets_in_the_browser_that_asked_and_leads_back(client: Client) -> None:
    page = _ask(client, people.person("adviser").email.upper(), neste="/nb/data/")["Location"]
    code, _, _ = _letter()
    answer = client.post(page, {"code": f" {code[:3]} {code[3:]}"})
    assert answer["Location"] == "/nb/data/"
    assert _who(client) == people.PEOPLE["adviser"].person
    assert "for Eksempelvik kommune" in " ".join(re.sub("<.*?>", "", client.get("/nb/data/").content.decode()).split())


def test_a_link_lets_in_another_browser_only_when_somebody_clicks(client: Client) -> None:
    _ask(client, people.person("adviser").email)
    _, link, _ = _letter()
    for _ in range(3):
        assert client.get(link).status_code == 200  # as a mail server does
    assert _who(client) is None
    client.post(link)
    assert _who(client) == people.PEOPLE["adviser"].person


def test_a_letter_is_good_once(client: Client) -> None:
    page = _ask(client, people.person("adviser").email)["Location"]
    code, link, _ = _letter()
    client.post(page, {"code": code})
    client.post("/nb/logg-ut/")
    assert client.post(page, {"code": code}).status_code == 404
    assert client.post(link).status_code == 404


def test_of_two_clicks_at_once_one_gets_in() -> None:
    proof = Proof.objects.get(public_id=logins.KNOWN)
    actions.log_in(proof=proof, by=people.actor("adviser"))
    with pytest.raises(actions.UsedError):
        actions.log_in(proof=proof, by=people.actor("adviser"))


def test_a_letter_runs_out_after_a_quarter_of_an_hour(client: Client) -> None:
    page = _ask(client, people.person("adviser").email)["Location"]
    code, link, _ = _letter()
    Proof.objects.update(made_at=timezone.now() - timedelta(minutes=15, seconds=1))
    assert client.post(page, {"code": code}).status_code == 404
    assert client.post(link).status_code == 404
    assert letters.log_in(Mail.objects.latest("id")) is None  # and is not sent any more


def test_five_wrong_codes_and_the_right_one_helps_no_more(client: Client) -> None:
    page = _ask(client, people.person("adviser").email)["Location"]
    code, _, _ = _letter()
    for _ in range(5):
        assert "Koden stemmer ikke" in client.post(page, {"code": f"{(int(code) + 1) % 10**6:06}"}).content.decode()
    assert client.post(page, {"code": code}).status_code == 200
    assert _who(client) is None


@pytest.mark.parametrize("code", ["", "\0", "x" * 10_000, "१२३४५६", "<script>", "12345"])
def test_no_nonsense_is_a_code(client: Client, code: str) -> None:
    answer = client.post(f"/nb/logg-inn/kode/{logins.KNOWN}/", {"code": code})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()
    assert _who(client) is None


def test_the_page_does_not_tell_whether_an_address_is_known(client: Client) -> None:
    pages = []
    for email in (people.person("adviser").email, "ukjent@ingensteder.example"):
        answer = client.get(_ask(client, email)["Location"])
        text = re.sub(r'value="[^"]*"|/kode/\w+', "", answer.content.decode())
        pages.append((answer.status_code, text.replace(email, "")))
    assert pages[0] == pages[1]


def test_an_unknown_address_gets_a_letter_that_says_so_and_makes_an_account(client: Client) -> None:
    page = _ask(client, "ny@ingensteder.example")["Location"]
    code, link, text = _letter()
    assert "ingen konto" in text
    assert client.post(page, {"code": code})["Location"] == link
    assert client.post(link, {"name": " ", "language": "nn"}).status_code == 200
    client.post(link, {"name": "Kari\r\nBcc: alle@sammen.example", "language": "nn"})
    made = Person.objects.get(email="ny@ingensteder.example")
    assert (made.name, made.language) == ("Kari Bcc: alle@sammen.example", "nn")
    assert _who(client) == made.public_id
    assert not made.memberships.exists()


def test_two_accounts_with_one_address_cannot_be(client: Client) -> None:
    for _ in range(2):
        _ask(client, "ny@ingensteder.example")
    first, second = Proof.objects.filter(email="ny@ingensteder.example").exclude(public_id=logins.UNKNOWN)
    for proof in (first, second):
        actions.register(proof=proof, name="Kari", language="nb", by=people.actor("reader"))
    assert Person.objects.filter(email="ny@ingensteder.example").count() == 1


def test_the_letter_is_in_the_persons_own_language(client: Client) -> None:
    Person.objects.filter(public_id=people.PEOPLE["adviser"].person).update(language="nn")
    _ask(client, people.person("adviser").email)
    assert "eingongs" in _letter()[2] or "Nokon" in _letter()[2]


@pytest.mark.parametrize("host", ["evil.example", "localhost"])
def test_no_host_that_a_visitor_names_gets_into_a_letter(client: Client, host: str) -> None:
    client.post("/nb/logg-inn/", {"email": people.person("adviser").email}, headers={"host": host})
    assert "evil.example" not in " ".join(str(write(mail)) for mail in Mail.objects.filter(kind="log-in"))


@pytest.mark.parametrize(
    "email", ["", "a", "a@b", "a@b.example\nBcc: c@d.example", '"a b"@c.example', "a@b.example\0", "x" * 300 + "@b.no"]
)
def test_no_letter_goes_to_what_is_no_address(client: Client, email: str) -> None:
    before = Mail.objects.count()
    assert _ask(client, email).status_code == 200
    assert Mail.objects.count() == before


def test_one_address_gets_five_letters_an_hour_wherever_they_are_asked_for(client: Client) -> None:
    for n in range(5):
        answer = client.post("/nb/logg-inn/", {"email": "ny@ingensteder.example"}, REMOTE_ADDR=f"10.0.0.{n}")
        assert answer.status_code == 302
    assert _ask(client, "NY@ingensteder.example").status_code == 429


def test_strangers_of_one_network_ask_for_sixty_letters_in_ten_minutes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(60):
        assert _ask(client, f"nr{n}@ingensteder.example").status_code == 302
    assert _ask(client, "en-til@ingensteder.example").status_code == 429
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=10))
    assert _ask(client, "en-til@ingensteder.example").status_code == 302


def _familiar(client: Client) -> str:
    """Log the adviser in once and out again; return their address."""
    email = people.person("adviser").email
    client.post(_ask(client, email)["Location"], {"code": _letter()[0]})
    client.post("/nb/logg-ut/")
    return email


def test_who_uses_up_an_address_or_a_network_blocks_nobody_in_their_own_browser(client: Client) -> None:
    email, stranger = _familiar(client), Client()
    while _ask(stranger, email).status_code == 302:
        pass
    n = 0
    while _ask(stranger, f"nr{n}@ingensteder.example").status_code == 302:
        n += 1
    for _ in range(5):
        assert _ask(client, email).status_code == 302
    assert _ask(client, email).status_code == 429
    assert _ask(client, "annen@ingensteder.example").status_code == 429  # it is familiar with nobody else


def test_wrong_codes_of_strangers_leave_the_link_and_the_persons_own_browser(client: Client) -> None:
    email, stranger = _familiar(client), Client()
    for letter in range(3):
        page = _ask(stranger, email)["Location"]
        right, link, _ = _letter()
        for _ in range(5):
            answer = stranger.post(page, {"code": f"{(int(right) + 1) % 10**6:06}"})
            assert answer.status_code == (429 if letter == 2 else 200)
    assert stranger.post(page, {"code": right}).status_code == 429
    assert "Åpne lenken i e-posten" in answer.content.decode()
    assert client.post(_ask(client, email)["Location"], {"code": _letter()[0]}).status_code == 302
    stranger.post(link)
    assert _who(stranger) == people.PEOPLE["adviser"].person


def test_only_wrong_codes_are_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "WRONG_CODES_FROM_ONE", ((1, timedelta(hours=1)),))
    for who in ("adviser", "reader", "owner"):
        page = _ask(client, people.person(who).email)["Location"]
        assert client.post(page, {"code": _letter()[0]}).status_code == 302


def test_nobody_makes_a_browser_familiar_by_themselves(client: Client) -> None:
    email = _familiar(client)
    for forged in ("x", client.cookies["familiar"].value[:-1], signing.dumps([people.PEOPLE["adviser"].person, "a"])):
        stranger = Client()
        stranger.cookies["familiar"] = forged
        for _ in range(4):
            _ask(stranger, email)
    assert _ask(stranger, email).status_code == 429


def test_a_session_that_somebody_planted_is_not_the_one_that_is_logged_in(client: Client) -> None:
    people.log_in(client, "reader")
    planted = client.cookies["sessionid"].value
    client.post(logins.link(logins.KNOWN))
    assert client.cookies["sessionid"].value != planted
    assert Session.objects.get().person == people.person("adviser")


def test_a_dump_of_the_database_holds_nothing_to_log_in_with(client: Client) -> None:
    _ask(client, people.person("adviser").email)
    code, link, _ = _letter()
    people.log_in(client, "reader")
    rows = [*Proof.objects.values(), *Mail.objects.values(), *Session.objects.values()]
    dump = " ".join(str(value) for row in rows for value in row.values())
    for secret in (link.rpartition("=")[2], client.cookies["sessionid"].value):
        assert secret not in dump
    assert not re.search(rf"\b{code}\b", dump)


@pytest.mark.parametrize("page", ["/nb/logg-inn/", f"/nb/logg-inn/kode/{logins.KNOWN}/"])
def test_a_form_that_another_site_sends_is_refused(page: str) -> None:
    from django.test import Client as Browser  # noqa: PLC0415 - the one that checks forms

    browser = Browser(enforce_csrf_checks=True)
    assert browser.post(page, {"email": "a@b.example", "code": "123456"}).status_code == 403


def test_logs_hold_no_secret_of_a_letter(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    client.get(logins.link(logins.KNOWN))
    told = " ".join(str(vars(record)) for record in caplog.records if record.name.startswith("mulighetsrom"))
    assert codes.link(Proof(public_id=logins.KNOWN)) not in told


@pytest.mark.parametrize("alike", ["ina@eksempelvık.example", "ına@eksempelvik.example", "ina@ekſempelvik.example.no"])
def test_an_address_that_only_looks_the_same_in_capitals_is_somebody_elses(client: Client, alike: str) -> None:
    Person.objects.filter(public_id=people.PEOPLE["adviser"].person).update(email="ina@eksempelvik.example")
    assert queries.by_email("INA@EKSEMPELVIK.EXAMPLE") == people.person("adviser")
    page = _ask(client, alike)
    assert queries.by_email(alike) is None
    if page.status_code == 302:
        code, _, _ = _letter()
        answer = client.post(page["Location"], {"code": code})
        assert "/brev/" in answer["Location"]  # to make an account of one's own
    assert _who(client) is None
