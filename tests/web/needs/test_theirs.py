"""The ways between the parts: from a municipality's figures, an organisation and a plan to what can be read there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from mulighetsrom.web.accounts.models import Organisation
from mulighetsrom.web.needs.models import Meeting
from tests.web import needs_samples as samples
from tests.web import people

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

MEETING, PLAN = f"/nb/kontaktmote/{samples.MEETING}/", f"/nb/plan/{people.EKSEMPELVIK}/"


def _told(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def ahead() -> None:
    """Let the meeting of the samples be a month away."""
    day = timezone.localdate() + timedelta(days=30)
    Meeting.objects.filter(public_id=samples.MEETING).update(
        date=day, contributions_until=day, state="announced", announced_at=timezone.now()
    )


@pytest.mark.usefixtures("ahead")
def test_a_municipalitys_figures_lead_to_its_plan_its_needs_and_its_meeting(client: Client) -> None:
    Organisation.objects.filter(public_id=people.EKSEMPELVIK).update(municipality="3201")
    told = _told(client, "/nb/kommune/3201/")
    for way in (PLAN, f"/nb/behov/?slag=need&amp;eier={people.EKSEMPELVIK}", MEETING):
        assert f'href="{way}"' in told


def test_a_municipality_that_is_not_here_leads_nowhere(client: Client) -> None:
    assert "/nb/plan/" not in _told(client, "/nb/kommune/3203/")


@pytest.mark.usefixtures("ahead")
def test_a_plan_leads_to_the_next_meeting_above_its_lines(client: Client) -> None:
    told = _told(client, PLAN)
    assert told.index(MEETING) < told.index(samples.LINE)


def test_an_organisations_page_leads_to_its_plan_and_a_companys_own_people_to_the_needs(client: Client) -> None:
    assert PLAN in _told(client, f"/nb/virksomhet/{people.EKSEMPELVIK}/")
    people.log_in(client, "supplier")
    assert "Dette kan du gjøre nå" in _told(client, f"/nb/virksomhet/{people.VARMT_HJEM}/")
    assert "Dette kan du gjøre nå" not in _told(client, f"/nb/virksomhet/{people.TRYGG_VEI}/")


@pytest.mark.usefixtures("ahead")
def test_whoever_signs_up_is_told_for_what_and_when_and_gets_it_into_the_calendar(client: Client) -> None:
    day = timezone.localdate() + timedelta(days=30)
    assert f"{day.day}. " in _told(client, f"{MEETING}pamelding/").split("<form", 1)[0].split("<h1", 1)[1]
    people.log_in(client, "supplier")
    done = client.post(f"{MEETING}pamelding/", {"how": "room"}).content.decode()
    assert f'href="{MEETING[:-1]}.ics"' in done
