"""One's own data: see, correct, fetch, delete."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mulighetsrom.web.accounts import codes
from mulighetsrom.web.accounts.models import Identity, Membership, Person, Proof, Session
from mulighetsrom.web.common import audit
from mulighetsrom.web.common.letters import write
from mulighetsrom.web.common.models import Mail
from tests.web import logins, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


@pytest.fixture
def adviser(client: Client) -> Client:
    return people.log_in(client, "adviser")


def test_a_person_corrects_their_name_and_language(adviser: Client) -> None:
    adviser.post("/nb/konto/", {"name": "Ina  Nyttnavn\n", "language": "nn", "seen": "1"})
    me = people.person("adviser")
    assert (me.name, me.language, me.edit_version) == ("Ina Nyttnavn", "nn", 2)


def test_what_another_window_saved_is_not_overwritten(adviser: Client) -> None:
    adviser.post("/nb/konto/", {"name": "Først", "language": "nb", "seen": "1"})
    page = adviser.post("/nb/konto/", {"name": "Sist", "language": "nb", "seen": "1"}).content.decode()
    assert "i et annet vindu" in page
    assert people.person("adviser").name == "Først"


def test_a_new_address_counts_when_its_code_has_been_typed(adviser: Client) -> None:
    before = people.person("adviser").email
    page = adviser.post("/nb/konto/adresse/", {"email": "ina.ny@ingensteder.example"})["Location"]
    assert people.person("adviser").email == before
    proof = Proof.objects.latest("id")
    adviser.post(page, {"code": "nei"})
    assert people.person("adviser").email == before
    adviser.post(page, {"code": codes.code(proof)})
    assert people.person("adviser").email == "ina.ny@ingensteder.example"


def _change(browser: Client, email: str) -> str:
    """Give whoever has logged in a new address; return the way by which the old one takes it back."""
    page = browser.post("/nb/konto/adresse/", {"email": email})["Location"]
    browser.post(page, {"code": codes.code(Proof.objects.latest("id"))})
    return _text(Mail.objects.latest("id"))[1]


def _text(mail: Mail) -> tuple[str, str]:
    message = write(mail)
    assert message is not None
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr] # each has one
    [link] = re.findall(r"http://[^/]+(\S+/tilbake/\S+)", text)
    return f"{message['Subject']} {text}", link


@pytest.mark.parametrize(
    ("language", "says"),
    [("nb", "Hvis det ikke var"), ("nn", "Viss det ikkje var"), ("en", "If it was not you")],
)
def test_the_old_address_is_told_of_a_change_in_its_persons_language(adviser: Client, language: str, says: str) -> None:
    before = people.person("adviser").email
    Person.objects.filter(email=before).update(language=language)
    _change(adviser, "ina.ny@ingensteder.example")
    told = Mail.objects.latest("id")
    assert (told.kind, told.address, told.language) == ("address-changed", before, language)
    assert says in _text(told)[0]
    assert "ingensteder" not in _text(told)[0]


def test_who_lost_their_account_takes_it_back_and_whoever_took_it_is_out(client: Client) -> None:
    thief = people.log_in(Client(), "adviser")
    before = people.person("adviser").email
    way, further = _change(thief, "tyv@ingensteder.example"), _change(thief, "tyv2@ingensteder.example")
    assert client.get(way).status_code == 200
    assert people.person("adviser").email == "tyv2@ingensteder.example"  # mail servers open links
    assert client.post(way)["Location"] == "/nb/logg-inn/"
    me = people.person("adviser")
    assert (me.email, me.sessions.count(), me.identities.count()) == (before, 0, 0)
    for used in (way, further):  # the thief has had a letter, too
        assert client.post(used).status_code == 404
    assert people.person("adviser").email == before


def test_an_address_is_taken_back_within_seven_days_and_from_nobody_else(client: Client) -> None:
    before = people.person("adviser").email
    way = _change(people.log_in(Client(), "adviser"), "ina.ny@ingensteder.example")
    assert client.post(way[:-1]).status_code == 404
    Person.objects.filter(public_id=people.PEOPLE["reader"].person).update(email=before)
    assert client.post(way).status_code == 410
    Mail.objects.update(waits_since=timezone.now() - timedelta(days=7, seconds=1))
    assert client.post(way).status_code == 404


def test_an_address_that_is_anothers_stays_theirs(adviser: Client) -> None:
    theirs = people.person("reader").email
    page = adviser.post("/nb/konto/adresse/", {"email": theirs})["Location"]
    answer = adviser.post(page, {"code": codes.code(Proof.objects.latest("id"))})
    assert "hører til en annen konto" in answer.content.decode()
    assert people.person("reader").email == theirs


def test_a_letter_to_a_new_address_logs_nobody_in(client: Client) -> None:
    assert client.get(f"/nb/logg-inn/kode/{logins.ADDRESS}/").status_code == 404
    assert client.post(logins.link(logins.ADDRESS)).status_code == 404


def test_everything_about_a_person_is_in_their_file_and_nothing_of_others(adviser: Client) -> None:
    answer = adviser.get("/nb/konto/opplysninger.json")
    told = json.loads(answer.content)
    assert answer["Content-Disposition"].startswith("attachment")
    text = json.dumps(told, ensure_ascii=False)
    for mine in ("Ina Innkjøp", people.person("adviser").email, "Eksempelvik kommune"):
        assert mine in text
    for theirs in ("Rita Rom", people.person("reader").email):
        assert theirs not in text


def test_who_is_a_member_leaves_first(adviser: Client) -> None:
    assert "Eksempelvik kommune" in adviser.get("/nb/konto/slett/").content.decode()
    adviser.post("/nb/konto/slett/", {"sure": "on"})
    assert people.person("adviser").deleted_at is None


def test_a_deleted_account_leaves_no_name_no_address_and_no_way_in(adviser: Client) -> None:
    before = people.person("adviser")
    Membership.objects.filter(person=before).update(ended_at=timezone.now())
    people.session("adviser")
    adviser.post("/nb/konto/slett/", {})
    assert people.person("adviser").deleted_at is None  # not without the tick
    adviser.post("/nb/konto/slett/", {"sure": "on"})
    me = Person.objects.get(pk=before.pk)
    assert (me.name, me.email) == ("", "")
    assert not Session.objects.exists()
    assert adviser.get("/nb/konto/").status_code == 302
    assert adviser.get(logins.link(logins.KNOWN)).status_code == 200  # the address is free: an account can be made anew
    assert [event.kind for event in audit.about(me)] == ["person.deleted"]


def test_a_claim_that_nobody_answered_ends_with_the_account(adviser: Client) -> None:
    Membership.objects.filter(person=people.person("adviser")).update(
        waits=True, confirmed_by="", confirmed_at=None, ended_at=None
    )
    adviser.post("/nb/konto/slett/", {"sure": "on"})
    claim = Membership.objects.get(person__public_id=people.PEOPLE["adviser"].person)
    assert claim.ended_at is not None


def test_a_linked_log_in_is_shown_and_removed_with_the_sessions_it_opened(adviser: Client) -> None:
    me = people.person("adviser")
    linked = Identity.objects.get(public_id=logins.IDENTITY)
    [elsewhere] = people.session("adviser").values()
    row = Session.objects.latest("began_at")
    Session.objects.filter(pk=row.pk).update(identity=linked)
    page = adviser.get("/nb/konto/").content.decode()
    assert "id.example" in page
    adviser.post(f"/nb/konto/innlogging/{linked.public_id}/fjern/")
    assert not me.identities.exists()
    assert adviser.get("/nb/konto/").status_code == 200
    adviser.cookies["sessionid"] = elsewhere
    assert adviser.get("/nb/konto/").status_code == 302


def test_this_browser_stays_logged_in_when_the_log_in_it_came_by_is_removed(adviser: Client) -> None:
    Session.objects.update(identity=Identity.objects.get(public_id=logins.IDENTITY))
    adviser.post(f"/nb/konto/innlogging/{logins.IDENTITY}/fjern/")
    assert adviser.get("/nb/konto/").status_code == 200
    assert "Innlogginger knyttet til" not in adviser.get("/nb/konto/").content.decode()


def test_somebody_whose_letters_come_back_is_told_until_one_arrives(adviser: Client) -> None:
    me = people.person("adviser")

    def letter(**told: object) -> None:
        told = {"sent_at": timezone.now()} | told
        Mail.objects.create(kind="x", receiver=me.public_id, address=me.email, language="nb", about_id="1", **told)

    def is_told() -> bool:
        shown = {f"E-post til {me.email} kommer i retur" in adviser.get(f"/nb/{path}/").content.decode()
                 for path in ("konto", "varsel")}  # fmt: skip
        assert len(shown) == 1
        return shown.pop()

    letter(state="sent", once="1")
    assert not is_told()
    letter(state="bounced", once="2")
    letter(state="refused", answer="withdrawn", once="3", sent_at=None)  # that we thought better of it says nothing
    letter(state="waiting", once="4", sent_at=None)
    assert is_told()
    Person.objects.filter(pk=me.pk).update(email="ny@eksempelvik.example")
    assert "kommer i retur" not in adviser.get("/nb/konto/").content.decode()
    Person.objects.filter(pk=me.pk).update(email=me.email)
    letter(state="sent", once="5")
    assert not is_told()


@pytest.mark.parametrize(("who", "seen"), [("operator", True), ("owner", False), ("supplier", False)])
def test_only_an_operator_finds_the_way_to_the_operation(client: Client, who: str, seen: bool) -> None:
    page = people.log_in(client, who).get("/nb/konto/").content.decode()
    assert ('href="/nb/drift/"' in page) is seen
