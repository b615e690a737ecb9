"""The dialogues of a demo go the way of real ones: one can be joined, one has ended with its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import timezone

from mulighetsrom.web.accounts import demo as people_of_demo
from mulighetsrom.web.dialogue import demo, due, fields, log, opening
from mulighetsrom.web.dialogue.models import (
    Dialogue,
    HandedIn,
    Meetings,
    Part,
    Participant,
    Passage,
    Request,
    SignUp,
)
from mulighetsrom.web.needs.models import Document

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def in_a_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_of_demo, "is_here", lambda: True)


def dialogue(key: str) -> Dialogue:
    return Dialogue.objects.get(public_id=demo.public_id(key))


def test_one_can_be_joined_in_three_ways_and_one_is_answered(client: Client) -> None:
    demo.fill()
    open_, ended = dialogue("dementia-village"), dialogue("safe-walks")
    assert opening.takes(open_)
    assert {part.kind for part in open_.parts.all()} == {"conference", "meetings", "input"}
    assert Meetings.objects.get(part__dialogue=open_).state == "open"
    assert due.standing(ended) == due.Standing.GOES_ON
    conference = ended.parts.get(kind="conference")
    assert conference.starts_at
    assert timezone.localtime(conference.starts_at).hour == 10, "in summer time as in winter"
    for one in (open_, ended):
        page = client.get(reverse("dialogue:dialogue", args=[one.public_id]))
        assert page.status_code == 200
        assert log.broken(one) == ""
        assert Document.objects.filter(thing=one.public_id).exists()
    assert "leiteplan" in page.content.decode()


def test_companies_take_part_in_the_one_that_is_open_and_what_is_secret_stays_so(client: Client) -> None:
    demo.fill()
    open_ = dialogue("dementia-village")
    assert SignUp.objects.filter(part__dialogue=open_).count() == 3
    assert Participant.objects.filter(sign_up__part__dialogue=open_, state="seated").count() == 4
    assert Request.objects.filter(meetings__part__dialogue=open_).count() == 3
    assert {one.state for one in open_.board.questions.all()} == {"answered", "waiting"}
    assert HandedIn.objects.get(part__dialogue=open_).company.name == "Dagdrøm Teknologi AS"
    assert Passage.objects.filter(answer__handed_in__part__dialogue=open_).count() == 1
    pages = [client.get(f"/nb/dialog/{open_.public_id}/{page}").content.decode() for page in ("", "sporsmal/")]
    assert "Kan et tun tas i bruk" in pages[1]
    assert not any("1 240 kroner" in page or "Oda Spirelid" in page for page in pages)


def test_filling_again_changes_nothing() -> None:
    demo.fill()
    before = list(Part.objects.values_list("public_id", "deadline_at", "edit_version").order_by("pk"))
    demo.fill()
    assert list(Part.objects.values_list("public_id", "deadline_at", "edit_version").order_by("pk")) == before


def test_the_file_holds_only_fields_that_there_are() -> None:
    for one in demo.content():
        assert set(one["content"]) <= set(fields.INVITATION.fields)
        assert fields.INVITATION.missing(one["content"]) == []


def test_outside_a_demo_nothing_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_of_demo, "is_here", lambda: False)
    demo.fill()
    assert not Dialogue.objects.exists()
