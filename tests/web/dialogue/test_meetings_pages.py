"""One-to-one meetings on their pages: the whole way without JavaScript, and what nobody else may see."""

from __future__ import annotations

import re
import subprocess
import sys
import uuid
from collections import Counter
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from icalendar import Calendar

from mulighetsrom.web.common import letters, written
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import draw
from mulighetsrom.web.dialogue.actions import held, meetings, wishes
from mulighetsrom.web.dialogue.desk import meetings as desk_of_meetings
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.models import Dialogue, Entry, Meetings, Move, Part, Request, Slot, TeamMember
from mulighetsrom.web.dialogue.queries import meetings as queries
from mulighetsrom.web.dialogue.tasks import freeze_wishes
from mulighetsrom.web.dialogue.timetable import Span
from tests.web import dialogue_samples, people
from tests.web import meeting_samples as samples
from tests.web.dialogue.doors_meetings import KEY, MEETINGS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.page import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

HERE = f"/nb/dialog/{dialogue_samples.OPEN}/moter/{dialogue_samples.MEETINGS}/"
GIVEN = f"/nb/dialog/{samples.DIALOGUE}/moter/{samples.DRAWN}/mote/{samples.GIVEN}"
MARKS = (samples.PEOPLE_MARK, samples.GROUP_MARK, samples.LINK_MARK, "Varmt hjem")


def _log_in(who: str) -> Client:
    return people.log_in(Client(), who)


