"""Who reads faster than people do is asked to wait, kindly; nobody else notices."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import pytest

from mulighetsrom.web.common import floods
from tests.web import needs_samples, people

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
FEED: Final = f"/nb/behov/{needs_samples.PUBLISHED}.atom"


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let no time pass but by hand."""
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def _use_up(bucket: floods.Bucket, who: str = "127.0.0.1") -> None:
    while bucket.take(who):
        pass


@pytest.mark.parametrize(("language", "says"), [("nb", "Vent"), ("nn", "Vent"), ("en", "Wait")])
def test_a_flood_of_searches_is_asked_to_wait_in_its_language(client: Client, language: str, says: str) -> None:
    _use_up(floods.PAGES)
    answer = client.get(f"/{language}/behov/?q=snø")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "10"
    assert f'lang="{language}"' in answer.content.decode()
    assert says in answer.content.decode()
    assert client.get(f"/{language}/").status_code == 200  # what costs little stays open


@pytest.mark.parametrize("path", ["behov.json", "behov.atom", "landet/kommuner.csv", "behov/{need}.json"])
def test_programs_have_a_count_of_their_own(client: Client, path: str) -> None:
    _use_up(floods.FILES)
    assert client.get(f"/nb/{path.format(need=needs_samples.PUBLISHED)}").status_code == 429
    assert client.get("/nb/behov/").status_code == 200


def test_it_goes_on_by_itself_and_blocks_no_other_network(client: Client, still: list[float]) -> None:
    _use_up(floods.PAGES)
    assert client.get("/nb/behov/").status_code == 429
    assert client.get("/nb/behov/", REMOTE_ADDR="192.0.2.7").status_code == 200
    still[0] += floods.WAIT
    assert client.get("/nb/behov/").status_code == 200


def test_who_has_logged_in_is_not_counted_with_strangers_behind_the_same_address(client: Client) -> None:
    _use_up(floods.PAGES)
    assert people.log_in(client, "supplier").get("/nb/behov/").status_code == 200


def test_a_feed_that_a_program_has_already_does_not_count(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    known = client.get(FEED)["ETag"]
    monkeypatch.setattr(floods.FILES, "most", 1)
    floods.FILES.forget()
    for _ in range(3):
        assert client.get(FEED, headers={"If-None-Match": known}).status_code == 304
    assert client.get(FEED).status_code == 200
    assert client.get(FEED).status_code == 429


def test_two_hundred_people_in_one_room_search_for_an_hour_and_nobody_waits(still: list[float]) -> None:
    for _ in range(3600 // 5):
        assert all(floods.PAGES.take("192.0.2.1") for _ in range(200))
        still[0] += 5


def test_no_flood_of_networks_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floods, "MOST_NETWORKS", 3)
    bucket = floods.Bucket(most=1, a_second=1)
    for n in range(10):
        assert bucket.take(f"192.0.2.{n}")
    assert not bucket.take("192.0.2.9")
    assert bucket.take("192.0.2.0")
