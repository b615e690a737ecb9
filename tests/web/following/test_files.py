"""Feeds and calendars: what is public, fetched cheaply; and one's own by a link that can be ended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from django.test import Client
from icalendar import Calendar

from mulighetsrom.web.following.models import CalendarKey, Follow
from mulighetsrom.web.needs import index
from mulighetsrom.web.needs.models import Line, Need
from tests.web import following_samples as samples
from tests.web import needs_samples as needs
from tests.web import people

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

OWN: Final = f"/kalender/{samples.CALENDAR}.ics"


def titles(address: str) -> list[str]:
    return re.findall(r"<entry><title>([^<]*)</title>", Client().get(address).content.decode())


def summaries(address: str = OWN) -> list[str]:
    answer = Client().get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return [str(event["summary"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_a_feed_tells_what_a_search_an_area_or_an_organisation_leads_to() -> None:
    safe = "Trygge netter hjemme for dem som bor alene (Eksempelvik kommune)"
    assert safe in titles("/nb/behov.atom?q=trygghet+hjemme")
    assert safe in titles("/nb/behov.atom?omrade=care")
    assert safe in titles(f"/nb/behov.atom?eier={people.EKSEMPELVIK}")
    assert all("Liksomnes" in title for title in titles(f"/nb/behov.atom?eier={people.LIKSOMNES}"))
    assert "Trygge netter hjemme for dem som bor alene, versjon 1" in titles(f"/nb/behov/{needs.PUBLISHED}.atom")


def test_no_feed_and_no_calendar_holds_a_word_of_a_draft_or_an_internal_line() -> None:
    addresses = ["/nb/behov.atom", f"/nb/behov/{needs.PUBLISHED}.atom", f"/nb/plan/{people.EKSEMPELVIK}.ics", OWN]
    for address in addresses:
        assert "emmelig" not in Client().get(address).content.decode()


def test_a_withdrawn_need_is_in_no_feed() -> None:
    Need.objects.filter(public_id=needs.PUBLISHED).update(stage="unpublished", text="draft")
    assert needs.PUBLISHED not in Client().get("/nb/behov.atom").content.decode()
    assert Client().get(f"/nb/behov/{needs.PUBLISHED}.atom").status_code == 404


@pytest.mark.parametrize("address", ["/nb/behov.atom?q=netter", f"/nb/plan/{people.EKSEMPELVIK}.ics", OWN])
def test_whoever_has_the_newest_is_told_so_without_it(address: str) -> None:
    first: HttpResponse = Client().get(address)  # type: ignore[assignment] # what the client wraps
    again = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_feed_says_when_something_of_it_changed_last() -> None:
    assert Client().get("/nb/behov.atom?q=netter")["Last-Modified"]


def test_a_calendar_holds_quarters_and_decisions_but_no_quarter_that_is_internal() -> None:
    told = summaries(f"/nb/plan/{people.EKSEMPELVIK}.ics")
    assert "Planlagt dette kvartalet: Et måltid i skolen som elevene har lyst på, Eksempelvik kommune" in told
    assert "Politisk vedtak: Et måltid i skolen som elevene har lyst på, Eksempelvik kommune" in told
    Line.objects.filter(public_id=needs.MOVED_LINE).update(internal=["quarter", "decision"])
    assert not any("måltid" in one for one in summaries(f"/nb/plan/{people.EKSEMPELVIK}.ics"))


def test_ones_own_calendar_holds_what_one_follows_and_nothing_else() -> None:
    assert any("måltid" in one for one in summaries())
    Follow.objects.all().delete()
    assert summaries() == []
    samples.follow(focus_area="care")
    assert any("måltid" in one for one in summaries())
    Line.objects.filter(public_id=needs.MOVED_LINE).update(internal=["focus_area"])
    assert not any("måltid" in one for one in summaries()), "an internal area leads nobody to a line"
    Follow.objects.all().delete()
    index.put_everything()
    people.log_in(Client(), "supplier").post("/nb/varsel/folg/", {"sok": "1", "q": "skolemåltid"})
    assert any("måltid" in one for one in summaries())


def test_a_new_calendar_link_ends_the_old_one_is_shown_once_and_is_kept_as_a_hash() -> None:
    someone = people.log_in(Client(), "supplier")
    page = someone.post("/nb/varsel/kalender/", {"do": "new"})
    [link] = re.findall(r"/kalender/[0-9a-f]{40}\.ics", page.content.decode())
    assert page["Cache-Control"] == "private, no-store"
    assert Client().get(OWN).status_code == 404
    answer = Client().get(link)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-cache")
    assert CalendarKey.objects.get().token_hash not in link
    assert link not in someone.get("/nb/varsel/").content.decode()
    someone.post("/nb/varsel/kalender/", {"do": "end"})
    assert Client().get(link).status_code == 404


@pytest.mark.parametrize("token", ["", "x", "A" * 40, "ca1e2dac" * 4, "../" * 10, "%00" * 13, "0" * 4000])
def test_what_is_no_token_opens_nothing(token: str) -> None:
    assert Client().get(f"/kalender/{token}.ics").status_code == 404


def test_a_person_who_has_left_has_no_calendar() -> None:
    person = people.person("supplier")
    type(person).objects.filter(pk=person.pk).update(deleted_at=samples.AT, email="")
    assert Client().get(OWN).status_code == 404