def _told(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def _set_up(**said: Any) -> dict[str, Any]:
    starts = samples.part().starts_at
    assert starts
    local = timezone.localtime(starts)
    return {
        "length": "45", "pause": "15", "teams": "1", "missed": "lost", "confirm_days": "5", "each_day": "2",
        "days": f"{local:%d.%m.%Y}", "first": f"{local:%H:%M}", "key": str(uuid.uuid4()), **said,
    }  # fmt: skip


def _wish(row: Meetings, place: int = 0, **said: Any) -> dict[str, Any]:
    starts = [one.starts_at for one in row.slots.order_by("starts_at")]
    first = f"{starts[place].astimezone(UTC):%Y%m%dT%H%MZ}"
    told = {"first": first, "how": "physical", "people": "Selma Strand, leder\nOla", "key": str(uuid.uuid4())}
    return told | said


def _past_deadline() -> None:
    Part.objects.filter(public_id=dialogue_samples.MEETINGS).update(deadline_at=timezone.now())


def _event(client: Client) -> Any:
    return Calendar.from_ical(client.get(f"{GIVEN}.ics").content).walk("VEVENT")[0]


def _row() -> Meetings:
    return Meetings.objects.get(part__public_id=dialogue_samples.MEETINGS)


def test_the_whole_way_from_the_times_to_the_draw() -> None:
    adviser, firm, other = _log_in("adviser"), _log_in("supplier"), _log_in("other_supplier")
    assert "planlegges" in _told(Client(), HERE)
    assert adviser.post(f"{HERE}plan/oppsett/", _set_up()).status_code == 302
    assert _row().slots.count() == 2
    for who, role in (("adviser", "asks"), ("need_owner", "notes")):
        said = {"person": people.PEOPLE[who].person, "team": "1", "role": role}
        assert adviser.post(f"{HERE}plan/lag/", said).status_code == 302
    assert TeamMember.objects.filter(meetings=_row()).count() == 2
    for _pressed in range(2):
        assert adviser.post(f"{HERE}plan/sporsmal/", {"text": "Hva koster et år?"} | KEY).status_code == 302
    for _pressed in range(2):
        assert adviser.post(f"{HERE}plan/apne/").status_code == 302
    kinds = Counter(Entry.objects.filter(dialogue__public_id=dialogue_samples.OPEN).values_list("kind", flat=True))
    assert (kinds["meeting-questions"], kinds["meetings-opened"]) == (1, 1)
    shown = _told(Client(), HERE)
    assert "Hva koster et år?" in shown
    assert "Be om et møte" in shown
    for client, place in ((firm, 0), (other, 1)):
        answer = client.post(f"{HERE}onske/", _wish(_row(), place))
        assert answer.status_code == 302
        mine = _told(client, answer["Location"])
        assert Request.objects.get(public_id=answer["Location"].split("/")[-2]).nonce in mine
    _past_deadline()
    freeze_wishes(0)
    assert adviser.post(f"{HERE}plan/trekk/", KEY).status_code == 302
    row = _row()
    assert {one.state for one in row.requests.all()} == {"given"}
    assert draw.told(Client().get(f"{HERE}trekning.json").content.decode(), commitment=row.commitment) == []
    how = _told(Client(), f"{HERE}trekning/")
    assert row.frozen_hash in how
    assert "Alt følger av det som ble lovet på forhånd" in how
    assert "Dere har fått et møte" in _told(firm, HERE)


def test_whoever_reads_how_it_was_drawn_does_it_again_by_the_command_on_the_page(tmp_path: Path) -> None:
    page = f"/nb/dialog/{samples.DIALOGUE}/moter/{samples.DRAWN}/trekning/"
    shown = _told(Client(), page)
    assert "forseglet konvolutt" in shown
    for address in (f"{page[:-1]}.json", f"{page}draw.py"):
        answer = Client().get(address)
        name = answer["Content-Disposition"].split('"')[1]
        (tmp_path / name).write_bytes(answer.content)
    command = re.search(r">python (draw.py [^<]+)<", shown)
    assert command
    done = subprocess.run(
        [sys.executable, "-I", *command[1].split()], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, draw.HOLDS)


def test_a_time_that_was_wished_for_stands_once_however_many_teams_meet_then() -> None:
    row = samples.opened(teams=2)
    first = row.slots.order_by("starts_at").first()
    assert first
    at_once = list(row.slots.filter(starts_at=first.starts_at).values_list("public_id", flat=True))
    assert len(at_once) > 1
    firm = _log_in("supplier")
    shown = _told(firm, firm.post(f"{HERE}onske/", _wish(row, 0))["Location"])
    wished, receipt = shown.split("<summary>Kvitteringen deres")
    assert wished.count(written.weekday_moment(first.starts_at)) == 1
    assert all(id_ in receipt for id_ in at_once)


def test_the_work_page_leads_to_what_must_be_done_before_companies_can_ask() -> None:
    adviser, work = _log_in("adviser"), f"/nb/dialog/{dialogue_samples.OPEN}/arbeid/"
    lead = f'<a class="ds-button" href="{HERE}plan/">La bedrifter be om møte</a>'
    assert lead in _told(adviser, work)
    row = samples.set_up()
    assert lead in _told(adviser, work)
    meetings.open_wishes(meetings=row, by=people.actor("adviser"))
    assert lead not in _told(adviser, work)


def test_a_form_sent_twice_is_one_wish_and_a_later_one_is_asked_about() -> None:
    row, firm = samples.opened(), _log_in("supplier")
    said = _wish(row)
    assert [firm.post(f"{HERE}onske/", said).status_code for _ in range(2)] == [302, 302]
    assert firm.post(f"{HERE}onske/", _wish(row, 1)).status_code == 409
    kept = row.requests.get()
    assert firm.post(f"{HERE}onske/", _wish(row, 1, seen=str(kept.edit_version))).status_code == 302


def test_a_time_by_two_teams_is_wished_as_one() -> None:
    row, firm = samples.opened(teams=2), _log_in("supplier")
    assert _told(firm, f"{HERE}onske/").count("<option") == 3 * (1 + 3)
    firm.post(f"{HERE}onske/", _wish(row))
    assert len(row.requests.get().ranked) == 2


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"days": "i morgen"}, "18.02.2027"),
        ({"first": "23:30"}, "etter midnatt"),
        ({"lunch_starts": "12:00"}, "både når pausen begynner"),
        ({"days": "01.01.2020"}, "er før det"),
        ({"each_day": "40", "teams": "20"}, "mer enn 500"),
        ({"length": "2"}, "større enn eller lik 5"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(said: dict[str, str], wrong: str) -> None:
    answer = _log_in("adviser").post(f"{HERE}plan/oppsett/", _set_up(**said))
    assert answer.status_code == 200
    assert wrong in answer.content.decode()
    assert not Meetings.objects.filter(part__public_id=dialogue_samples.MEETINGS).exists()


def test_wishes_say_what_is_wrong_with_them() -> None:
    row, firm = samples.opened(), _log_in("supplier")
    twice = firm.post(f"{HERE}onske/", _wish(row) | {"second": _wish(row)["first"]}).content.decode()
    assert "samme tid to ganger" in twice
    assert row.requests.count() == 0
    many = firm.post(f"{HERE}onske/", _wish(row, people="\n".join("abcdefghij"))).content.decode()
    assert "høyst 8 linjer" in many


def test_who_is_drawn_out_waits_and_gets_what_is_withdrawn_on_the_page() -> None:
    row, firm, other = samples.opened(each_day=1), _log_in("supplier"), _log_in("other_supplier")
    for client in (firm, other):
        client.post(f"{HERE}onske/", _wish(row))
    samples.drawn(row)
    first, second = (firm, other) if "Dere har fått et møte" in _told(firm, HERE) else (other, firm)
    assert "venteliste" in _told(second, HERE)
    assert "Vi har ikke flere dager." in _told(Client(), f"{HERE}trekning/")
    assert first.post(f"{HERE}onske/trekk/").status_code == 302
    assert "Dere har fått et møte" in _told(second, HERE)
    assert first.post(f"{HERE}onske/trekk/").status_code == 302, "pressed again, it is done once"


def test_more_ask_than_there_is_room_and_the_page_asks_for_times_first() -> None:
    row, adviser = samples.opened(each_day=1), _log_in("adviser")
    for number in (1, 2):
        samples.wish(row, number)
    _past_deadline()
    freeze_wishes(0)
    shown = _told(adviser, f"{HERE}plan/")
    assert shown.index("Legg til tider for alle") < shown.index("Trekk tidene")
    assert adviser.post(f"{HERE}plan/trekk/", KEY).status_code == 200
    assert _row().state == "frozen", "it asks for the reason first"
    assert adviser.post(f"{HERE}plan/trekk/", KEY | {"reason": "Bare én dag"}).status_code == 302


def test_a_copy_proposes_what_every_company_was_asked_before() -> None:
    row, adviser = samples.set_up(), _log_in("adviser")
    assert "Hvor mange?" not in _told(adviser, f"{HERE}plan/sporsmal/")
    Meetings.objects.filter(part__public_id=samples.DRAWN).update(questions="Hvor mange?", questions_at=timezone.now())
    Dialogue.objects.filter(pk=row.part.dialogue.pk).update(copied_from=samples.DIALOGUE)
    assert "Hvor mange?" in _told(adviser, f"{HERE}plan/sporsmal/")
    assert not _row().questions, "nobody has published it here"


def test_a_meeting_is_moved_and_its_calendar_entry_updates() -> None:
    adviser, firm = _log_in("adviser"), _log_in("supplier")
    before = _event(firm)
    one = Request.objects.get(public_id=samples.GIVEN)
    local = timezone.localtime(one.slot.starts_at + timedelta(days=1))
    said = {"at_0": f"{local:%d.%m.%Y}", "at_1": f"{local:%H:%M}", "team": "1", "reason": "Brannøvelse"} | KEY
    with override("nb"):
        now = written.span(one.slot.starts_at, one.slot.ends_at)
    assert f"Det er nå {now}" in _told(adviser, f"{GIVEN}/flytt/")
    for _pressed in range(2):
        assert adviser.post(f"{GIVEN}/flytt/", said)["Location"] == f"{GIVEN}/"
    after = _event(firm)
    assert (after["uid"], after["sequence"]) == (before["uid"], before["sequence"] + 1)
    assert after["dtstart"].dt == Request.objects.get(public_id=samples.GIVEN).slot.starts_at
    assert str(after["location"]) == samples.LINK_MARK
    assert "Brannøvelse" in _told(firm, f"{GIVEN}/")
    mail = letters.write(Mail.objects.get(kind="meeting-moved"))
    assert mail
    assert "Brann" in mail.as_string()
    assert Move.objects.get().new_starts_at - Move.objects.get().old_starts_at == timedelta(days=1)


def test_a_page_from_before_a_company_asked_again_withdraws_nothing() -> None:
    firm = _log_in("supplier")
    one = Request.objects.get(public_id=samples.WISH)
    way = f"/nb/dialog/{samples.DIALOGUE}/moter/{samples.WISHES}/onske/"
    seen = {"seen": str(one.edit_version)}
    assert f'name="seen" value="{one.edit_version}"' in _told(firm, f"{way[:-6]}mote/{samples.WISH}/")
    assert firm.post(f"{way}trekk/", seen).status_code == 302
    again = {"ranked": [], "any_time": True, "how": "video", "people": [], "group": []}
    company = people.organisation(people.VARMT_HJEM)
    wishes.ask(meetings=one.meetings, company=company, person=people.person("supplier"), seen=one.edit_version,
               fields=again, by=people.actor("supplier"))  # fmt: skip
    assert firm.post(f"{way}trekk/", seen).status_code == 409
    assert Request.objects.get(public_id=samples.WISH).state == "asked"


def test_one_meeting_is_cancelled_for_a_reason_and_its_company_can_be_given_another_time() -> None:
    adviser, firm = _log_in("adviser"), _log_in("supplier")
    before = _event(firm)
    slot = Request.objects.get(public_id=samples.GIVEN).slot
    assert "Hvorfor" in _told(adviser, f"{GIVEN}/avlys/")
    for _pressed in range(2):
        assert adviser.post(f"{GIVEN}/avlys/", {"reason": "Teamet er sykt"} | KEY)["Location"] == f"{GIVEN}/"
    assert adviser.post(f"{GIVEN}/avlys/", {"reason": "Igjen", "key": str(uuid4())}).status_code == 409
    [mail] = Mail.objects.filter(kind="meeting-cancelled")
    letter = letters.write(mail)
    assert letter
    assert "Teamet er sykt" in letter.as_string()
    [gone] = [one for one in letter.walk() if one.get_content_type() == "text/calendar"]
    entry = Calendar.from_ical(gone.get_content()).walk("VEVENT")[0]
    assert (entry["uid"], entry["status"], entry["sequence"]) == (before["uid"], "CANCELLED", before["sequence"] + 1)
    assert _event(firm)["status"] == "CANCELLED"
    told = _told(firm, f"{GIVEN}/")
    assert "blir ikke holdt" in told
    assert "Teamet er sykt" in told
    assert Entry.objects.filter(kind="meeting-cancelled").count() == 1
    assert not queries.free(Meetings.objects.get(part__public_id=samples.DRAWN)).filter(pk=slot.pk), "nobody gets it"

    local = timezone.localtime(slot.starts_at + timedelta(days=1))
    said = {"at_0": f"{local:%d.%m.%Y}", "at_1": f"{local:%H:%M}", "team": "1", "reason": "Alle er friske"}
    assert "Gi en annen tid" in _told(adviser, f"{GIVEN}/flytt/")
    assert adviser.post(f"{GIVEN}/flytt/", said | {"key": str(uuid4())}).status_code == 302
    one = Request.objects.get(public_id=samples.GIVEN)
    assert (one.state, one.cancelled_reason, one.slot.stands) == ("given", "", True)
    assert _event(firm)["status"] == "CONFIRMED"
    assert "blir ikke holdt" not in _told(firm, f"{GIVEN}/")


def test_a_cancelled_time_goes_to_nobody_also_once_its_company_has_one_of_the_free_ones() -> None:
    adviser, row = people.actor("adviser"), Meetings.objects.get(part__public_id=samples.DRAWN)
    one = Request.objects.get(public_id=samples.GIVEN)
    cancelled = one.slot
    held.cancel(request=one, reason="Teamet er sykt", by=adviser)
    spare = queries.free(row)[0]
    to = Span(spare.team, spare.starts_at, spare.ends_at)
    held.move(request=one, to=to, reason="Ny tid", person=people.person("adviser"), by=adviser)
    assert Request.objects.get(public_id=samples.GIVEN).slot == spare
    assert cancelled not in queries.free(row)
    assert not Slot.objects.get(pk=cancelled.pk).request


def test_a_meeting_that_has_begun_is_not_cancelled() -> None:
    _begun()
    assert _log_in("adviser").post(f"{GIVEN}/avlys/", {"reason": "For sent"} | KEY).status_code == 409
    assert Request.objects.get(public_id=samples.GIVEN).state == "given"


def _begun() -> None:
    """Let the meeting that has a time have begun."""
    now = timezone.now()
    slot = Slot.objects.filter(request__public_id=samples.GIVEN)
    slot.update(starts_at=now - timedelta(minutes=1), ends_at=now + timedelta(hours=1))


def test_what_was_noted_by_mistake_is_taken_back_on_the_page() -> None:
    adviser, firm = _log_in("adviser"), _log_in("supplier")
    _begun()
    assert adviser.get(f"{GIVEN}/rett/").status_code == 302, "nothing is noted yet"
    for way, said in (("holdt/", {}), ("ikke-mott/", {"team": "1"} | KEY)):
        assert adviser.post(f"{GIVEN}/{way}", said).status_code == 302
        assert f'href="{GIVEN}/rett/"' in _told(adviser, f"{GIVEN}/")
        assert f'href="{GIVEN}/rett/"' not in _told(firm, f"{GIVEN}/")
        key = {"key": str(uuid4())}
        assert "Hvorfor" in adviser.post(f"{GIVEN}/rett/", key).content.decode(), "it asks why"
        for _pressed in range(2):
            assert adviser.post(f"{GIVEN}/rett/", key | {"why": "learned"})["Location"] == f"{GIVEN}/"
        assert Request.objects.get(public_id=samples.GIVEN).state == "given"
    letter = letters.write(Mail.objects.get(kind="meeting-corrected"))
    assert letter
    body = letter.get_body(("plain",))
    assert body
    assert "trukket tilbake" in str(body.get_content())
    adviser.post(f"{GIVEN}/holdt/")
    adviser.post(f"{GIVEN}/referat/", {"ours": "Hei."})
    shown = _told(adviser, f"{GIVEN}/")
    assert "Referatet er påbegynt" in shown
    assert f'href="{GIVEN}/rett/"' not in shown


def test_a_meeting_is_held_or_missed_once_it_has_begun() -> None:
    adviser = _log_in("adviser")
    assert "ble holdt" not in _told(adviser, f"{GIVEN}/")
    _begun()
    assert "ble holdt" in _told(adviser, f"{GIVEN}/")
    assert "Varmt hjem AS" in _told(adviser, f"{GIVEN}/ikke-mott/"), "who is said not to have come is named"
    assert adviser.post(f"{GIVEN}/holdt/").status_code == 302
    assert adviser.post(f"{GIVEN}/ikke-mott/", {"team": "1"} | KEY).status_code == 409
    assert Request.objects.get(public_id=samples.GIVEN).state == "held"


def test_who_withdraws_twice_or_does_not_come_twice_is_led_to_the_same_page_and_told_once() -> None:
    firm, adviser = _log_in("supplier"), _log_in("adviser")
    way = f"/nb/dialog/{samples.DIALOGUE}/moter/{samples.WISHES}/onske/trekk/"
    assert firm.post(way)["Location"] == firm.post(way)["Location"]
    assert Mail.objects.filter(kind="meeting-withdrawn").count() == 1
    _begun()
    for _pressed in range(2):
        assert adviser.post(f"{GIVEN}/ikke-mott/", {"team": "1"} | KEY)["Location"] == f"{GIVEN}/"
    assert Mail.objects.filter(kind="meeting-missed").count() == 1


def test_names_that_were_deleted_are_shown_to_be_gone() -> None:
    one = Request.objects.get(public_id=samples.GIVEN)
    assert samples.PEOPLE_MARK in _told(_log_in("adviser"), f"{GIVEN}/")
    with samples.at(one.slot.ends_at + held.PEOPLE_KEPT + timedelta(days=1)):
        held.forget_people()
    assert "Navnene er slettet." in _told(_log_in("adviser"), f"{GIVEN}/")


# Strangers


@pytest.mark.parametrize("who", ["visitor", "other_supplier", "stranger", "operator"])
@pytest.mark.parametrize("page", [one for one in MEETINGS if one.post is None], ids=str)
def test_nobody_else_sees_who_asked_or_who_comes_or_where(page: Page, who: str) -> None:
    shown = _log_in(who).get(page.address()).content.decode()
    assert [mark for mark in MARKS if mark in shown] == []


@pytest.mark.parametrize("who", ["visitor", "other_supplier", "stranger", "operator"])
def test_nobody_else_sees_another_companys_time(who: str) -> None:
    one = Request.objects.get(public_id=samples.GIVEN)
    clock = f"{timezone.localtime(one.slot.starts_at):%H:%M}"
    for page in ("", "trekning/", "trekning.json"):
        shown = _log_in(who).get(f"/nb/dialog/{samples.DIALOGUE}/moter/{samples.DRAWN}/{page}")
        assert shown.status_code == 200
        assert clock not in shown.content.decode()


def test_the_colleagues_and_the_company_itself_see_it() -> None:
    for who in ("reader", "adviser", "supplier"):
        shown = _log_in(who).get(f"{GIVEN}/").content.decode()
        assert [mark for mark in MARKS[:3] if mark not in shown.replace("video.example", samples.LINK_MARK)] == []


def test_no_letter_no_log_and_no_job_tells_of_somebody_else() -> None:
    for mail in Mail.objects.filter(kind__startswith="meeting-"):
        message = letters.write(mail)
        if message and mail.receiver != people.PEOPLE["supplier"].person:
            assert [mark for mark in MARKS if mark in message.as_string()] == []
    facts = str(list(Entry.objects.values_list("facts", flat=True)))
    assert [mark for mark in MARKS if mark in facts] == []
    assert [mark for mark in MARKS if mark in str(list(Meetings.objects.values_list("published", "frozen")))] == []


# The desk


def _desk(who: str) -> list[tuple[str, str]]:
    with override("en"):
        return [(str(one.kind), one.title) for one in desk_of_meetings.waits(people.actor(who))]


def test_the_desk_says_what_is_to_be_done_and_when_a_company_is_met() -> None:
    row = samples.set_up(staffed=False)
    title = "Invitasjon til dialog: trygge netter hjemme"
    assert _desk("adviser") == [("Meetings to open for wishes", title)]
    assert _desk("reader") == _desk("stranger") == _desk("operator") == []
    samples.opened()
    row.members.all().delete()
    assert _desk("owner") == [("Meetings that lack people in a team", title)]
    samples.frozen(samples.again(row))
    assert _desk("adviser") == [("Times to draw", title)]
    assert _desk("supplier") == [("Your meeting", "Invitasjon til møter")]
    assert _desk("other_supplier") == [
        (kind, "Invitasjon til møter") for kind in ("Minutes to confirm", "Your meeting")
    ]
    slot = Slot.objects.get(request__public_id=samples.GIVEN)
    with samples.at(slot.ends_at):
        which = f"Varmt hjem AS, {timezone.localtime(slot.starts_at):%H:%M} · Invitasjon til møter"
        assert ("Was the meeting held?", which) in _desk("adviser")
        assert _desk("supplier") == []


@pytest.mark.parametrize("who", ["adviser", "supplier"])
def test_the_desk_asks_as_often_for_many_as_for_one(who: str) -> None:
    with CaptureQueriesContext(connection) as one:
        _desk(who)
    for number in range(3):
        part = dialogue_samples.part(Dialogue.objects.get(public_id=samples.DIALOGUE), "meetings", days=60 + number)
        samples.set_up(public_id=part.public_id)
    with CaptureQueriesContext(connection) as many:
        _desk(who)
    assert len(many) == len(one)


def test_who_has_asked_is_written_to_with_all_who_take_part() -> None:
    part = samples.part(samples.WISHES)
    assert [one.person for one in audience.of(part.dialogue, part)] == [people.PEOPLE["supplier"].person]
