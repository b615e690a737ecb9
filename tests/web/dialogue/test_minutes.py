"""Minutes: sealed, confirmed or commented by the company, silence kept as silence, and shared only afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from mulighetsrom.web.common import letters, workdays
from mulighetsrom.web.common.models import Event, Mail, Sealed
from mulighetsrom.web.dialogue.actions import minutes as actions
from mulighetsrom.web.dialogue.desk import meetings as desk_of_meetings
from mulighetsrom.web.dialogue.log import gaps
from mulighetsrom.web.dialogue.models import Dialogue, Entry, Minutes, Request, Slot, TeamMember
from mulighetsrom.web.dialogue.queries import minutes as queries
from mulighetsrom.web.dialogue.tasks import note_silence
from tests.web import meeting_samples as samples
from tests.web import people

if TYPE_CHECKING:
    from datetime import date

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

PART = f"/nb/dialog/{samples.DIALOGUE}/moter/{samples.DRAWN}/"
HERE = f"{PART}mote/{samples.GIVEN}/"
OURS, THEIRS, SECRET = "Merketekst fra kommunen", "Merketekst fra bedriften", "Merkehemmelig sensor"
COMMENT = "Merkekommentar: det var tre sensorer"
SAID = {"ours": OURS, "theirs": f"{THEIRS}\n\n{SECRET}"}


def mine() -> Minutes:
    return Minutes.objects.get(request__public_id=samples.GIVEN)


def log_in(who: str) -> Client:
    return people.log_in(Client(), who)


def told(who: str, page: str = "referat/") -> str:
    return log_in(who).get(f"{HERE}{page}").content.decode()


@pytest.fixture(autouse=True)
def held(country: None) -> None:  # noqa: ARG001 - after it
    """Let the meeting with Varmt hjem have been held an hour ago."""
    now = timezone.now()
    row = Slot.objects.filter(request__public_id=samples.GIVEN)
    row.update(starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))
    assert log_in("adviser").post(f"{HERE}holdt/").status_code == 302


def sent() -> Minutes:
    assert log_in("adviser").post(f"{HERE}referat/", SAID | {"send": "yes"}).status_code == 302
    return mine()


def answered(**more: str) -> Minutes:
    row = sent()
    secret = next(one.public_id for one in queries.exchanges(row) if queries.text(one) == SECRET)
    said = {"secret": secret, "reason": "Konkurrentene kjenner den ikke"} | more
    assert log_in("supplier").post(f"{HERE}referat/svar/", said).status_code == 302
    return mine()


def test_until_they_are_sent_the_minutes_are_the_teams_alone_and_nobody_can_read_them_in_the_database() -> None:
    assert log_in("adviser").post(f"{HERE}referat/", SAID).status_code == 302
    assert SECRET in told("adviser")
    for who in ("supplier", "reader", "owner"):
        assert all(mark not in told(who) for mark in (OURS, THEIRS, SECRET)), who
    with connection.cursor() as cursor:
        for table in ("dialogue_exchange", "dialogue_minutes", "dialogue_entry", "common_event"):
            cursor.execute(f"SELECT coalesce(json_agg(t)::text, '') FROM {table} t")
            assert "Merke" not in cursor.fetchone()[0]


def test_who_was_not_in_the_team_writes_nothing() -> None:
    assert log_in("owner").post(f"{HERE}referat/", SAID).status_code == 403
    assert log_in("supplier").post(f"{HERE}referat/", SAID).status_code == 403
    assert log_in("other_supplier").post(f"{HERE}referat/", SAID).status_code == 404


def test_what_is_written_again_replaces_and_leaves_no_sealed_text_behind() -> None:
    adviser = log_in("adviser")
    before = Sealed.objects.count()
    adviser.post(f"{HERE}referat/", SAID)
    assert adviser.post(f"{HERE}referat/", {"ours": "", "theirs": "Kortere"}).status_code == 409
    seen = str(mine().edit_version)
    assert adviser.post(f"{HERE}referat/", {"ours": "", "theirs": "Kortere", "seen": seen}).status_code == 302
    assert Sealed.objects.count() == before + 1


def test_the_company_has_the_stated_working_days_and_a_letter_that_tells_nothing() -> None:
    row = sent()
    assert row.due_date == workdays.add(timezone.localdate(), 5)
    mail = Mail.objects.get(kind="minutes-sent", about_id=row.public_id)
    message = letters.write(mail)
    assert mail.receiver == people.PEOPLE["supplier"].person
    assert message
    assert "Merke" not in message.as_string()
    assert all(mark in told("supplier") for mark in (OURS, THEIRS, SECRET))
    assert all(mark not in told("reader") for mark in (OURS, THEIRS, SECRET)), "not before the answer"


def test_a_confirmed_secret_is_read_by_company_and_team_only_and_reading_is_logged() -> None:
    row = answered()
    assert row.state == "confirmed"
    assert SECRET in told("supplier")
    assert not Event.objects.filter(kind="minutes.read").exists()
    assert SECRET in told("adviser")
    assert [one.by for one in Event.objects.filter(kind="minutes.read")] == [people.PEOPLE["adviser"].person]
    shown = told("reader")
    assert OURS in shown
    assert THEIRS in shown
    assert SECRET not in shown
    assert "1 ting er bare for bedriften" in shown


def test_a_comment_is_sealed_and_read_by_both_who_met() -> None:
    row = answered(comment=COMMENT)
    assert row.state == "commented"
    assert COMMENT in told("adviser")
    assert COMMENT in told("supplier")
    assert COMMENT not in told("reader")
    assert Mail.objects.filter(kind="minutes-answered", receiver=people.PEOPLE["adviser"].person).exists()


def test_a_secret_needs_a_reason() -> None:
    row = sent()
    one = queries.exchanges(row)[2].public_id
    answer = log_in("supplier").post(f"{HERE}referat/svar/", {"secret": one}).content.decode()
    assert "hvorfor det er hemmelig" in answer
    assert mine().state == "sent"


def test_silence_is_noted_as_silence_the_day_after_and_not_before() -> None:
    row = sent()
    assert row.due_date
    last = timezone.now() + timedelta(days=(row.due_date - timezone.localdate()).days)
    with samples.at(last):
        note_silence(0)
        assert mine().state == "sent"
    with samples.at(last + timedelta(days=1)):
        with pytest.raises(actions.TooLateError):
            actions.answer(
                minutes=row, secrets={}, comment="", person=people.person("supplier"), by=people.actor("supplier")
            )
        note_silence(0)
        note_silence(0)
    assert mine().state == "silent"
    assert mine().answered_at is None
    assert Entry.objects.filter(kind="minutes-silence").count() == Minutes.objects.filter(state="silent").count() == 2
    assert "ikke som et ja" in told("adviser")


def test_nothing_is_shared_before_the_answer_and_a_secret_never() -> None:
    row = sent()
    adviser = log_in("adviser")
    ours, theirs, secret = (one.public_id for one in queries.exchanges(row))
    assert adviser.post(f"{HERE}referat/del/", {"chosen": ours}).status_code == 409
    log_in("supplier").post(f"{HERE}referat/svar/", {"secret": secret, "reason": "Slik er det"})
    assert adviser.post(f"{HERE}referat/del/", {"chosen": theirs}).status_code == 200, "only what we told is offered"
    assert adviser.post(f"{HERE}referat/del/", {"chosen": ours}).status_code == 302
    shown = Client().get(PART).content.decode()
    assert OURS in shown
    assert [mark for mark in (THEIRS, SECRET, "Varmt hjem") if mark in shown] == []


def test_sharing_nothing_is_said_and_never_a_press_by_mistake() -> None:
    answered()
    adviser, ours = log_in("adviser"), queries.exchanges(mine())[0].public_id
    for said in ({}, {"chosen": ours, "nothing": "on"}):
        refused = adviser.post(f"{HERE}referat/del/", said).content.decode()
        assert "si at det ikke er noe" in refused
        assert f'action="{HERE}referat/del/#share-title"' in refused, "what is wrong is in sight, below long minutes"
        assert mine().shared_at is None
    assert adviser.post(f"{HERE}referat/del/", {"nothing": "on"}).status_code == 302
    assert mine().shared_at
    assert OURS not in Client().get(PART).content.decode()


@pytest.mark.parametrize("who", ["visitor", "other_supplier", "stranger", "operator"])
def test_no_stranger_reads_a_word_by_any_address(who: str) -> None:
    answered(comment=COMMENT)
    for page in ("", "referat/"):
        answer = log_in(who).get(f"{HERE}{page}")
        assert answer.status_code in {302, 404}
        assert "Merke" not in answer.content.decode()
    for page in ("send", "svar", "del"):
        assert log_in(who).post(f"{HERE}referat/{page}/").status_code in {302, 403, 404}


def test_who_leaves_the_team_reads_no_secret_any_more() -> None:
    answered()
    TeamMember.objects.filter(person__public_id=people.PEOPLE["adviser"].person).delete()
    assert SECRET not in told("adviser")


def test_a_meeting_that_was_not_held_has_no_minutes() -> None:
    Request.objects.filter(public_id=samples.GIVEN).update(state="given")
    assert log_in("adviser").get(f"{HERE}referat/").status_code == 404


def _desk(who: str) -> list[tuple[str, date | None]]:
    waits = desk_of_meetings.waits(people.actor(who))
    return [(str(task.kind), task.due) for task in waits if task.url == f"{HERE}referat/"]


def test_who_takes_the_minutes_has_them_on_the_desk_until_the_company_has_until_its_day() -> None:
    slot = Slot.objects.get(request__public_id=samples.GIVEN)
    met = timezone.localtime(slot.starts_at).date()
    lacking = [("Referat å skrive og sende", workdays.add(met, 5))]
    assert _desk("need_owner") == lacking
    assert [_desk(who) for who in ("adviser", "owner", "supplier", "stranger")] == [[]] * 4
    dialogue = Dialogue.objects.get(public_id=samples.DIALOGUE)
    [gap] = [one for one in gaps.found(dialogue) if one.url == f"{HERE}referat/"]
    assert "Varmt hjem AS" in str(gap.title)
    assert log_in("adviser").post(f"{HERE}referat/", SAID).status_code == 302
    assert _desk("need_owner") == lacking, "a draft tells nobody anything"
    more = SAID | {"theirs": "Noe som ble husket først nå", "seen": str(mine().edit_version), "send": "yes"}
    assert log_in("adviser").post(f"{HERE}referat/", more).status_code == 302
    assert "husket først nå" in told("supplier"), "what is in the form when one sends it, is sent"
    assert _desk("need_owner") == []
    assert _desk("supplier") == [("Referat å bekrefte", mine().due_date)]
    assert [one for one in gaps.found(dialogue) if one.url == f"{HERE}referat/"] == []
    assert log_in("supplier").post(f"{HERE}referat/svar/", {}).status_code == 302
    assert _desk("supplier") == []
