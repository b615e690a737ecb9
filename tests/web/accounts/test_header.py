"""What every page's header says: who is logged in, for whom they act, and where to go from there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import lxml.html
import pytest
from django.utils import timezone

from mulighetsrom.web.accounts import paths
from mulighetsrom.web.accounts.models import Membership, Session
from tests.web import people

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def _words(answer: Any, path: str) -> str:
    page = lxml.html.document_fromstring(answer.content.decode())
    return " ".join(str(page.xpath(f"string({path})")).split())


def _header(client: Client, path: str = "/nb/data/") -> str:
    return _words(client.get(path), "//header")


def _join(who: str, organisation: str) -> None:
    Membership.objects.create(
        person=people.person(who),
        organisation=people.organisation(organisation),
        roles=["reader"],
        confirmed_by="owner",
        confirmed_at=timezone.now(),
    )


def test_a_visitor_is_offered_the_log_in_and_led_back(client: Client) -> None:
    answer = client.get("/nb/data/")
    assert _words(answer, "//header//a[@class='log-in']") == "Logg inn"
    assert _words(answer, "//header//a[@class='log-in']/@href") == "/nb/logg-inn/?neste=%2Fnb%2Fdata%2F"


def test_who_only_reads_costs_no_query_and_gets_no_cookie(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/nb/data/")
    assert not answer.cookies
    assert "Cookie" in answer["Vary"]  # so that no cache gives a member's page to a visitor


@pytest.mark.parametrize("others", [0, 2])
def test_the_header_costs_the_same_however_many_organisations(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, others: int
) -> None:
    for organisation in (people.LIKSOMNES, people.VARMT_HJEM)[:others]:
        _join("adviser", organisation)
    people.log_in(client, "adviser")
    with django_assert_num_queries(5):  # session with person, the organisation acted for, its roles; me, organisations
        client.get("/nb/data/")


def test_it_is_always_seen_for_whom_one_acts(client: Client) -> None:
    people.log_in(client, "adviser")
    assert _words(client.get("/nb/data/"), "//header//summary") == "Ina Innkjøp for Eksempelvik kommune"


def test_a_person_changes_for_whom_they_act(client: Client) -> None:
    _join("adviser", people.LIKSOMNES)
    people.log_in(client, "adviser")
    client.post("/nb/bytt/", {"organisation": people.LIKSOMNES})
    assert "Ina Innkjøp for Liksomnes kommune" in _header(client)
    assert Session.objects.get().acting_for == people.organisation(people.LIKSOMNES)
    client.post("/nb/bytt/", {"organisation": ""})
    assert "Ina Innkjøp for deg selv" in _header(client)


def test_nobody_acts_for_an_organisation_they_are_not_in(client: Client) -> None:
    people.log_in(client, "adviser")
    for organisation in (people.LIKSOMNES, "x' OR 1=1", "\0"):
        assert client.post("/nb/bytt/", {"organisation": organisation}).status_code == 404
    assert "for Eksempelvik kommune" in _header(client)


def test_who_has_left_an_organisation_acts_for_it_no_more(client: Client) -> None:
    people.log_in(client, "adviser")
    Membership.objects.filter(person=people.person("adviser")).update(ended_at=timezone.now())
    assert "for deg selv" in _header(client)


def test_log_out_ends_the_session_and_forgets_the_key(client: Client) -> None:
    people.log_in(client, "adviser")
    cookie = client.cookies["sessionid"].value
    client.post("/nb/logg-ut/")
    client.cookies["sessionid"] = cookie
    assert "Logg inn" in _header(client)
    assert not Session.objects.exists()


def test_a_members_page_is_no_shared_caches_business(client: Client) -> None:
    people.log_in(client, "adviser")
    assert client.get("/nb/data/")["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", ["/nb/behov/A1/skriv/?del=2", "/nn/", "/en/data/"])
def test_a_log_in_leads_back_to_our_own_pages(path: str) -> None:
    assert paths.own(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "https://evil.example/",
        "//evil.example/nb/",
        "/\\evil.example",
        "/nb/\\evil.example",
        "/nb/\r\nSet-Cookie: a=b",
        "/nb/\n",
        "javascript:alert(1)",
        "/evil",
        "/nb/logg-ut/",
        "/nb/logg-inn/?neste=/nb/",
        "/nb/" + "x" * 500,
        "/nb/\0",
    ],
)
def test_a_log_in_leads_nowhere_else(path: str | None) -> None:
    assert paths.own(path) == ""


def _menu(client: Client) -> list[str | None]:
    page = lxml.html.document_fromstring(client.get("/nb/data/").content.decode())
    return [link.get("href") for menu in page.iter("div") if menu.get("class") == "me-menu" for link in menu.iter("a")]


def test_the_menu_leads_to_ones_organisation_and_operators_to_what_they_operate(client: Client) -> None:
    people.log_in(client, "owner")
    assert f"/nb/virksomhet/{people.EKSEMPELVIK}/" in _menu(client)
    people.log_in(client, "operator")
    assert "/nb/drift/" in _menu(client)
    assert "/nb/virksomhet/ny/" not in _menu(client)


def test_whoever_is_in_no_organisation_finds_the_way_into_one(client: Client) -> None:
    Membership.objects.filter(person=people.person("supplier")).update(ended_at=timezone.now())
    people.log_in(client, "supplier")
    assert "/nb/virksomhet/ny/" in _menu(client)
    assert "/nb/virksomhet/ny/" in client.get("/nb/konto/").content.decode()


def test_a_log_in_from_the_front_page_leads_to_ones_own_pages(client: Client) -> None:
    assert _words(client.get("/nb/"), "//header//a[@class='log-in']/@href") == "/nb/logg-inn/"
