"""Log in with a provider: what of its answers is believed, whom they link, and how it all ends."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from joserfc.jwk import RSAKey

from mulighetsrom.installation import config
from mulighetsrom.web.accounts import codes, sessions
from mulighetsrom.web.accounts.models import Identity, Membership, Person, Proof, Session
from mulighetsrom.web.accounts.oidc import OidcError, claims
from mulighetsrom.web.accounts.oidc import client as asking
from tests.web import people
from tests.web.accounts import provider as fakes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.web.accounts.provider import Fake

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
BACK = "/innlogging/fake/svar"
LOGOUT: dict[str, Any] = {"http://schemas.openid.net/event/backchannel-logout": {}}


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    with fakes.running() as running:
        _offer(monkeypatch, running.provider())
        yield running
    asking.forget()


def _offer(monkeypatch: pytest.MonkeyPatch, *providers: Any) -> None:
    offered = replace(config.current(), log_in_with=providers)
    monkeypatch.setattr(config, "current", lambda: offered)


def _start(client: Client, **told: str) -> dict[str, str]:
    """Begin a log-in; return what the provider is asked."""
    page = client.post("/innlogging/fake/", told, headers={"accept-language": "nb"}).content.decode()
    [address] = re.findall(r'content="0; url=([^"]+)"', page)
    return {name: values[0] for name, values in parse_qs(urlsplit(address.replace("&amp;", "&")).query).items()}


def _come_back(client: Client, fake: Fake, *, make: Callable[..., str] | None = None, **told: Any) -> Any:
    asked = _start(client)
    fake.token = (make or fake.signed)(nonce=asked["nonce"], **told)
    return client.get(BACK, {"code": "c", "state": asked["state"]})


def _who(client: Client) -> str | None:
    return client.session.get(sessions.PERSON) if "sessionid" in client.cookies else None


def _known(subject: str = "user-1", *, issuer: str) -> Person:
    person = people.person("adviser")
    Identity.objects.create(person=person, issuer=issuer, subject=subject)
    return person


def test_a_known_person_is_let_in_and_led_back(client: Client, fake: Fake) -> None:
    person = _known(issuer=fake.issuer)
    asked = _start(client, neste="/nb/data/")
    assert (asked["code_challenge_method"], asked["response_type"], asked["scope"]) == ("S256", "code", "openid")
    fake.token = fake.signed(nonce=asked["nonce"])
    answer = client.get(BACK, {"code": "c", "state": asked["state"]})
    assert answer["Location"] == "/nb/data/"
    assert _who(client) == person.public_id
    assert fake.form["code_verifier"][0] not in asked.values()


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"exp": 1},
        {"exp": None},
        {"exp": "soon"},
        {"iat": 10**11},
        {"iat": 1},
        {"iat": None},
        {"aud": "another"},
        {"aud": [fakes.CLIENT, "another"]},
        {"azp": "another"},
        {"iss": "https://evil.example"},
        {"sub": None},
        {"sub": ""},
        {"sub": "01010112345"},
        {"sub": "a\0b"},
        {"at_hash": "wrong"},
    ],
)
def test_a_token_that_is_not_for_this_log_in_lets_nobody_in(client: Client, fake: Fake, wrong: dict[str, Any]) -> None:
    _known(issuer=fake.issuer)
    asked = _start(client)
    fake.token = fake.signed(**({"nonce": asked["nonce"]} | wrong))
    answer = client.get(BACK, {"code": "c", "state": asked["state"]})
    assert answer.status_code == 400
    assert "ikke er til å stole på" in answer.content.decode()
    assert _who(client) is None


@pytest.mark.parametrize("how", ["unsigned", "signed_by_what_all_know"])
def test_only_a_key_of_the_providers_signs(client: Client, fake: Fake, how: str) -> None:
    _known(issuer=fake.issuer)
    assert _come_back(client, fake, make=getattr(fake, how)).status_code == 400
    assert _come_back(client, fake, make=lambda **told: fake.signed(key=fakes.OTHER, **told)).status_code == 400
    assert _who(client) is None


@pytest.mark.parametrize("token", [None, "", "x", "a.b.c", 7, {"a": 1}, "e30.e30.e30", "." * 5000])
def test_no_nonsense_is_a_token(client: Client, fake: Fake, token: Any) -> None:
    asked = _start(client)
    fake.token = token
    assert client.get(BACK, {"code": "c", "state": asked["state"]}).status_code == 400


def test_a_new_key_is_looked_for_once_a_minute(client: Client, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    _known(issuer=fake.issuer)
    for _ in range(2):
        assert _come_back(client, fake, make=lambda **told: fake.signed(kid="two", **told)).status_code == 400
    assert fake.asked.count("/keys") == 1
    monkeypatch.setattr(asking, "AGAIN", 0)
    fake.keys = [RSAKey.import_key(fakes.OTHER.as_dict(private=True) | {"kid": "two"})]
    make = lambda **told: fake.signed(key=fake.keys[0], kid="two", **told)  # noqa: E731 - as above
    assert _come_back(client, fake, make=make).status_code == 302


def test_a_state_is_good_once_and_in_its_own_browser(client: Client, fake: Fake) -> None:
    _known(issuer=fake.issuer)
    asked = _start(client)
    fake.token = fake.signed(nonce=asked["nonce"])
    told = {"code": "c", "state": asked["state"]}
    assert Client().get(BACK, told).status_code == 400
    assert client.get(BACK, told).status_code == 302
    assert client.get(BACK, told).status_code == 400
    assert client.get(BACK, {"code": "c", "state": "\0"}).status_code == 400
    assert client.get(BACK).status_code == 400


def test_a_log_in_begun_at_one_provider_is_not_ended_by_another(
    client: Client, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    _known(issuer=fake.issuer)
    _offer(monkeypatch, fake.provider(), replace(fake.provider(), key="other", name="En annen"))
    asked = _start(client)
    fake.token = fake.signed(nonce=asked["nonce"])
    told = {"code": "c", "state": asked["state"]}
    assert client.get("/innlogging/other/svar", told).status_code == 400
    assert _who(client) is None
    assert client.get(BACK, told).status_code == 400  # the state is used up


@pytest.mark.usefixtures("fake")
def test_an_answer_that_names_another_provider_is_refused(client: Client) -> None:
    asked = _start(client)
    told = {"code": "c", "state": asked["state"], "iss": "https://evil.example"}
    assert client.get(BACK, told).status_code == 400


def test_who_turns_back_is_told_so_and_may_try_again(client: Client, fake: Fake) -> None:
    asked = _start(client)
    answer = client.get(BACK, {"error": "access_denied", "error_description": "<b>", "state": asked["state"]})
    assert answer.status_code == 403
    assert "<b>" not in answer.content.decode()
    asked, fake.status = _start(client), 400
    assert client.get(BACK, {"code": "used", "state": asked["state"]}).status_code == 403


def test_a_provider_that_is_down_or_says_too_much_is_told_in_words(client: Client, fake: Fake) -> None:
    for status, padding in ((500, 0), (200, asking.LARGEST)):
        fake.status, fake.padding = status, padding
        answer = client.post("/innlogging/fake/", headers={"accept-language": "nb"})
        assert answer.status_code == 502
        assert "Etat-ID svarer ikke" in answer.content.decode()


@pytest.mark.parametrize("wrong", [{"issuer": "https://evil.example"}, {"token_endpoint": "file:///etc/passwd"}])
def test_metadata_that_leads_elsewhere_is_not_followed(client: Client, fake: Fake, wrong: dict[str, str]) -> None:
    fake.metadata = wrong
    assert client.post("/innlogging/fake/").status_code == 502


def test_only_a_level_that_was_asked_for_lets_in(client: Client, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    _known(issuer=fake.issuer)
    _offer(monkeypatch, fake.provider(acr_values=("substantial", "high")))
    assert _come_back(client, fake, acr="low").status_code == 403
    assert _come_back(client, fake).status_code == 403
    assert _come_back(client, fake, acr="high").status_code == 302


@pytest.mark.parametrize(("trusts", "verified"), [(False, True), (True, False), (True, "true"), (True, None)])
def test_an_address_that_is_not_vouched_for_takes_over_no_account(
    client: Client, fake: Fake, monkeypatch: pytest.MonkeyPatch, trusts: bool, verified: object
) -> None:
    _offer(monkeypatch, fake.provider(trusts_email=trusts))
    answer = _come_back(client, fake, email=people.person("adviser").email, email_verified=verified)
    assert answer["Location"].startswith("/nb/logg-inn/")
    assert _who(client) is None
    assert not Identity.objects.filter(issuer=fake.issuer).exists()


def test_a_verified_address_from_a_trusted_provider_links_once(
    client: Client, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    _offer(monkeypatch, fake.provider(trusts_email=True))
    told: dict[str, Any] = {"email": people.person("adviser").email.upper(), "email_verified": True}
    _come_back(client, fake, **told)
    assert _who(client) == people.PEOPLE["adviser"].person
    heir = Client()
    _come_back(heir, fake, sub="user-2", **told)  # the address has been given to a new colleague
    assert _who(heir) is None


def test_somebody_new_shows_an_address_once_and_then_the_provider_is_enough(client: Client, fake: Fake) -> None:
    told: dict[str, Any] = {"email": "kari@ingensteder.example", "name": "Kari \u202eNordmann"}
    page = client.get(_come_back(client, fake, **told)["Location"]).content.decode()
    assert "kari@ingensteder.example" in page
    code = client.post("/nb/logg-inn/", {"email": told["email"]})["Location"]
    proof = Proof.objects.get(email=told["email"])
    register = client.post(code, {"code": codes.code(proof)})["Location"]
    assert "Kari Nordmann" in client.get(register).content.decode()
    client.post(register, {"name": "Kari", "language": "nb"})
    made = Person.objects.get(email=told["email"])
    assert made.identities.get().subject == "user-1"
    again = Client()
    _come_back(again, fake)
    assert _who(again) == made.public_id


def test_a_letter_that_is_opened_elsewhere_links_nobody(client: Client, fake: Fake) -> None:
    _come_back(client, fake)
    client.post("/nb/logg-inn/", {"email": people.person("adviser").email})
    proof = Proof.objects.latest("id")
    victim = Client()
    victim.post(f"/nb/logg-inn/brev/{proof.public_id}/?kode={codes.link(proof)}")
    assert _who(victim) == people.PEOPLE["adviser"].person
    assert not Identity.objects.filter(issuer=fake.issuer).exists()


@pytest.mark.parametrize(
    "party",
    [
        {"orgno": {"authority": "iso6523-actorid-upis", "ID": "0192:910000012"}, "name": "Firma"},
        {"orgno": "0192:910000012"},
        {"organization_number": "910000012"},
    ],
)
def test_the_organisation_that_somebody_acts_for_is_confirmed(
    client: Client, fake: Fake, monkeypatch: pytest.MonkeyPatch, party: dict[str, Any]
) -> None:
    number = _number()
    details = '[{"type":"ansattporten:altinn:resource"}]'
    _offer(monkeypatch, fake.provider(authorization_details=details))
    person = _known(issuer=fake.issuer)
    told = eval(repr(party).replace("910000012", number))  # noqa: S307 - our own parameters
    fake.answer = {
        "authorization_details": [
            {"type": "ansattporten:altinn:resource", "authorized_parties": [told, None, 7, {"orgno": {}}]},
            {"type": "another", "authorized_parties": [{"organization_number": "974760673"}]},
        ]
    }
    _come_back(client, fake)
    made = Membership.objects.get(person=person, organisation__number=number)
    assert made.confirmed_by == "login"
    assert client.session[sessions.ACTING_FOR] == made.organisation.public_id


def _number() -> str:
    from mulighetsrom.notices import orgnr  # noqa: PLC0415 - for this one alone

    return next(str(one) for one in range(910000000, 910000100) if orgnr.is_valid(str(one)))


def test_a_national_identity_number_is_kept_nowhere(client: Client, fake: Fake) -> None:
    _known(issuer=fake.issuer)
    _come_back(client, fake, pid="01010112345")
    assert client.session[sessions.LOG_OUT]["token"] == ""
    assert "01010112345" not in repr(dict(client.session))


def test_entra_is_known_by_tenant_and_object_and_nobody_else_is() -> None:
    told = {"sub": "pairwise", "oid": "o", "tid": "t"}
    assert claims._subject("https://login.microsoftonline.com/t/v2.0", told) == "t/o"
    assert claims._subject("https://elsewhere.example", told) == "pairwise"
    with pytest.raises(OidcError):
        claims._subject("https://elsewhere.example", {"sub": ["a"]})


def test_log_out_here_is_log_out_there(client: Client, fake: Fake) -> None:
    _known(issuer=fake.issuer)
    _come_back(client, fake)
    page = client.post("/nb/logg-ut/").content.decode()
    assert f"{fake.issuer}/end?client_id=mulighetsrom" in page
    assert "id_token_hint=" in page
    assert _who(client) is None


def test_log_out_works_where_the_provider_is_down(client: Client, fake: Fake) -> None:
    _known(issuer=fake.issuer)
    _come_back(client, fake)
    asking.forget()
    fake.status = 500
    assert client.post("/nb/logg-ut/").status_code == 302
    assert _who(client) is None


@pytest.mark.parametrize("told", [{"sid": "s-1", "sub": None}, {"sid": None}])
def test_the_provider_ends_a_session(client: Client, fake: Fake, told: dict[str, Any]) -> None:
    person = _known(issuer=fake.issuer)
    _come_back(client, fake, sid="s-1")
    elsewhere = Client()
    elsewhere.cookies.load(people.session("adviser"))  # logged in by a letter
    token = fake.signed(events=LOGOUT, **told)
    assert (
        Client(enforce_csrf_checks=True).post("/innlogging/fake/utlogging", {"logout_token": token}).status_code == 200
    )
    assert not Session.objects.filter(identity__isnull=False).exists()
    assert Session.objects.filter(person=person).count() == 1


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"events": LOGOUT, "nonce": "n"},
        {"events": LOGOUT, "aud": "another"},
        {"events": LOGOUT, "iss": "https://evil.example"},
        {"events": LOGOUT, "iat": int(time.time()) - 10_000},
        {"events": LOGOUT, "sub": None},
        {"events": "x"},
    ],
)
def test_no_other_token_ends_a_session(client: Client, fake: Fake, told: dict[str, Any]) -> None:
    _known(issuer=fake.issuer)
    _come_back(client, fake, sid="s-1")
    assert client.post("/innlogging/fake/utlogging", {"logout_token": fake.signed(**told)}).status_code == 400
    assert _who(client) is not None


@pytest.mark.usefixtures("fake")
def test_each_door_is_bounded(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mulighetsrom.web.accounts.views.oidc.HOURLY", 1)
    for method, address in ((client.post, "/innlogging/fake/"), (client.get, BACK)):
        method(address)
        assert method(address).status_code == 429


def test_an_account_that_is_deleted_is_forgotten_here(fake: Fake) -> None:
    from mulighetsrom.web.accounts.actions import own  # noqa: PLC0415 - for this one alone

    person = people.person("operator")
    Identity.objects.create(person=person, issuer=fake.issuer, subject="s")
    own.delete(person=person, by=people.actor("operator"))
    assert not Identity.objects.filter(issuer=fake.issuer).exists()
