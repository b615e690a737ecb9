"""Letters about seats put the event into calendars, bring it up to date there, and take it out again."""

from __future__ import annotations

from datetime import datetime
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from icalendar import Calendar

from mulighetsrom.web.common import registry
from mulighetsrom.web.common.mail import transport
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import invites
from mulighetsrom.web.dialogue.actions import sign_ups
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.letters import conference as letters_of_conference
from mulighetsrom.web.dialogue.models import Part
from mulighetsrom.web.dialogue.timetable import OSLO
from tests.web.background import work
from tests.web.dialogue.conference import actor, add_room, event, guest, letters, room, sign_up

if TYPE_CHECKING:
    from email.message import EmailMessage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def entries(address: str) -> list[tuple[str, Any]]:
    """Return the method and the entry of each calendar part that was sent to an address, oldest first."""
    found = []
    for mail in Mail.objects.filter(address=address, state="sent").order_by("id"):
        message: EmailMessage = message_from_bytes(transport.file_of(mail.public_id).read_bytes(), policy=default)
        for one in message.walk():
            if one.get_content_type() == "text/calendar":
                book = Calendar.from_ical(one.get_content())
                assert one["Content-Type"].params["method"] == book["method"]
                found.append((str(book["method"]), book.walk("VEVENT")[0]))
    return found


def test_a_seat_comes_into_the_calendar_and_goes_out_when_it_is_given_up() -> None:
    part, by = event(), actor(1)
    mine = sign_up(part, "Anne", "Bo", by=by)
    anne, bo = mine.participants.order_by("id")
    work()
    [(method, entry)] = entries("person1@firma.example")
    assert (method, entry["sequence"], entry["status"]) == ("REQUEST", 0, "CONFIRMED")
    assert (entry["dtstart"].dt, entry["location"]) == (part.starts_at, "Kultursalen")
    assert entry["attendee"] == "mailto:person1@firma.example"
    assert entry["organizer"] == f"mailto:{part.dialogue.owner.mailbox}"
    sign_ups.withdraw(sign_up=mine, people=[anne], by=by)
    work()
    assert len(entries("person1@firma.example")) == 1, "Bo still comes"
    sign_ups.withdraw(sign_up=mine, people=[bo], by=by)
    work()
    method, gone = entries("person1@firma.example")[-1]
    assert (method, gone["status"], gone["uid"]) == ("CANCEL", "CANCELLED", entry["uid"])


def test_who_waits_gets_the_calendar_entry_with_the_seat() -> None:
    part = event()
    room(part, 1)
    sign_up(part, "Anne", by=actor(1))
    sign_up(part, "Bo", by=actor(2))
    work()
    assert entries("person2@firma.example") == []
    assert "venteliste" in letters("person2@firma.example")[0].subject
    Part.objects.filter(pk=part.pk).update(sequence=3)
    add_room(part, 2)
    work()
    [(method, entry)] = entries("person2@firma.example")
    assert (method, entry["sequence"]) == ("REQUEST", 3)


def test_the_calendars_file_invites_nobody_and_follows_what_becomes_of_the_event() -> None:
    part = event()
    address = f"/nb/dialog/{part.dialogue.public_id}/del/{part.public_id}.ics"
    book = Calendar.from_ical(Client().get(address).content)
    assert (book["method"], "attendee" in book.walk("VEVENT")[0]) == ("PUBLISH", False)
    Part.objects.filter(pk=part.pk).update(state="cancelled", cancelled_reason="For få", sequence=1)
    entry = Calendar.from_ical(Client().get(address).content).walk("VEVENT")[0]
    assert (entry["status"], entry["sequence"]) == ("CANCELLED", 1)
    part.refresh_from_db()
    assert invites.of_part(part).invitation("anne@firma.example").method == "CANCEL"


@pytest.mark.parametrize(
    ("starts", "ends", "told"),
    [
        ("2027-10-31 02:30", "2027-10-31 04:00", ("20271031T003000Z", "20271031T030000Z")),  # the first half past two
        ("2027-03-28 01:30", "2027-03-28 03:30", ("20270328T003000Z", "20270328T013000Z")),  # an hour, not two
    ],
)
def test_calendars_are_told_the_moment_whatever_the_clock_does(starts: str, ends: str, told: tuple[str, str]) -> None:
    part = event()
    moments = {"starts_at": starts, "ends_at": ends}
    Part.objects.filter(pk=part.pk).update(
        **{name: datetime.fromisoformat(at).replace(tzinfo=OSLO) for name, at in moments.items()}
    )
    address = f"/nb/dialog/{part.dialogue.public_id}/del/{part.public_id}.ics"
    lines = Client().get(address).content.decode().split("\r\n")
    assert {f"DTSTART:{told[0]}", f"DTEND:{told[1]}"} <= set(lines)


def test_who_watches_the_stream_gets_its_address_and_nobody_else_does() -> None:
    part = event(how="both", stream="https://video.example/hemmelig")
    sign_up(part, "Anne", by=actor(1), how="stream")
    sign_up(part, "Bo", by=actor(2))
    work()
    assert "video.example/hemmelig" in letters("person1@firma.example")[0].text
    assert "video.example" not in letters("person2@firma.example")[0].text
    text = Client().get(f"/nb/dialog/{part.dialogue.public_id}/del/{part.public_id}/").content.decode()
    assert "video.example" not in text


def test_those_who_come_or_wait_hear_what_everybody_is_told() -> None:
    part, by = event(), actor(1)
    room(part, 1)
    gone = sign_up(part, "Anne", by=by)
    sign_up(part, "Bo", by=actor(2))
    sign_ups.confirm(sign_up=guest(part, "gjest@gjest.example", "Gry"), by=by)
    guest(part, "ubekreftet@gjest.example", "Ubekreftet")
    sign_ups.withdraw(sign_up=gone, people=list(gone.participants.all()), by=by)
    told = {one.address for one in audience.of(part.dialogue, part)}
    assert told == {"person2@firma.example", "gjest@gjest.example"}
    assert told <= {one.address for one in audience.of(part.dialogue)}


def test_each_letter_with_a_guests_link_is_kept_from_who_looks_after_the_post() -> None:
    assert set(letters_of_conference.LETTERS) <= registry.secret_letters
