"""Roles are given by those who may, somebody always owns the place, and who leaves leaves nothing lying."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from mulighetsrom.web.accounts.actions import deputies
from mulighetsrom.web.accounts.actions import people as actions
from mulighetsrom.web.accounts.models import Deputy, Invitation, Membership
from mulighetsrom.web.accounts.queries import people as queries
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import audit, kernel, registry
from tests.web import people, people_samples
from tests.web.accounts.acting import as_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from mulighetsrom.web.common.actor import Actor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _filled(transactional_db: None) -> None:  # noqa: ARG001 - asked for what it does
    people.fill()
    people_samples.fill()
    Deputy.objects.all().delete()


def _member(who: str) -> Membership:
    return people.person(who).memberships.get()


def _change(who: str, roles: list[str], by: str = "owner", **more: object) -> None:
    one = _member(who)
    told = {"title": "", "seen": one.edit_version, **more}
    actions.change(membership=one, roles=roles, by=people.actor(by), **told)  # type: ignore[arg-type] # told apart above


def _roles_of(who: str) -> frozenset[str]:
    person = people.person(who)
    return as_(person, person.memberships.get().organisation).roles


# --- roles --------------------------------------------------------------------------------------------------------


def test_an_owner_changes_what_somebody_may_do_from_their_next_click_on() -> None:
    _change("reader", ["adviser", "approver"], title="Innkjøpssjef")
    assert _roles_of("reader") == {"adviser", "approver"}
    assert [one.facts["new"] for one in audit.about(_member("reader"))] == [["adviser", "approver"]]


@pytest.mark.parametrize("roles", [["operator"], ["supplier-owner"], ["representative"], ["owner", "operator"]])
def test_nobody_is_given_a_role_that_is_not_one_of_the_organisations(roles: list[str]) -> None:
    with pytest.raises(PermissionDenied):
        _change("reader", roles)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=_member("reader").pk).update(roles=["operator"])


@pytest.mark.parametrize("by", ["adviser", "reader", "approver", "stranger", "supplier", "operator"])
def test_only_an_owner_of_the_organisation_makes_owners(by: str) -> None:
    with pytest.raises(PermissionDenied):
        _change(by if by in {"adviser", "reader"} else "reader", ["owner"], by=by)


def test_a_deputy_of_the_owner_cannot_make_themselves_owner_for_good() -> None:
    _deputy("owner", "adviser", timezone.localdate(), timezone.localdate())
    person = people.person("adviser")
    actor = as_(person, people.organisation())
    assert may(actor, May.PEOPLE)
    with pytest.raises(PermissionDenied):
        actions.change(membership=_member("adviser"), seen=1, roles=["owner"], title="", by=actor)


def test_what_two_owners_write_at_once_is_not_overwritten() -> None:
    _change("reader", ["adviser"], seen=1)
    with pytest.raises(kernel.EditConflictError):
        _change("reader", ["approver"], seen=1)


def test_one_person_answers_access_requests_and_no_longer_the_other() -> None:
    _change("reader", ["reader"], answers=True)
    _change("adviser", ["adviser"], answers=True)
    assert [one.person.name for one in Membership.objects.filter(answers_access_requests=True)] == ["Ina Innkjøp"]


def test_posting_other_fields_or_roles_changes_nothing(client: Client) -> None:
    people.log_in(client, "owner")
    one = _member("reader")
    said = {
        "roles": ["operator"],
        "title": "x",
        "seen": "1",
        "confirmed_by": "operator",
        "organisation": "1",
        "is_operator": "1",
        "person": "1",
    }
    answer = client.post(f"/nb/virksomhet/{people.EKSEMPELVIK}/folk/{one.public_id}/", said)
    assert "Velg blant rollene som står her." in answer.content.decode()
    said["roles"] = ["reader", "adviser"]
    client.post(f"/nb/virksomhet/{people.EKSEMPELVIK}/folk/{one.public_id}/", said)
    one.refresh_from_db()
    assert (one.confirmed_by, one.roles, one.person.is_operator) == ("owner", ["adviser", "reader"], False)


# --- leaving ------------------------------------------------------------------------------------------------------


@pytest.fixture
def work() -> Iterator[dict[str, str]]:
    """Work that a slice above has registered: title -> who answers for it."""
    owned = {"Trygge netter": people.PEOPLE["adviser"].person, "Varme måltider": people.PEOPLE["reader"].person}

    def found(person: str, organisation: str) -> list[tuple[str, str]]:
        assert organisation == people.EKSEMPELVIK
        return [(title, "/nb/") for title, who in owned.items() if who == person]

    def move(person: str, organisation: str, to: str, by: Actor) -> None:  # noqa: ARG001 - as the registry has it
        assert connection.in_atomic_block
        owned.update({title: to for title, who in owned.items() if who == person})

    with patch.object(registry, "open_work", [registry.OpenWork(found, move)]):
        yield owned


def test_who_leaves_gives_all_open_work_to_one_colleague_in_one_step(work: dict[str, str]) -> None:
    actions.leave(membership=_member("adviser"), to=_member("need_owner"), by=people.actor("adviser"))
    assert work["Trygge netter"] == people.PEOPLE["need_owner"].person
    assert work["Varme måltider"] == people.PEOPLE["reader"].person
    assert as_(people.person("adviser"), people.organisation()).roles == frozenset()
    assert people.person("adviser").name == "Ina Innkjøp", "the history can still say who it was"


def test_nobody_leaves_work_lying(work: dict[str, str]) -> None:
    with pytest.raises(actions.WorkLeftError):
        actions.leave(membership=_member("adviser"), to=None, by=people.actor("adviser"))
    assert _member("adviser").ended_at is None
    assert work["Trygge netter"] == people.PEOPLE["adviser"].person


@pytest.mark.parametrize("to", ["adviser", "stranger", "supplier"])
def test_work_goes_to_a_colleague_and_nobody_else(work: dict[str, str], to: str) -> None:
    with pytest.raises(kernel.StageConflictError):
        actions.leave(membership=_member("adviser"), to=_member(to), by=people.actor("adviser"))
    assert work["Trygge netter"] == people.PEOPLE["adviser"].person


def test_the_page_offers_colleagues_only(client: Client, work: dict[str, str]) -> None:
    people.log_in(client, "adviser")
    at = f"/nb/virksomhet/{people.EKSEMPELVIK}/folk/{_member('adviser').public_id}/slutt/"
    page = client.get(at).content.decode()
    assert "Trygge netter" in page
    assert "Varme måltider" not in page
    assert "Lars Liknes" not in page
    client.post(at, {"to": _member("stranger").public_id})
    assert _member("adviser").ended_at is None
    assert client.post(at, {"to": _member("reader").public_id}).status_code == 302
    assert work["Trygge netter"] == people.PEOPLE["reader"].person
    assert client.get(f"/nb/virksomhet/{people.EKSEMPELVIK}/folk/").status_code == 403


def test_the_last_owner_cannot_leave_nor_stop_being_owner() -> None:
    with pytest.raises(actions.LastOwnerError):
        actions.leave(membership=_member("owner"), to=None, by=people.actor("owner"))
    with pytest.raises(actions.LastOwnerError):
        _change("owner", ["adviser"])
    _change("adviser", ["owner"])
    actions.leave(membership=_member("owner"), to=None, by=people.actor("owner"))
    assert [one.person.name for one in queries.owners(people.organisation())] == ["Ina Innkjøp"]


def test_who_is_alone_in_a_company_may_leave_it_but_not_stop_being_its_owner_while_others_are_there() -> None:
    company = _member("supplier").organisation
    company.memberships.exclude(person=people.person("supplier")).delete()
    newcomer = Membership.objects.create(
        person=people.person("other_supplier"), organisation=company, roles=["representative"]
    )
    with pytest.raises(actions.LastOwnerError):
        actions.leave(membership=_member("supplier"), to=None, by=people.actor("supplier"))
    newcomer.delete()
    actions.leave(membership=_member("supplier"), to=None, by=people.actor("supplier"))
    assert not queries.members(company).exists()


def test_a_claim_that_waits_is_no_owner_who_could_stay_behind() -> None:
    Membership.objects.filter(public_id=people_samples.CLAIM).update(roles=["owner"])
    with pytest.raises(actions.LastOwnerError):
        actions.leave(membership=_member("owner"), to=None, by=people.actor("owner"))


def test_two_owners_who_leave_at_once_leave_one() -> None:
    _change("adviser", ["owner"])
    together = threading.Barrier(2)
    came_of: list[str] = []

    def leave(who: str) -> None:
        try:
            one, actor = _member(who), people.actor(who)
            together.wait(10)
            actions.leave(membership=one, to=None, by=actor)
            came_of.append("left")
        except actions.LastOwnerError:
            came_of.append("stays")
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[who]) for who in ("owner", "adviser")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came_of) == ["left", "stays"]
    assert queries.owners(people.organisation()).count() == 1


def test_invitations_of_who_leaves_stay_and_those_of_who_is_put_out_do_not() -> None:
    _change("adviser", ["owner"])
    Invitation.objects.update(invited_by=people.person("adviser"))
    actions.leave(membership=_member("adviser"), to=None, by=people.actor("owner"))
    assert Invitation.objects.get().withdrawn_at is not None


def test_invitations_of_who_leaves_by_themselves_stay_open() -> None:
    _change("adviser", ["owner"])
    Invitation.objects.update(invited_by=people.person("adviser"))
    actions.leave(membership=_member("adviser"), to=None, by=people.actor("adviser"))
    assert Invitation.objects.get().withdrawn_at is None


def test_nobody_ends_twice() -> None:
    one = _member("reader")
    actions.leave(membership=one, to=None, by=people.actor("owner"))
    with pytest.raises(kernel.StageConflictError):
        actions.leave(membership=_member("reader"), to=None, by=people.actor("owner"))


# --- deputies -----------------------------------------------------------------------------------------------------


def _deputy(who: str, stands_in: str, first: date, last: date) -> Deputy:
    return deputies.name(
        membership=_member(who), stands_in=_member(stands_in), first=first, last=last, by=people.actor("owner")
    )


@pytest.mark.parametrize(
    ("now", "stands_in"),
    [
        # summer: Norway is two hours ahead
        (datetime(2026, 7, 5, 21, 59, 59, tzinfo=UTC), False),  # 23:59:59 the evening before
        (datetime(2026, 7, 5, 22, 0, tzinfo=UTC), True),
        (datetime(2026, 7, 7, 21, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 7, 7, 22, 0, tzinfo=UTC), False),
    ],
)
def test_a_deputy_stands_in_from_midnight_to_midnight_in_norway(*, now: datetime, stands_in: bool) -> None:
    _deputy("approver", "reader", date(2026, 7, 6), date(2026, 7, 7))
    with patch.object(timezone, "now", return_value=now):
        assert ("approver" in queries.roles(_member("reader"))) is stands_in


@pytest.mark.parametrize(
    ("now", "stands_in"),
    [
        # the clocks go back in the night to 25 October 2026: the day begins at +2 and ends at +1
        (datetime(2026, 10, 24, 21, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), False),
    ],
)
def test_the_day_on_which_the_clock_changes_is_one_day(*, now: datetime, stands_in: bool) -> None:
    _deputy("approver", "reader", date(2026, 10, 25), date(2026, 10, 25))
    with patch.object(timezone, "now", return_value=now):
        assert ("approver" in queries.roles(_member("reader"))) is stands_in


def test_one_deputy_a_day() -> None:
    today = timezone.localdate()
    _deputy("approver", "reader", today, today + timedelta(days=3))
    with pytest.raises(deputies.DaysTakenError):
        _deputy("approver", "adviser", today + timedelta(days=3), today + timedelta(days=4))
    _deputy("approver", "adviser", today + timedelta(days=4), today + timedelta(days=4))
    with pytest.raises(IntegrityError, match="one_deputy_a_day"):
        Deputy.objects.create(
            membership=_member("approver"), stands_in=_member("owner"), days=DateRange(today, today + timedelta(days=1))
        )


def test_what_is_lent_is_not_lent_on() -> None:
    today = timezone.localdate()
    _deputy("approver", "reader", today, today)
    _deputy("reader", "need_owner", today, today)
    assert "approver" in queries.roles(_member("reader"))
    assert "approver" not in queries.roles(_member("need_owner"))


def test_nobody_stands_in_in_another_organisation() -> None:
    today = timezone.localdate()
    for who, stands_in in (("adviser", "stranger"), ("supplier", "reader")):
        with pytest.raises(kernel.StageConflictError):
            _deputy(who, stands_in, today, today)


def test_the_deputies_of_who_leaves_end_with_them() -> None:
    today = timezone.localdate()
    Deputy.objects.create(
        membership=_member("approver"),
        stands_in=_member("reader"),
        days=DateRange(today - timedelta(days=3), today + timedelta(days=3)),
    )
    _deputy("adviser", "approver", today + timedelta(days=1), today + timedelta(days=2))
    actions.leave(membership=_member("approver"), to=None, by=people.actor("approver"))
    assert [one.days.upper for one in Deputy.objects.all()] == [today], "what has been stays, what was ahead goes"
    assert queries.roles(_member("reader")) == {"reader"}


def test_a_deputy_that_is_ended_is_none_from_now_on() -> None:
    today = timezone.localdate()
    one = _deputy("approver", "reader", today, today)
    deputies.end(deputy=one, by=people.actor("approver"))
    assert queries.roles(_member("reader")) == {"reader"}


def test_members_name_their_own_deputies_in_the_browser(client: Client) -> None:
    people.log_in(client, "approver")
    at = f"/nb/virksomhet/{people.EKSEMPELVIK}/folk/{_member('approver').public_id}/stedfortreder/"
    today = timezone.localdate()
    yesterday = str(today - timedelta(days=1))
    said = {"stands_in": _member("reader").public_id, "first": str(today), "last": str(today)}
    wrong_dates = ({"first": yesterday}, {"last": yesterday}, {"last": "9999-12-31"}, {"first": "\x00"})
    for wrong in (*wrong_dates, {"stands_in": "N0BADY1111"}):
        assert client.post(at, said | wrong).status_code == 200
    assert client.post(at, said).status_code == 302
    assert _roles_of("reader") == {"reader", "approver"}
    page = client.get(f"/nb/virksomhet/{people.EKSEMPELVIK}/folk/").content.decode()
    assert "Stedfortreder for Gro Godkjenner" in page
