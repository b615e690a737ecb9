"""A letter lets one person in, once, with the roles that whoever sent it chose."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from mulighetsrom.web.accounts import letters_of_people, secret_links
from mulighetsrom.web.accounts.actions import claims
from mulighetsrom.web.accounts.actions import invitations as actions
from mulighetsrom.web.accounts.models import Invitation, Membership
from mulighetsrom.web.accounts.queries import people as queries
from mulighetsrom.web.common.mail import WrongAddressError
from mulighetsrom.web.common.models import Mail
from tests.web import people, people_samples
from tests.web.accounts.acting import COMPANY, as_, browser_of, somebody

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True)
NORA = "nora.ny@eksempelvik.example"
AT = f"/nb/virksomhet/{people.EKSEMPELVIK}"


@pytest.fixture(autouse=True)
def _filled(transactional_db: None) -> None:  # noqa: ARG001 - asked for what it does
    people.fill()
    people_samples.fill()


def _invite(email: str = NORA, roles: tuple[str, ...] = ("need-owner",), by: str = "owner") -> Invitation:
    return actions.invite(
        organisation=people.organisation(), email=email, roles=roles, title="Sjef", by=people.actor(by)
    )


def _secret(invitation: Invitation) -> str:
    """Return the secret as the letter tells it."""
    letter = letters_of_people.invitation(Mail.objects.filter(about_id=invitation.public_id).latest("id"))
    assert letter is not None
    assert letter.button is not None
    found = re.search(r"/invitasjon/([^/]+)/$", letter.button[1])
    assert found is not None
    return found[1]


def test_whoever_opens_the_letter_and_logs_in_is_let_in() -> None:
    secret = _secret(_invite())
    nora = somebody("Nora", NORA)
    browser = browser_of(nora)
    page = browser.get(f"/nb/invitasjon/{secret}/").content.decode()
    assert "Eli Eier" in page
    assert "Behovseier" in page
    answer = browser.post(f"/nb/invitasjon/{secret}/")
    assert answer["Location"] == "/nb/skrivebord/", "where what waits for the newcomer stands first"
    assert as_(nora, people.organisation()).roles == {"need-owner"}
    assert "Du representerer denne virksomheten" in browser.get(f"{AT}/").content.decode()
    one = nora.memberships.get()
    assert (one.confirmed_by, one.title) == ("owner", "Sjef")


def test_a_visitor_is_led_to_the_login_and_gets_nothing(client: Client) -> None:
    secret = _secret(_invite())
    assert "/logg-inn/" in client.get(f"/nb/invitasjon/{secret}/").content.decode()
    assert "/logg-inn/" in client.post(f"/nb/invitasjon/{secret}/")["Location"]


def test_the_database_holds_no_secret_that_would_let_anybody_in() -> None:
    invitation = _invite()
    secret = _secret(invitation)
    mail = Mail.objects.latest("id")
    assert secret not in str([vars(invitation), vars(mail), mail.facts])
    assert invitation.secret_hash == secret_links.hashed(secret)


@pytest.mark.parametrize("what", ["used", "withdrawn", "run out", "sent again"])
def test_a_link_that_is_no_longer_good_says_so(what: str, client: Client) -> None:
    invitation = _invite()
    secret = _secret(invitation)
    match what:
        case "used":
            actions.accept(invitation=invitation, by=as_(somebody("Nora", NORA)))
        case "withdrawn":
            actions.withdraw(invitation=invitation, by=people.actor("owner"))
        case "run out":
            Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())
        case "sent again":
            actions.send_again(invitation=invitation, by=people.actor("owner"))
    assert client.get(f"/nb/invitasjon/{secret}/").status_code == (404 if what == "sent again" else 410)
    late = browser_of(somebody("Late"))
    assert late.post(f"/nb/invitasjon/{secret}/").status_code in {404, 410}
    assert not Membership.objects.filter(person__name="Late").exists()


def test_of_two_who_accept_at_once_one_is_let_in() -> None:
    invitation = _invite()
    actors = [as_(somebody(name)) for name in ("Nora", "Lyn")]
    together = threading.Barrier(2)
    came_of: list[str] = []

    def accept(place: int) -> None:
        try:
            together.wait(10)
            actions.accept(invitation=invitation, by=actors[place])
            came_of.append("in")
        except actions.NotOpenError:
            came_of.append("late")
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=[place]) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came_of) == ["in", "late"]


def test_inviting_an_address_again_is_one_invitation_with_a_new_letter() -> None:
    first = _invite()
    old = _secret(first)
    second = _invite(NORA.upper(), ("reader",))
    assert first.pk == second.pk
    assert second.roles == ["reader"]
    assert _secret(second) != old
    assert Mail.objects.filter(kind=actions.LETTER).count() == 2
    assert letters_of_people.invitation(Mail.objects.filter(kind=actions.LETTER).earliest("id")) is None


@pytest.mark.parametrize("roles", [("operator",), ("representative",), ("supplier-owner",)])
def test_nobody_is_invited_to_a_role_that_is_not_one_of_the_organisations(roles: tuple[str, ...]) -> None:
    with pytest.raises(PermissionDenied):
        _invite(roles=roles)


@pytest.mark.parametrize("by", ["adviser", "stranger", "supplier", "operator"])
def test_owners_are_invited_by_owners_of_the_organisation(by: str) -> None:
    with pytest.raises(PermissionDenied):
        _invite(roles=("owner",), by=by)


def test_who_is_a_member_already_is_not_invited_and_keeps_what_they_are(client: Client) -> None:
    owner = people.person("owner")
    with pytest.raises(actions.AlreadyMemberError):
        _invite(owner.email.upper())
    secret = _secret(_invite("eli.privat@eli.example", ("reader",)))
    people.log_in(client, "owner")
    client.post(f"/nb/invitasjon/{secret}/")
    assert owner.memberships.get().roles == ["owner"]
    assert Invitation.objects.get(email="eli.privat@eli.example").accepted_at is None


def test_an_invitation_answers_a_claim_that_waited() -> None:
    claim = Membership.objects.get(public_id=people_samples.CLAIM)
    invitation = _invite(claim.person.email, ("adviser",))
    actions.accept(invitation=invitation, by=as_(claim.person))
    claim.refresh_from_db()
    assert (claim.waits, claim.confirmed_by, claim.roles) == (False, "owner", ["adviser"])


def test_whom_an_unconfirmed_owner_invites_is_not_confirmed_either() -> None:
    nils = somebody("Nils")
    company = claims.act_for(what=COMPANY, by=as_(nils)).organisation
    invitation = actions.invite(
        organisation=company, email="siri@siri.example", roles=["representative"], title="", by=as_(nils, company)
    )
    siri = somebody("Siri")
    actions.accept(invitation=invitation, by=as_(siri))
    assert not queries.confirmed([siri])
    assert as_(siri, company).roles == {"representative"}


@pytest.mark.parametrize(
    "email",
    ["nora@x.example\nBcc: all@x.example", "nora", '"a b"@x.example', "x" * 300 + "@x.example", "\x00@x.example"],
)
def test_an_address_that_is_none_gets_no_letter(client: Client, email: str) -> None:
    people.log_in(client, "owner")
    said = {"email": email, "roles": "reader", "key": "7d5b6f7e-6b1c-4d3c-9a3f-2f1a5c8f9b10"}
    assert client.post(f"{AT}/invitasjon/", said).status_code == 200
    assert not Mail.objects.filter(kind=actions.LETTER).exists()


def test_an_address_that_only_the_post_refuses_leaves_no_invitation(client: Client) -> None:
    people.log_in(client, "owner")
    said = {"email": NORA, "roles": "reader", "key": "7d5b6f7e-6b1c-4d3c-9a3f-2f1a5c8f9b10"}
    with patch.object(actions, "post", side_effect=WrongAddressError):
        assert "Vi kan ikke sende e-post" in client.post(f"{AT}/invitasjon/", said).content.decode()
    assert not Invitation.objects.filter(email=NORA).exists()


def test_letters_to_people_who_did_not_ask_are_few_from_who_is_not_confirmed() -> None:
    nils = somebody("Nils")
    company = claims.act_for(what=COMPANY, by=as_(nils)).organisation
    browser = browser_of(nils, company)
    at, key = f"/nb/virksomhet/{company.public_id}/invitasjon/", "7d5b6f7e-6b1c-4d3c-9a3f-2f1a5c8f9b1"
    said = [{"email": f"a{one}@x.example", "roles": "representative", "key": f"{key}{one}"} for one in range(6)]
    got = [browser.post(at, one).status_code for one in said]
    assert got == [302] * 5 + [429]


def test_owners_see_invitations_and_withdraw_them(client: Client) -> None:
    people.log_in(client, "owner")
    page = client.get(f"{AT}/folk/").content.decode()
    assert "nora@eksempelvik.example" in page
    assert "Invitert av Eli Eier. Åpen til" in page
    client.post(f"{AT}/invitasjon/{people_samples.INVITATION}/", {"withdraw": "1"})
    assert "nora@eksempelvik.example" not in client.get(f"{AT}/folk/").content.decode()
    assert client.post(f"{AT}/invitasjon/{people_samples.INVITATION}/", {"again": "1"}).status_code == 409


def test_whom_an_old_invitation_was_for_is_forgotten() -> None:
    Invitation.objects.update(expires_at=timezone.now() - actions.KEPT - timedelta(minutes=1))
    assert actions.forget() == 1
    assert actions.forget() == 0
    one = Invitation.objects.get()
    assert (one.email, one.title, one.roles) == ("", "", ["need-owner"])
