"""The way into each part of an invitation: the button to begin with, or what the reader's own company has done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mulighetsrom.web.dialogue.models import Dialogue, Part
from tests.web import conference_samples, dialogue_samples, input_samples, meeting_samples, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

OPEN = f"/nb/dialog/{dialogue_samples.OPEN}/"
SIGN_UP = f"{OPEN}del/{dialogue_samples.CONFERENCE}/pamelding/"
ANSWER = f"{OPEN}del/{dialogue_samples.INPUT}/innspill/"
MEETINGS = f"/nb/dialog/{meeting_samples.DIALOGUE}/"
WISH = f"{MEETINGS}moter/{meeting_samples.WISHES}/onske/"


def told(address: str, who: str = "") -> str:
    client = people.log_in(Client(), who) if who else Client()
    return client.get(address).content.decode()


def test_a_visitor_gets_a_button_for_each_part_that_takes_something() -> None:
    html = told(OPEN)
    assert f'class="ds-button" href="{SIGN_UP}"' in html
    assert f'class="ds-button" href="{ANSWER}">Se spørsmålene og svar<' in html
    assert f'class="ds-button" href="{WISH}"' in told(MEETINGS)


def test_a_company_reads_what_it_has_done_and_another_does_not() -> None:
    own, other = told(OPEN, "supplier"), told(OPEN, "other_supplier")
    assert "Dere har meldt på 2 personer." in own
    assert "Dere har levert, kvittering 1." in own
    assert SIGN_UP not in own
    assert "Dere har et utkast. Ingenting er levert ennå." in other
    assert "Dere har levert" not in other
    assert f'class="ds-button" href="{SIGN_UP}"' in other
    meetings = told(MEETINGS, "supplier")
    assert "Dere har bedt om et møte." in meetings
    assert f"{MEETINGS}moter/{meeting_samples.WISHES}/mote/{meeting_samples.WISH}/" in meetings
    assert "Dere har fått et møte." in meetings


@pytest.mark.parametrize("who", ["adviser", "reader", "stranger"])
def test_who_buys_is_not_asked_to_take_part(who: str) -> None:
    html = told(OPEN, who)
    assert SIGN_UP not in html
    assert "Se spørsmålene og svar" not in html


def test_nothing_is_offered_once_the_competition_is_announced_but_what_one_did_is_still_found() -> None:
    Dialogue.objects.filter(public_id=dialogue_samples.OPEN).update(stage=Dialogue.Stage.STOPPED)
    html = told(OPEN)
    assert SIGN_UP not in html
    assert "Se spørsmålene og svar" not in html
    assert "Dere har levert, kvittering 1." in told(OPEN, "supplier")


def test_earlier_versions_and_drafts_lead_nowhere() -> None:
    assert SIGN_UP not in told(f"{OPEN}versjon/1/")
    assert input_samples.DRAFT_MARK not in told(OPEN, "other_supplier")
    assert conference_samples.GUEST_MAIL not in told(OPEN, "supplier")


def test_the_desk_of_a_company_keeps_what_it_has_signed_up_for_and_handed_in() -> None:
    own, other = told("/nb/skrivebord/", "supplier"), told("/nb/skrivebord/", "other_supplier")
    sign_up = f"{OPEN}del/{dialogue_samples.CONFERENCE}/pamelding/{conference_samples.COMPANY}/"
    assert sign_up in own
    assert ANSWER in own
    assert sign_up not in other
    soon, now = timedelta(minutes=1), timezone.now()
    Part.objects.filter(public_id=dialogue_samples.CONFERENCE).update(starts_at=now, deadline_at=now - soon)
    Dialogue.objects.filter(public_id=dialogue_samples.OPEN).update(stage=Dialogue.Stage.CLOSED)
    later = told("/nb/skrivebord/", "supplier")
    assert sign_up not in later
    assert ANSWER not in later
