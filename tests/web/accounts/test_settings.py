"""An owner sets what the organisation shows; nobody else does, and nothing else can be set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mulighetsrom.web.accounts.actions import claims
from mulighetsrom.web.accounts.models import Membership
from tests.web import people, people_samples
from tests.web.accounts.acting import COMPANY, as_, browser_of, somebody

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db(transaction=True)]
AT = f"/nb/virksomhet/{people.EKSEMPELVIK}/innstilling/"
SAID = {
    "name": "Eksempelvik kommune",
    "mailbox": "innkjop@eksempelvik.example",
    "mail_domains": "eksempelvik.example\n@Skole.Eksempelvik.example",
    "language": "nn",
    "approvals_needed": "2",
    "seen": "1",
}


@pytest.fixture(autouse=True)
def _filled(transactional_db: None) -> None:  # noqa: ARG001 - asked for what it does
    people.fill()
    people_samples.fill()


def test_an_owner_saves_and_the_history_tells_what(client: Client) -> None:
    people.log_in(client, "owner")
    assert client.post(AT, SAID).status_code == 302
    saved = people.organisation()
    assert (saved.language, saved.approvals_needed, saved.edit_version) == ("nn", 2, 2)
    assert saved.mail_domains == ["eksempelvik.example", "skole.eksempelvik.example"]
    assert "Eli Eier endret innstillingene." in client.get(AT.replace("innstilling", "historikk")).content.decode()


def test_what_somebody_else_saved_meanwhile_is_shown_beside_and_saved_again_yours_counts(client: Client) -> None:
    people.log_in(client, "owner")
    client.post(AT, SAID | {"mailbox": "felles@eksempelvik.example"})
    answer = client.post(AT, SAID | {"mailbox": "min@eksempelvik.example"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "felles@eksempelvik.example" in page
    assert "min@eksempelvik.example" in page
    assert 'name="seen" value="2"' in page
    assert people.organisation().mailbox == "felles@eksempelvik.example"
    assert client.post(AT, SAID | {"mailbox": "min@eksempelvik.example", "seen": "2"}).status_code == 302


@pytest.mark.parametrize("who", ["adviser", "reader", "stranger", "supplier", "operator"])
def test_nobody_else_saves(client: Client, who: str) -> None:
    people.log_in(client, who)
    assert client.post(AT, SAID).status_code == 403
    assert people.organisation().edit_version == 1


def test_kind_number_and_place_are_not_for_owners_to_set(client: Client) -> None:
    people.log_in(client, "owner")
    client.post(AT, SAID | {"kind": "supplier", "number": "923609016", "municipality": "3201", "edit_version": "9"})
    saved = people.organisation()
    assert (saved.kind, saved.number, saved.municipality) == ("municipality", "316777627", "9901")


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("name", "Eks\u0435mpelvik kommune"),
        ("name", ""),
        ("name", "\x00"),
        ("name", "x" * 201),
        ("mailbox", "a@x.example\nBcc: b@x.example"),
        ("mail_domains", "gmail.com"),
        ("mail_domains", "mail.gmail.com"),
        ("mail_domains", "no"),
        ("mail_domains", "eksempelvik"),
        ("mail_domains", " ".join(f"a{place}.example" for place in range(21))),
        ("mail_domains", "x" * 10_000),
        ("language", "en"),
        ("approvals_needed", "0"),
        ("seen", "99999999999999999999"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_saved(client: Client, field: str, written: str) -> None:
    people.log_in(client, "owner")
    answer = client.post(AT, SAID | {field: written})
    assert answer.status_code == 200
    assert "Du må rette" in answer.content.decode() or "rette dette" in answer.content.decode()
    assert people.organisation().edit_version == 1


@pytest.mark.parametrize("name", ["Eksempelvik kommune", "B\u00e6rum", "Liksomnes kommune ", "V\u0430rmt hjem AS"])
def test_a_company_does_not_take_the_name_of_a_municipality_later(client: Client, name: str) -> None:
    people.log_in(client, "supplier")
    client.post(AT.replace(people.EKSEMPELVIK, people.VARMT_HJEM), SAID | {"name": name})
    assert people.organisation(people.VARMT_HJEM).name == "Varmt hjem AS"


def test_an_owner_who_is_not_confirmed_is_offered_no_mail_domains_and_saves_none() -> None:
    nils = somebody("Nils", "nils@squat.example")
    company = claims.act_for(what=COMPANY, by=as_(nils)).organisation
    browser = browser_of(nils, company)
    at = f"/nb/virksomhet/{company.public_id}/innstilling/"
    assert 'name="mail_domains"' not in browser.get(at).content.decode()
    said = {"name": "Fjordlys AS", "language": "nb", "seen": "1", "mail_domains": "squat.example"}
    assert browser.post(at, said).status_code == 302
    company.refresh_from_db()
    assert company.mail_domains == []


# --- other people's ids -------------------------------------------------------------------------------------------


def test_ids_of_one_organisation_lead_nowhere_under_another(client: Client) -> None:
    people.log_in(client, "supplier")
    at = f"/nb/virksomhet/{people.VARMT_HJEM}"
    theirs = people.person("reader").memberships.get().public_id
    before = Membership.objects.count()
    for path, said in [
        (f"folk/{theirs}/", {"roles": "owner", "seen": "1"}),
        (f"folk/{theirs}/slutt/", {}),
        (f"folk/{theirs}/stedfortreder/", {}),
        (f"krav/{people_samples.CLAIM}/", {"confirm": "1", "roles": "owner"}),
        (f"krav/{theirs}/", {"confirm": "1", "roles": "owner"}),
        (f"invitasjon/{people_samples.INVITATION}/", {"again": "1"}),
        (f"stedfortreder/{people_samples.DEPUTY}/", {}),
        ("folk/%00/", {}),
        ("krav/' OR 1=1/", {}),
    ]:
        assert client.post(f"{at}/{path}", said).status_code == 404, path
    assert Membership.objects.filter(waits=True).count() == 2
    assert Membership.objects.count() == before


def test_members_change_only_themselves_and_only_what_is_theirs(client: Client) -> None:
    people.log_in(client, "reader")
    at = f"/nb/virksomhet/{people.EKSEMPELVIK}"
    mine, theirs = (people.person(who).memberships.get().public_id for who in ("reader", "adviser"))
    for path, said in [
        (f"folk/{mine}/", {"roles": "owner", "seen": "1"}),
        (f"folk/{theirs}/slutt/", {}),
        (f"folk/{theirs}/stedfortreder/", {"stands_in": mine}),
        (f"krav/{people_samples.CLAIM}/", {"confirm": "1", "roles": "owner"}),
        ("invitasjon/", {"email": "mine@x.example", "roles": "owner"}),
        (f"invitasjon/{people_samples.INVITATION}/", {"again": "1"}),
    ]:
        assert client.post(f"{at}/{path}", said).status_code == 403, path


def test_a_claimant_who_sets_the_organisation_in_the_session_acts_for_nobody() -> None:
    claimant = Membership.objects.get(public_id=people_samples.CLAIM).person
    browser = browser_of(claimant, people.organisation())
    for path in ("folk/", "innstilling/", "historikk/", "invitasjon/"):
        assert browser.get(f"/nb/virksomhet/{people.EKSEMPELVIK}/{path}").status_code == 403
