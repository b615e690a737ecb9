"""Whoever is not in it yet, or no longer, reads and does nothing there: who was only asked, who has left a company."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from mulighetsrom.web.dialogue.models import Dialogue, SignUp
from tests.web import conference_samples, meeting_samples, people
from tests.web import dialogue_samples as samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
HERE = f"/nb/dialog/{samples.DRAFT}/"
MEETINGS = f"/nb/dialog/{meeting_samples.DIALOGUE}/"
CONFERENCE = f"/nb/dialog/{samples.OPEN}/del/{samples.CONFERENCE}/"


def ask(public_id: str) -> Client:
    """Ask Liksomnes to stand behind a dialogue, and be its adviser."""
    asked = {"organisation": people.organisation(people.LIKSOMNES), "asked_by": people.person("adviser")}
    Dialogue.objects.get(public_id=public_id).members.create(state="asked", **asked)
    return people.log_in(Client(), "stranger")


def consent() -> None:
    by = people.person("stranger")
    members = Dialogue.objects.get(public_id=samples.DRAFT).members
    members.update(state="consented", answered_by=by, answered_by_name=by.name, answered_at=timezone.now())


@pytest.mark.parametrize("page", ["logg/", "deltakere/", f"logg/kontakt/{samples.CONTACT}/"])
def test_who_was_only_asked_to_stand_behind_a_dialogue_reads_its_text_and_nothing_of_companies(page: str) -> None:
    client = ask(samples.DRAFT)
    assert client.get(f"{HERE}arbeid/").status_code == 200
    assert client.get(f"{HERE}{page}").status_code == 403
    consent()
    assert client.get(f"{HERE}{page}").status_code == 200


def test_nor_do_they_see_who_meets_whom() -> None:
    part = f"{MEETINGS}moter/{meeting_samples.WISHES}/"
    client = ask(meeting_samples.DIALOGUE)
    for page in ("plan/", f"mote/{meeting_samples.WISH}/"):
        assert client.get(f"{part}{page}").status_code in {403, 404}, page


def test_who_has_left_a_company_no_longer_sees_or_changes_what_they_signed_up_for_it() -> None:
    own = f"{CONFERENCE}pamelding/{conference_samples.COMPANY}/"
    assert people.log_in(Client(), "supplier").get(own).status_code == 200
    people.person("supplier").memberships.update(ended_at=timezone.now(), confirmed_by="owner")
    client = people.log_in(Client(), "supplier")
    assert client.get(own).status_code == 404
    assert client.post(f"{own}trekk/", {"who": conference_samples.SELMA}).status_code == 404
    assert SignUp.objects.get(public_id=conference_samples.COMPANY).withdrawn_at is None
