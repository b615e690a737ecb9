"""People see who did what, in words; what waits for them stands on their desk; the paper says what the code does."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from typer.testing import CliRunner

from mulighetsrom.installation.config import CLONE
from mulighetsrom.web import accounts
from mulighetsrom.web.accounts import desk, roles
from mulighetsrom.web.accounts.actions import claims, deputies, invitations
from mulighetsrom.web.accounts.actions import people as actions
from mulighetsrom.web.accounts.deeds import DEEDS
from mulighetsrom.web.accounts.models import Invitation, Membership
from mulighetsrom.web.common import registry
from mulighetsrom.web.common.actor import VISITOR
from tests.web import people, people_samples
from tests.web.accounts.acting import BAERUM, as_, somebody

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True)
AT = f"/nb/virksomhet/{people.EKSEMPELVIK}/historikk/"
CODE = [file.read_text() for file in (CLONE / "src/mulighetsrom/web/accounts").rglob("*.py")]


@pytest.fixture(autouse=True)
def _filled(transactional_db: None) -> None:  # noqa: ARG001 - asked for what it does
    people.fill()
    people_samples.fill()


def test_every_kind_that_the_code_records_has_its_sentence() -> None:
    assert accounts.__file__.startswith(str(CLONE))
    recorded = {kind for text in CODE for kind in re.findall(r'audit\.record\(\s*"([\w.-]+)"', text)}
    assert recorded
    ours = {"organisation", "membership", "invitation", "deputy"}
    assert {kind for kind in recorded if kind.partition(".")[0] in ours} == set(DEEDS)
    assert DEEDS.items() <= registry.deeds.items()


def _do_much() -> None:
    owner = people.actor("owner")
    claim = Membership.objects.get(public_id=people_samples.CLAIM)
    claims.confirm(membership=claim, roles=["reader"], by=owner)
    invitation = Invitation.objects.get()
    invitations.withdraw(invitation=invitation, by=owner)
    today = timezone.localdate()
    reader, approver = (people.person(who).memberships.get() for who in ("reader", "approver"))
    deputies.name(membership=approver, stands_in=reader, first=today, last=today, by=people.actor("approver"))
    actions.leave(membership=approver, to=None, by=people.actor("approver"))


def test_the_history_says_who_did_what_in_the_readers_language(client: Client) -> None:
    _do_much()
    people.log_in(client, "reader")
    page = client.get(AT).content.decode()
    told = [
        "Eli Eier bekreftet at Klara Krav representerer virksomheten.",
        "Eli Eier trakk tilbake invitasjonen til nora@eksempelvik.example.",
        "Gro Godkjenner valgte Rita Rom som stedfortreder.",
        "Gro Godkjenner avsluttet medlemskapet til Gro Godkjenner.",
    ]
    assert [one in page for one in told] == [True] * 4
    assert page.index(told[3]) < page.index(told[0]), "the newest first"
    assert "Eli Eigar" not in client.get(AT.replace("/nb/", "/nn/")).content.decode()
    assert "confirmed that Klara Krav acts for" in client.get(AT.replace("/nb/", "/en/")).content.decode()


def test_the_history_of_another_organisation_is_not_told(client: Client) -> None:
    _do_much()
    people.log_in(client, "stranger")
    assert "Klara Krav" not in client.get(AT.replace(people.EKSEMPELVIK, people.LIKSOMNES)).content.decode()
    assert client.get(AT).status_code == 403


def test_a_long_history_costs_as_many_queries_as_a_short_one(client: Client) -> None:
    people.log_in(client, "reader")
    one = people.person("need_owner").memberships.get()
    counts = []
    for times in (1, 3):
        for _ in range(times):
            one.refresh_from_db()
            actions.change(membership=one, seen=one.edit_version, roles=one.roles, title="", by=people.actor("owner"))
        with CaptureQueriesContext(connection) as queries:
            client.get(AT)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- the desk -----------------------------------------------------------------------------------------------------


def _desk(who: str) -> list[str]:
    with override("nb"):
        return [task.title for task in desk.tasks(people.actor(who))]


def test_who_lets_people_in_sees_who_waits_and_what_runs_out() -> None:
    assert _desk("owner") == ["Klara Krav venter på å bli sluppet inn"]
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=2))
    assert _desk("owner")[1:] == ["Invitasjonen til nora@eksempelvik.example går snart ut"]
    assert _desk("adviser") == _desk("stranger") == []
    assert _desk("operator") == ["2 forespørsler om å representere en virksomhet venter"]
    assert list(desk.tasks(VISITOR)) == []


def test_both_are_told_when_a_deputy_begins_and_ends() -> None:
    today = timezone.localdate()
    approver, reader = (people.person(who).memberships.get() for who in ("approver", "reader"))
    deputies.name(
        membership=approver,
        stands_in=reader,
        first=today + timedelta(days=1),
        last=today + timedelta(days=2),
        by=people.actor("owner"),
    )
    told = ["Rita Rom blir stedfortreder for Gro Godkjenner", "Siste dag Rita Rom er stedfortreder for Gro Godkjenner"]
    assert _desk("approver") == _desk("reader") == told
    assert len(_desk("owner")) == 1


# --- the paper and the commands -----------------------------------------------------------------------------------


def test_the_paper_on_roles_is_what_the_code_prints() -> None:
    assert roles.printed() in (CLONE / "docs" / "people-and-roles.md").read_text()


def _run(*words: str) -> tuple[int, str]:
    from mulighetsrom import cli  # noqa: PLC0415 - it reads the configuration

    done = CliRunner().invoke(cli.app, ["admin", *words])
    return done.exit_code, done.output + str(done.exception or "")


def test_an_operator_makes_the_first_owner_by_command(monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import nullcontext  # noqa: PLC0415 - the server of the tests runs already

    monkeypatch.setattr("mulighetsrom.web.accounts.commands.platform", nullcontext)
    kim = somebody("Kim")
    claims.act_for(what=BAERUM, by=as_(kim))
    assert "Bærum kommune  Kim  kim@kim.example" in _run("organisations", "claims")[1]
    assert _run("organisations", "add", "935478715", "--owner", "kim@kim.example")[0] == 0
    membership = kim.memberships.get()
    assert (membership.roles, membership.confirmed_by) == (["owner"], "operator")
    assert "no organisation number" in _run("organisations", "add", "123456789", "--owner", "kim@kim.example")[1]
    assert "Nobody has logged in" in _run("organisations", "add", "935478715", "--owner", "x@x.example")[1]
    assert "--name" in _run("organisations", "add", "923609016", "--owner", "kim@kim.example")[1]
    assert "| adviser | read, comment" in _run("roles")[1]
