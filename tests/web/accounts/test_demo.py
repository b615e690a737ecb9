"""The people of a demo: one click and one is somebody, in a demo and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from mulighetsrom.installation import config, database
from mulighetsrom.web.accounts import demo
from mulighetsrom.web.accounts.models import Membership, Organisation, Person
from mulighetsrom.web.accounts.roles import GIVEN

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_database() -> None:
    """Mark the tests' database as a demo's."""
    with connection.cursor() as cursor:
        cursor.execute(database.CLAIM)
        cursor.execute("INSERT INTO mulighetsrom_installation (mode) VALUES ('demo')")


@pytest.fixture
def filled(demo_database: None) -> None:  # noqa: ARG001 - asked for what it does
    demo.fill()


def _log_in(client: Client, key: str) -> int:
    return client.post(f"/nb/logg-inn/eksempel/{demo.public_id('person', key)}/").status_code


@pytest.mark.usefixtures("filled")
def test_everybody_in_the_file_is_there_with_their_roles_and_once() -> None:
    before = (Person.objects.count(), Organisation.objects.count(), Membership.objects.count())
    demo.fill()
    assert before == (Person.objects.count(), Organisation.objects.count(), Membership.objects.count())
    assert before[0] == len(demo.content()["person"])
    assert {role for one in Membership.objects.all() for role in one.roles} == set(GIVEN)
    assert Person.objects.get(is_operator=True).memberships.count() == 0


@pytest.mark.usefixtures("filled")
def test_what_somebody_changed_in_a_demo_stays() -> None:
    Person.objects.filter(public_id=demo.public_id("person", "ev-adviser")).update(name="Kari Endret")
    demo.fill()
    assert Person.objects.get(public_id=demo.public_id("person", "ev-adviser")).name == "Kari Endret"


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("key", [key for key, _ in demo.SHOWN])
def test_the_log_in_offers_its_people_and_one_click_is_enough(client: Client, key: str) -> None:
    name = Person.objects.get(public_id=demo.public_id("person", key)).name
    assert name in client.get("/nb/logg-inn/").content.decode()
    assert _log_in(client, key) == 302
    assert name in client.get("/nb/data/").content.decode()


@pytest.mark.usefixtures("filled")
def test_the_others_cannot_be_chosen(client: Client) -> None:
    assert _log_in(client, "lk-approver") == 404


@pytest.mark.usefixtures("filled")
def test_they_cannot_be_anybody_in_a_production_installation(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    production = replace(config.current(), mode=config.Mode.PRODUCTION)
    monkeypatch.setattr(config, "current", lambda: production)
    assert _log_in(client, "ev-adviser") == 404
    assert "eksempelpersonene" not in client.get("/nb/logg-inn/").content.decode()


@pytest.mark.usefixtures("filled")
def test_they_cannot_be_anybody_in_a_database_made_for_production(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE mulighetsrom_installation SET mode = 'production'")
    assert _log_in(client, "ev-adviser") == 404
    assert "eksempelpersonene" not in client.get("/nb/logg-inn/").content.decode()


def test_nothing_is_filled_where_the_database_is_no_demos() -> None:
    demo.fill()
    assert not Person.objects.exists()
