"""Whoever can answer a claim is told of it, and whoever made it is told the answer, each in their own language."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone, translation

from mulighetsrom.web.accounts import desk
from mulighetsrom.web.accounts.actions import claims
from mulighetsrom.web.accounts.kinds import Described
from mulighetsrom.web.accounts.models import Deputy, Membership, Organisation, Person
from mulighetsrom.web.common.mail import queries as mails
from mulighetsrom.web.common.models import Mail
from tests.web import people, people_samples
from tests.web.accounts.acting import BAERUM, COMPANY, as_, browser_of, somebody
from tests.web.background import work

if TYPE_CHECKING:
    from django.test import Client

    from mulighetsrom.web.common.actor import Actor

pytestmark = pytest.mark.django_db(transaction=True)
EKSEMPELVIK = Described("Eksempelvik kommune", "municipality", number="316777627", municipality="9901", county="99")


@pytest.fixture(autouse=True)
def _filled(transactional_db: None) -> None:  # noqa: ARG001 - asked for what it does
    people.fill()
    people_samples.fill()


def _claim(person: Person, what: Described = EKSEMPELVIK) -> Membership:
    return claims.act_for(what=what, by=as_(person))


def _letters() -> list[tuple[str, str]]:
    """Return to whom letters went, and what stands in each."""
    work()
    return [(mail.address, mails.words(mail).subject + mails.words(mail).text) for mail in Mail.objects.order_by("id")]


def _desk(by: Actor) -> list[tuple[str, str]]:
    with translation.override("nb"):
        return [(task.title, task.url) for task in desk.tasks(by)]


def test_owners_and_their_deputies_are_asked_with_a_way_to_the_answer() -> None:
    Deputy.objects.all().delete()
    deputy = people.person("adviser")
    people_samples.deputise("owner", "adviser", timezone.localdate(), days=1)
    Person.objects.filter(pk=deputy.pk).update(language="nn")
    claim = _claim(somebody("Kim"))
    (_to_deputy, in_nynorsk), (_to_owner, in_bokmaal) = sorted(_letters(), key=lambda one: "ber om å få" in one[1])
    assert {_to_deputy, _to_owner} == {deputy.email, people.person("owner").email}
    assert "Kim (kim@kim.example)" in in_bokmaal
    assert f"/nb/virksomhet/{people.EKSEMPELVIK}/krav/{claim.public_id}/" in in_bokmaal
    assert f"/nn/virksomhet/{people.EKSEMPELVIK}/krav/{claim.public_id}/" in in_nynorsk


@pytest.mark.parametrize("what", [BAERUM, COMPANY], ids=str)
def test_operators_are_asked_where_nobody_else_can_answer_and_it_stands_on_their_desk(what: Described) -> None:
    before = _desk(people.actor("operator"))
    assert before == [("2 forespørsler om å representere en virksomhet venter", "/nb/drift/")], "those of the samples"
    _claim(somebody("Kim"), what)
    [(address, said)] = _letters()
    assert address == people.person("operator").email
    assert what.name in said
    assert "/nb/drift/" in said
    assert _desk(people.actor("operator")) == [("3 forespørsler om å representere en virksomhet venter", "/nb/drift/")]


def test_a_mail_domain_that_vouches_asks_nobody() -> None:
    _claim(somebody("Kim", "kim@eksempelvik.example"))
    assert _letters() == []


def test_a_claim_that_was_answered_before_the_letter_left_asks_nobody() -> None:
    claim = _claim(somebody("Kim"))
    claims.turn_down(membership=claim, by=people.actor("owner"))
    assert [address for address, said in _letters() if said] == ["kim@kim.example"]


def test_who_claims_again_and_again_sends_no_new_letters_for_a_week() -> None:
    kim = somebody("Kim")
    first = _claim(kim)
    claims.turn_down(membership=first, by=people.actor("owner"))
    sent = Mail.objects.count()
    second = _claim(kim)
    assert Mail.objects.count() == sent
    assert any("Kim" in title for title, _ in _desk(people.actor("owner"))), "it is on the desk all the same"
    Membership.objects.filter(pk=second.pk).update(ended_at=timezone.now() - timedelta(days=8))
    Membership.objects.filter(pk=first.pk).update(ended_at=timezone.now() - timedelta(days=8))
    _claim(kim)
    assert Mail.objects.count() == sent + 1


def test_who_is_let_in_by_an_owner_is_told_in_the_municipality_s_name_as_what() -> None:
    claim = Membership.objects.get(public_id=people_samples.CLAIM)
    claims.confirm(membership=claim, roles=["adviser", "approver"], by=people.actor("owner"))
    [(address, said)] = _letters()
    mail = Mail.objects.get()
    assert address == claim.person.email
    assert (mail.sender_name, mail.reply_to) == ("Eksempelvik kommune", "innkjop@eksempelvik.example")
    assert "Rollene dine: Innkjøpsrådgiver, Godkjenner" in said
    assert f"/nb/virksomhet/{people.EKSEMPELVIK}/" in said


def test_who_is_confirmed_by_an_operator_is_told_in_the_platform_s_name() -> None:
    claim = _claim(somebody("Kim"), BAERUM)
    claims.confirm_as_operator(membership=claim, by=people.actor("operator"))
    told = [mail for mail in Mail.objects.all() if mail.address == "kim@kim.example"]
    assert [(mail.sender_name, mail.reply_to) for mail in told] == [("Mulighetsrom", "")]


def test_who_is_turned_down_is_told_so_and_what_to_do_if_that_is_wrong() -> None:
    claim = Membership.objects.get(public_id=people_samples.CLAIM)
    claims.turn_down(membership=claim, by=people.actor("owner"))
    [(address, said)] = _letters()
    assert address == claim.person.email
    assert "Du ble ikke sluppet inn hos Eksempelvik kommune" in said
    assert "invitasjon" in said


def test_an_operator_notes_the_mailbox_that_a_new_municipality_has_none_of_yet(client: Client) -> None:
    claim = _claim(somebody("Kim"), BAERUM)
    people.log_in(client, "operator")
    wrong = client.post(f"/nb/drift/krav/{claim.public_id}/", {"confirm": "1", "mailbox": "postmottak"})
    assert "postmottak" in wrong.content.decode()
    assert Membership.objects.get(pk=claim.pk).waits
    client.post(f"/nb/drift/krav/{claim.public_id}/", {"confirm": "1", "mailbox": "post@baerum.example"})
    assert Organisation.objects.get(pk=claim.organisation_id).mailbox == "post@baerum.example"


def test_an_operator_does_not_overwrite_the_mailbox_that_an_owner_has_set() -> None:
    claim = Membership.objects.get(public_id=people_samples.CLAIM)
    claims.confirm_as_operator(membership=claim, mailbox="post@annet.example", by=people.actor("operator"))
    assert people.organisation().mailbox == "innkjop@eksempelvik.example"


def test_the_first_administrator_is_asked_for_a_mailbox_on_the_desk_until_there_is_one() -> None:
    kim = somebody("Kim")
    claim = _claim(kim, BAERUM)
    claims.confirm_as_operator(membership=claim, by=people.actor("operator"))
    at = f"/nb/virksomhet/{claim.organisation.public_id}/innstilling/"
    actor = as_(kim, claim.organisation)
    assert [url for _, url in _desk(actor)] == [at]
    browser = browser_of(kim, claim.organisation)
    said = {"name": "Bærum kommune", "mailbox": "post@baerum.example", "language": "nb", "approvals_needed": "1"}
    seen = Organisation.objects.get(pk=claim.organisation_id).edit_version
    assert browser.post(at, {**said, "seen": str(seen)}).status_code == 302
    assert _desk(actor) == []
