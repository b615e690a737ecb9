"""Organisations are looked up by number; a register that is away, or lies, stops nobody and is not believed."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from mulighetsrom.web.accounts import kinds, registers
from mulighetsrom.web.accounts.models import Organisation
from tests.web.accounts.acting import browser_of, somebody
from tests.web.accounts.register import ANSWERS, Handler, answering

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

COMPANY, MUNICIPALITY, COUNTY, INTERMUNICIPAL, DELETED = ANSWERS


@pytest.mark.parametrize("number", ANSWERS)
def test_each_answer_of_the_documented_shape_is_read(number: str) -> None:
    told = ANSWERS[number]
    with answering():
        found = registers.look_up(number)
    assert found is not None
    if "slettedato" in told:
        assert found == registers.Found(number, "", "", "", deleted=True)
        return
    place = told["forretningsadresse"]["kommunenummer"]
    assert found == registers.Found(number, told["navn"], told["organisasjonsform"]["kode"], place, deleted=False)
    assert found.county == place[:2]


def test_a_number_that_the_register_does_not_know_is_nothing() -> None:
    with answering():
        assert registers.look_up("923609016") is None


def test_a_deleted_organisation_that_is_answered_as_found_is_deleted_all_the_same() -> None:
    gone = json.dumps(ANSWERS[COMPANY] | {"slettedato": "2020-01-01"}).encode()
    with answering(lambda handler: handler.say(200, gone)):
        assert registers.look_up(COMPANY).deleted  # type: ignore[union-attr] # found


def _slow(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(50):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.2)


def _other(**told: Any) -> Callable[[Handler], None]:
    return lambda handler: handler.say(200, json.dumps(ANSWERS[COMPANY] | told).encode())


HOSTILE: dict[str, Callable[[Handler], None]] = {
    "a page": lambda handler: handler.say(200, b"<html><script>alert(1)</script></html>", Content_Type="text/html"),
    "ten megabytes": lambda handler: handler.say(200, b'{"navn": "' + b"x" * 10_000_000),
    "a redirect": lambda handler: handler.say(302, b"", Location="http://127.0.0.1:9/"),
    "an error": lambda handler: handler.say(500, b"{}"),
    "another number": _other(organisasjonsnummer="923609016"),
    "no name": _other(navn=None),
    "a list": lambda handler: handler.say(200, b"[]"),
    "nested without end": lambda handler: handler.say(200, b"[" * 100_000),
    "no text at all": lambda handler: handler.say(200, b"\xff\xfe\x00"),
    "packed": lambda handler: handler.say(200, b"\x1f\x8b", Content_Encoding="gzip"),
    "too slow": _slow,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_answer_is_as_if_the_register_were_away(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registers, "PATIENCE", 0.5)
    began = time.monotonic()
    with pytest.raises(registers.UnavailableError):
        _ask(HOSTILE[what], monkeypatch)
    assert time.monotonic() - began < 10


def _ask(answer: Callable[[Handler], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Handler, "handle_error", lambda *_: None, raising=False)
    with answering(_hung_up(answer)):
        registers.look_up(COMPANY)


def _hung_up(answer: Callable[[Handler], None]) -> Callable[[Handler], None]:
    """Let the server not mind that we have stopped listening."""

    def run(handler: Handler) -> None:
        try:
            answer(handler)
        except (BrokenPipeError, ConnectionResetError):
            handler.close_connection = True

    return run


def test_only_known_fields_are_taken_and_they_are_made_safe() -> None:
    name = "  A\u202eB\nC <b>" + "x" * 500
    odd = _other(navn=name, organisasjonsform={"kode": "DROP TABLE"}, forretningsadresse="Oslo")
    with answering(odd):
        found = registers.look_up(COMPANY)
    assert found is not None
    assert found.name.startswith("A B C <b>xxx")
    assert len(found.name) <= registers.LONGEST_NAME
    assert (found.form, found.municipality) == ("", "")


def test_nobody_is_asked_where_the_register_is_switched_off() -> None:
    with pytest.raises(registers.UnavailableError):
        registers.look_up(COMPANY)


# --- what it makes of an organisation ---------------------------------------------------------------------------


def test_the_form_says_what_an_organisation_is() -> None:
    with answering():
        found = [kinds.in_norway(number, name="", found=registers.look_up(number)) for number in list(ANSWERS)[:4]]
    assert [one.kind for one in found] == ["supplier", "municipality", "county", "intermunicipal"]
    assert [one.municipality for one in found] == ["3201", "3203", "", "3201"]
    assert {one.county for one in found} == {"32"}


def test_our_own_table_knows_municipalities_without_the_register() -> None:
    described = kinds.in_norway("935478715", name="Noe annet", found=None)
    assert (described.name, described.kind, described.municipality) == ("Bærum kommune", "municipality", "3201")


# --- the page -----------------------------------------------------------------------------------------------------


@pytest.fixture
def kim(country: None) -> Client:  # noqa: ARG001 - asked for what it does
    return browser_of(somebody("Kim"))


def _say(client: Client, **said: str) -> Any:
    return client.post("/nb/virksomhet/ny/", {"registered": "norway", "key": str(uuid4()), **said})


@pytest.mark.django_db(transaction=True)
def test_somebody_finds_their_company_by_number_and_begins(kim: Client) -> None:
    with answering():
        answer = _say(kim, number=f" {COMPANY[:3]} {COMPANY[3:6]} {COMPANY[6:]} ")
    made = Organisation.objects.get(number=COMPANY)
    assert (made.name, made.kind, made.municipality) == ("FJORDLYS AS", "supplier", "3201")
    page = kim.get(answer["Location"]).content.decode()
    assert "FJORDLYS AS" in page
    assert "Ikke bekreftet" in page
    assert "Administrator" in page


@pytest.mark.django_db(transaction=True)
def test_who_claims_a_municipality_is_told_to_wait(kim: Client) -> None:
    answer = _say(kim, number="935478715")
    page = kim.get(answer["Location"]).content.decode()
    assert "Du venter på å bli sluppet inn" in page
    assert kim.get(f"{answer['Location']}folk/").status_code == 403


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("number", "told"),
    [(DELETED, "er slettet"), ("923609016", "kjenner ingen"), ("123456789", "ikke et norsk organisasjonsnummer")],
)
def test_a_number_that_leads_nowhere_is_told_in_words(kim: Client, number: str, told: str) -> None:
    with answering():
        answer = _say(kim, number=number)
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not Organisation.objects.filter(number=number).exists()


@pytest.mark.django_db(transaction=True)
def test_without_the_register_the_person_writes_the_name(kim: Client) -> None:
    assert "Skriv navnet" in _say(kim, number=COMPANY).content.decode()
    assert _say(kim, number=COMPANY, name="Fjordlys AS").status_code == 302
    assert Organisation.objects.get(number=COMPANY).name == "Fjordlys AS"


@pytest.mark.django_db(transaction=True)
def test_nobody_asks_without_end(kim: Client) -> None:
    for place in range(20):
        assert _say(kim, registered="founding", name=f"Snart{chr(65 + place)} AS").status_code == 302
    assert _say(kim, registered="founding", name="Snart igjen AS").status_code == 429


@pytest.mark.django_db(transaction=True)
def test_who_sends_the_form_twice_founds_one_company(kim: Client) -> None:
    key = str(uuid4())
    before = Organisation.objects.count()
    for _ in range(2):
        _say(kim, registered="founding", name="Snart AS", key=key)
    assert Organisation.objects.count() == before + 1
