"""The front page and its box."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulighetsrom.web.needs.models import Document, Meeting
from tests.web import dialogue_samples, needs_samples

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["Bærum", "bærum kommune", " BAERUM ", "3201", "0219", "3024"])
def test_a_name_or_any_number_since_2017_leads_to_the_municipality(client: Client, typed: str) -> None:
    answer = client.get("/nb/", {"kommune": typed})
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/nb/kommune/3201/")


def test_two_of_one_name_are_told_apart_by_county(client: Client) -> None:
    html = client.get("/nb/?kommune=Herøy").content.decode()
    assert "/nb/kommune/1515/" in html
    assert "/nb/kommune/1818/" in html
    assert "Møre og Romsdal" in html


def test_an_earlier_name_shows_why_it_was_found(client: Client) -> None:
    assert "(Sogndal)" not in client.get("/nb/?kommune=so").content.decode()
    assert "(Sørum)" in client.get("/nb/?kommune=sør").content.decode()


def test_the_box_keeps_what_was_typed_and_says_that_nothing_was_found(client: Client) -> None:
    html = client.get("/en/", {"kommune": '"><script>'}).content.decode()
    assert "We found no municipality for" in html
    assert "<script>" not in html


def test_an_earlier_number_leads_for_good_to_the_number_of_today(client: Client) -> None:
    answer = client.get("/nn/kommune/0219/")
    assert (answer.status_code, answer.headers.get("Location")) == (301, "/nn/kommune/3201/")


@pytest.mark.usefixtures("country")
def test_the_front_page_shows_new_needs_and_the_next_contact_meetings_and_nothing_in_work(client: Client) -> None:
    html = client.get("/nb/").content.decode()
    assert f"/nb/behov/{needs_samples.PUBLISHED}/" in html
    assert f"/nb/kontaktmote/{needs_samples.MEETING}/" in html
    for hidden in (needs_samples.DRAFT, needs_samples.DROPPED, needs_samples.LAST_MEETING, needs_samples.DRAFT_MEETING):
        assert hidden not in html


@pytest.mark.usefixtures("country")
def test_the_front_page_leads_to_the_dialogues_one_can_join_each_with_its_next_deadline(client: Client) -> None:
    html = client.get("/nb/").content.decode()
    section = html[html.index('id="dialogues-title"') : html.index('id="needs-title"')]
    assert f"/nb/dialog/{dialogue_samples.OPEN}/" in section
    assert re.search(r"innen \w+ \d+\. \w+ \d{4} kl\. 12:00", section)
    assert dialogue_samples.DRAFT not in html
    assert dialogue_samples.SECRET not in html


@pytest.mark.usefixtures("country")
def test_the_front_page_asks_the_same_whatever_there_is(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with CaptureQueriesContext(connection) as many:
        client.get("/nb/")
    Document.objects.all().delete()
    Meeting.objects.filter(state=Meeting.State.ANNOUNCED).update(state=Meeting.State.CLOSED)
    with django_assert_num_queries(len(many)):
        client.get("/nb/")
