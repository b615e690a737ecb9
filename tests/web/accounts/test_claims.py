"""Nobody acts for a municipality by saying so; who comes first from a company may begin, shown as not confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from mulighetsrom.web.accounts import access, pages
from mulighetsrom.web.accounts.actions import claims, deputies, organisations
from mulighetsrom.web.accounts.kinds import Described
from mulighetsrom.web.accounts.models import Membership, Organisation
from mulighetsrom.web.accounts.queries import people as queries
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import kernel
from mulighetsrom.web.common.actor import COMMAND, Actor
from tests.web import people, people_samples
from tests.web.accounts.acting import BAERUM, COMPANY, as_, browser_of, somebody

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("country")]


def _claim(person: Person, what: Described = BAERUM) -> Membership:
    return claims.act_for(what=what, by=as_(person))


@kernel.action
def _log_in(*, person: Person, what: Described, by: Actor) -> Membership:
    return claims.confirm_by_login(person=person, what=what, by=by)


@pytest.fixture
def country(transactional_db: None) -> None:  # noqa: ARG001 - asked for what it does
    people.fill()
    people_samples.fill()


def test_nobody_becomes_adviser_of_a_municipality_by_claiming_it() -> None:
    kim = somebody("Kim")
    claim = _claim(kim)
    assert (claim.waits, claim.confirmed_by, claim.roles) == (True, "", ["reader"])
    actor = as_(kim, claim.organisation)
    assert (actor.acting_for, actor.roles) == (None, frozenset())
    assert not any(may(actor, what) for what in May)
    with pytest.raises(PermissionDenied):
        access.our(claim.organisation.public_id, by=actor)
    assert list(queries.members(claim.organisation)) == []


def test_the_database_itself_lets_no_unconfirmed_person_into_a_buyer() -> None:
    claim = _claim(somebody("Kim"))
    with pytest.raises(IntegrityError, match="nobody acts for a buyer by claiming it"):
        Membership.objects.filter(pk=claim.pk).update(waits=False)
    company = _claim(somebody("Nils"), COMPANY)
    with pytest.raises(IntegrityError, match="a supplier does not become a buyer"):
        Organisation.objects.filter(pk=company.organisation_id).update(kind="intermunicipal")


def test_a_claim_that_waits_cannot_be_confirmed_at_the_same_time() -> None:
    claim = _claim(somebody("Kim"))
    with pytest.raises(IntegrityError, match="a_claim_that_waits_is_only_a_claim"), transaction.atomic():
        Membership.objects.filter(pk=claim.pk).update(confirmed_by="owner", confirmed_at=timezone.now())


def test_who_comes_first_from_a_company_is_its_unconfirmed_owner_and_may_begin() -> None:
    nils = somebody("Nils")
    claim = _claim(nils, COMPANY)
    assert (claim.waits, claim.confirmed_by, claim.roles) == (False, "", ["owner"])
    actor = as_(nils, claim.organisation)
    assert actor.roles == {"supplier-owner"}
    assert [what for what in May if may(actor, what)] == [May.PEOPLE, May.OFFER]
    assert not queries.confirmed([nils])


def test_who_comes_second_from_a_company_waits() -> None:
    first, second = _claim(somebody("Nils"), COMPANY), _claim(somebody("Siri"), COMPANY)
    assert first.organisation == second.organisation
    assert second.waits
    assert as_(second.person, second.organisation).acting_for is None


def test_a_company_that_everybody_has_left_is_not_inherited_by_who_claims_it_next() -> None:
    first = _claim(somebody("Nils"), COMPANY)
    Membership.objects.filter(pk=first.pk).update(ended_at=timezone.now())
    assert _claim(somebody("Siri"), COMPANY).waits


def test_companies_from_abroad_and_those_being_founded_take_part_in_full() -> None:
    abroad = Described("Nordsol ApS", registered="abroad", number="DK12345678", country="DK")
    founding = Described("Snart AS", registered="founding")
    for what in (abroad, founding):
        person = somebody(what.name.split()[0])
        claim = _claim(person, what)
        assert may(as_(person, claim.organisation), May.OFFER)
    assert _claim(somebody("Other"), founding).organisation.pk != claim.organisation.pk, "no number, no same company"


def test_claiming_twice_is_one_claim() -> None:
    kim = somebody("Kim")
    key = uuid4()
    first = claims.act_for.once(key, what=BAERUM, by=as_(kim))
    assert first == claims.act_for.once(key, what=BAERUM, by=as_(kim)) == _claim(kim)


def test_another_number_for_a_municipality_that_is_here_is_refused() -> None:
    _claim(somebody("Kim"))
    with pytest.raises(organisations.PlaceTakenError):
        _claim(somebody("Nils"), Described("Bærum kommune", "municipality", number="923609016", municipality="3201"))


def test_an_owner_lets_a_claim_in_with_the_roles_they_choose() -> None:
    claim = Membership.objects.get(public_id=people_samples.CLAIM)
    claims.confirm(membership=claim, roles=["adviser", "approver"], by=people.actor("owner"))
    claim.refresh_from_db()
    assert (claim.waits, claim.confirmed_by, claim.roles) == (False, "owner", ["adviser", "approver"])
    assert may(as_(claim.person, claim.organisation), May.PUBLISH)
    with pytest.raises(kernel.StageConflictError):
        claims.confirm(membership=people_samples_claim(waits=True), roles=["owner"], by=people.actor("owner"))


def people_samples_claim(*, waits: bool) -> Membership:
    """Return the claim as somebody saw it who opened the page before it was answered."""
    claim = Membership.objects.get(public_id=people_samples.CLAIM)
    claim.waits = waits
    return claim


def test_an_owner_who_is_not_confirmed_confirms_nobody() -> None:
    nils, siri = somebody("Nils"), somebody("Siri")
    first, second = _claim(nils, COMPANY), _claim(siri, COMPANY)
    claims.confirm(membership=second, roles=["representative"], by=as_(nils, first.organisation))
    second.refresh_from_db()
    assert (second.waits, second.confirmed_by) == (False, "")
    with pytest.raises(PermissionDenied):
        claims.confirm(membership=first, roles=["owner"], by=as_(nils, first.organisation))


def test_a_claim_that_is_turned_down_has_ended() -> None:
    claim = Membership.objects.get(public_id=people_samples.CLAIM)
    claims.turn_down(membership=claim, by=people.actor("owner"))
    assert list(queries.claims(people.organisation())) == []


def test_the_operator_makes_the_first_owner_and_after_that_only_members() -> None:
    kim, nils = somebody("Kim"), somebody("Nils")
    first, second = _claim(kim), _claim(nils)
    for claim in (first, second):
        claims.confirm_as_operator(membership=claim, by=people.actor("operator"))
        claim.refresh_from_db()
    assert (first.roles, first.confirmed_by, second.roles) == (["owner"], "operator", ["reader"])


def test_a_claim_that_made_itself_owner_is_no_longer_one_beside_a_confirmed_owner() -> None:
    squatter, real = somebody("Sleip"), somebody("Siri")
    squat, claim = _claim(squatter, COMPANY), _claim(real, COMPANY)
    claims.confirm_as_operator(membership=claim, by=people.actor("operator"))
    claim.refresh_from_db()
    assert (claim.roles, claim.confirmed_by) == (["owner"], "operator")
    claims.confirm_as_operator(membership=squat, by=people.actor("operator"))
    squat.refresh_from_db()
    assert squat.roles == ["representative"]


def test_whoever_logs_in_for_a_municipality_is_confirmed_and_the_first_is_its_owner() -> None:
    kim, nils = somebody("Kim"), somebody("Nils")
    first = _log_in(person=kim, what=BAERUM, by=as_(kim))
    second = _log_in(person=nils, what=BAERUM, by=as_(nils))
    again = _log_in(person=nils, what=BAERUM, by=as_(nils))
    assert (first.roles, first.confirmed_by, second.roles, again.pk) == (["owner"], "login", ["reader"], second.pk)
    assert may(as_(kim, first.organisation), May.PEOPLE)


def test_logging_in_confirms_a_claim_that_waits() -> None:
    kim = somebody("Kim")
    claim = _claim(kim)
    _log_in(person=kim, what=BAERUM, by=as_(kim))
    claim.refresh_from_db()
    assert (claim.waits, claim.confirmed_by, claim.roles) == (False, "login", ["owner"])


@pytest.mark.parametrize(
    ("email", "confirmed"),
    [
        ("kari@eksempelvik.example", "domain"),
        ("kari@EKSEMPELVIK.example", "domain"),
        ("kari@eksempelvik.example.evil.com", ""),
        ("kari@skole.eksempelvik.example", ""),
        ("kari@notreallyeksempelvik.example", ""),
        ("kari@ek\u0455empelvik.example", ""),
        ('"@eksempelvik.example"@evil.com', ""),
    ],
)
def test_an_address_at_the_organisations_own_domain_confirms_and_no_other(email: str, confirmed: str) -> None:
    kari = somebody("Kari", email)
    organisation = people.organisation()
    what = Described(organisation.name, organisation.kind, number=organisation.number)
    claim = _claim(kari, what)
    assert (claim.confirmed_by, claim.waits) == (confirmed, not confirmed)
    assert claim.roles == ["reader"], "an address tells who somebody is, not what they do there"


def test_a_domain_that_is_open_to_all_confirms_nobody_even_if_it_got_into_the_list() -> None:
    Organisation.objects.filter(public_id=people.EKSEMPELVIK).update(mail_domains=["gmail.com"])
    organisation = people.organisation()
    what = Described(organisation.name, organisation.kind, number=organisation.number)
    assert _claim(somebody("Kari", "kari@gmail.com"), what).waits


def test_an_owner_who_is_not_confirmed_cannot_let_their_own_domain_confirm_them() -> None:
    nils = somebody("Nils", "nils@squat.example")
    company = _claim(nils, COMPANY).organisation
    with pytest.raises(PermissionDenied):
        organisations.save_settings(organisation=company, seen=1, by=as_(nils, company), mail_domains=["squat.example"])


def test_only_an_operator_finds_claims_by_id() -> None:
    assert access.claim(people_samples.CLAIM, by=people.actor("operator"))
    with pytest.raises(PermissionDenied):
        access.claim(people_samples.CLAIM, by=people.actor("owner"))
    with pytest.raises(Http404):
        access.claim(people.PEOPLE["adviser"].membership, by=people.actor("operator"))


def test_the_command_line_appoints_the_first_owner() -> None:
    kim = somebody("Kim")
    claim = _claim(kim)
    claims.appoint(organisation=claim.organisation, person=kim, by=COMMAND)
    assert may(as_(kim, claim.organisation), May.PEOPLE)


def test_the_latest_membership_tells_whether_it_is_confirmed_for_whom_somebody_acts() -> None:
    claim = _claim(somebody("Nils"), COMPANY)
    supplier = people.person("supplier")
    ours = people.organisation(people.VARMT_HJEM)
    assert queries.confirmed([claim.person, supplier, None]) == {supplier.pk: [ours]}
    left = supplier.memberships.get()
    Membership.objects.filter(pk=left.pk).update(ended_at=timezone.now())
    assert queries.confirmed([supplier]) == {supplier.pk: [ours]}, "what was confirmed then, was so"
    people_samples.claim("C1A1MANEW1", supplier, ours.public_id, "representative")
    assert queries.confirmed([supplier]) == {}


def test_a_companys_name_stands_with_the_way_to_it_and_whether_it_is_confirmed() -> None:
    ours = people.organisation(people.VARMT_HJEM)
    for shown, is_named, is_unsure in [("Varmt hjem AS", True, True), ("en leverandør", False, False)]:
        company = pages.company(ours, is_named=is_named, is_unsure=is_unsure)
        told = render_to_string("accounts/claimed_by.html", {"company": company})
        assert shown in told
        assert ("Ikke bekreftet" in told) is is_unsure
        assert (ours.public_id in told) is is_named


def _firm_of_two_unconfirmed() -> tuple[Membership, Membership]:
    """Return the owner of a firm that nobody has confirmed, and a colleague who stands in for them today."""
    owner = _claim(somebody("Kim"), COMPANY)
    helper = _claim(somebody("Ola"), COMPANY)
    claims.confirm(membership=helper, roles=["representative"], by=as_(owner.person, owner.organisation))
    today = timezone.localdate()
    deputies.name(membership=owner, stands_in=helper, first=today, last=today, by=as_(owner.person, owner.organisation))
    return owner, helper


@pytest.mark.parametrize("sent", [{"refuse": "1"}, {"confirm": "1", "roles": ["representative"]}])
def test_a_deputy_does_not_put_out_the_last_owner_by_answering_a_claim_that_is_none(
    sent: dict[str, str],
) -> None:
    owner, helper = _firm_of_two_unconfirmed()
    organisation = owner.organisation.public_id
    answer = browser_of(helper.person, owner.organisation).post(
        f"/nb/virksomhet/{organisation}/krav/{owner.public_id}/", sent
    )
    assert answer.status_code in {403, 409}
    owner.refresh_from_db()
    assert (owner.roles, owner.ended_at, owner.waits) == (["owner"], None, False)


def test_an_operator_puts_out_who_made_themselves_owner_of_a_firm() -> None:
    owner, _helper = _firm_of_two_unconfirmed()
    claims.turn_down(membership=owner, by=people.actor("operator"))
    owner.refresh_from_db()
    assert owner.ended_at is not None


def test_a_number_that_nobody_could_look_up_is_not_called_a_municipality_by_whoever_says_so() -> None:
    said = {"registered": "norway", "number": "923609016", "name": "Eksempelvik kommune"}
    key = {"key": "7d5b6f7e-6b1c-4d3c-9a3f-2f1a5c8f9b10"}
    browser = people.log_in(Client(), "reader")
    page = browser.post("/nb/virksomhet/ny/", said | key).content.decode()
    assert "ser ut som navnet på en kommune" in page
    assert not Organisation.objects.filter(number="923609016").exists()
    browser.post("/nb/virksomhet/ny/", said | key | {"name": "Noe annet AS"})
    assert Organisation.objects.get(number="923609016").name == "Noe annet AS"
