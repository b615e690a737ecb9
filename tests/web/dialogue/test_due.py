"""When a dialogue is unanswered: 60 days after its last event or deadline, to the minute, whatever the clock does."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from mulighetsrom.web.common import kernel
from mulighetsrom.web.common.actor import SYSTEM
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue import due, log, tasks
from mulighetsrom.web.dialogue.actions import closing as actions
from mulighetsrom.web.dialogue.actions import stopping
from mulighetsrom.web.dialogue.due import Standing
from mulighetsrom.web.dialogue.here import closing as closing_here
from mulighetsrom.web.dialogue.letters import closing as letters_of_closing
from mulighetsrom.web.dialogue.models import Dialogue, Part, Reminder, SummaryVersion
from tests.web import dialogue_samples as samples
from tests.web import people

if TYPE_CHECKING:
    from django.test import Client

OSLO = ZoneInfo("Europe/Oslo")
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("last", "unanswered"),
    [
        ("2026-09-15 12:00", "2026-11-14 12:00"),  # winter time begins between
        ("2026-02-10 12:00", "2026-04-11 12:00"),  # summer time begins between
        ("2026-06-01 12:00", "2026-07-31 12:00"),
        ("2026-08-26 02:30", "2026-10-25 02:30"),  # ends in the hour that comes twice: the first one
        ("2026-01-28 02:30", "2026-03-29 03:30"),  # ends in the hour that does not come: half past three
    ],
)
def test_sixty_days_end_at_the_same_clock_time(last: str, unanswered: str) -> None:
    moment = datetime.fromisoformat(last).replace(tzinfo=OSLO).astimezone(UTC)
    ends = due.later(moment, due.DAYS).astimezone(OSLO)
    assert f"{ends:%Y-%m-%d %H:%M}" == unanswered
    assert ends.fold == 0


@pytest.mark.parametrize(
    ("last", "first_reminder", "last_reminder"),
    [
        ("2026-09-15 12:00", "2026-10-15 12:00", "2026-11-04 12:00"),  # winter time begins between the two
        ("2026-02-10 12:00", "2026-03-12 12:00", "2026-04-01 12:00"),  # summer time begins between the two
        ("2026-09-25 02:30", "2026-10-25 02:30", "2026-11-14 02:30"),  # the first of the two hours
        ("2026-02-27 02:30", "2026-03-29 03:30", "2026-04-18 02:30"),  # the hour that does not come
    ],
)
@pytest.mark.django_db
@pytest.mark.usefixtures("country")
def test_reminders_come_at_the_same_clock_time_whatever_the_clock_does(
    last: str, first_reminder: str, last_reminder: str
) -> None:
    row = over(_oslo(last))
    for moment, before, then in ((first_reminder, "", "first"), (last_reminder, "first", "last")):
        assert due.reminder(row, _oslo(moment) - MINUTE) == before
        assert due.reminder(row, _oslo(moment)) == then


def _oslo(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO).astimezone(UTC)


def dialogue() -> Dialogue:
    return Dialogue.objects.get(public_id=samples.OPEN)


def over(last: datetime) -> Dialogue:
    """Return the dialogue with a single part whose deadline was then."""
    elsewhere = Dialogue.objects.get(public_id=samples.DRAFT)
    Part.objects.filter(dialogue__public_id=samples.OPEN).exclude(public_id=samples.INPUT).update(dialogue=elsewhere)
    Part.objects.filter(public_id=samples.INPUT).update(deadline_at=last)
    return dialogue()


@pytest.mark.django_db
@pytest.mark.usefixtures("country")
class TestInTheDatabase:
    LAST = datetime(2026, 9, 15, 12, 0, tzinfo=OSLO)

    def test_it_is_unanswered_to_the_minute_across_a_change_of_the_clock(self) -> None:
        row, ends = over(self.LAST), datetime(2026, 11, 14, 12, 0, tzinfo=OSLO)
        assert due.standing(row, self.LAST - MINUTE) == Standing.GOING_ON
        assert due.standing(row, self.LAST) == Standing.WAITS
        assert due.standing(row, ends - MINUTE) == Standing.WAITS
        assert due.standing(row, ends) == Standing.UNANSWERED

    def test_a_cancelled_part_does_not_count_unless_all_are(self) -> None:
        row = over(self.LAST)
        later = samples.part(row, "conference", days=90, state="cancelled", cancelled_reason="Ingen meldte seg")
        assert due.last_moment(dialogue()) == self.LAST
        Part.objects.filter(public_id=samples.INPUT).update(state="cancelled", cancelled_reason="Ingen meldte seg")
        assert due.last_moment(dialogue()) == later.ends_at

    def test_promised_news_move_the_end_once(self) -> None:
        row = over(timezone.now() - timedelta(days=40))
        promised = timezone.localdate() + timedelta(days=45)
        say(promised)
        assert due.standing(dialogue()) == Standing.DECIDING
        midnight = datetime.combine(promised + timedelta(days=1), datetime.min.time(), OSLO)
        assert due.standing(dialogue(), midnight - MINUTE) == Standing.DECIDING
        assert due.standing(dialogue(), midnight) == Standing.UNANSWERED
        with pytest.raises(kernel.StageConflictError):
            say(promised + timedelta(days=5))
        assert [line["kind"] for line in log.lines(row)][-2:] == ["deciding", "told"]

    def test_promising_news_twice_leads_to_the_same_page_and_is_one_promise(self, client: Client) -> None:
        over(timezone.now() - timedelta(days=40))
        people.log_in(client, "adviser")
        way = f"/nb/dialog/{samples.OPEN}/utsatt/"
        day = f"{timezone.localdate() + timedelta(days=9):%d.%m.%Y}"
        said = {"news_by": day, "text": "Rådet.", "opening": "Takk.", "key": "00000000-0000-4000-8000-0000000000de"}
        shown = re.findall(r'name="shown" value="([0-9a-f]{64})"', client.post(way, said).content.decode())
        leads = {client.post(way, said | {"shown": shown[0]})["Location"] for _ in range(2)}
        assert leads == {client.get(way)["Location"]} == {f"/nb/dialog/{samples.OPEN}/arbeid/"}
        assert [line["kind"] for line in log.lines(dialogue())].count("deciding") == 1

    @pytest.mark.parametrize("days", [-1, 61])
    def test_news_are_promised_neither_too_early_nor_too_late(self, days: int) -> None:
        over(timezone.now() - timedelta(days=days))
        with pytest.raises(kernel.StageConflictError):
            say(timezone.localdate() + timedelta(days=9))

    def test_each_reminder_comes_once_by_letter_and_on_the_desk(self) -> None:
        row = over(self.LAST)
        kinds = []
        for days in (29, 30, 31, 49, 50, 51, 61):
            actions.remind(dialogue=dialogue(), now=due.later(self.LAST, days), by=SYSTEM)
            kinds.append(Mail.objects.filter(kind=actions.REMINDER).count())
        assert kinds == [0, 1, 1, 1, 2, 2, 2]
        assert list(Reminder.objects.values_list("which", flat=True)) == ["first", "last"]
        over(timezone.now() - timedelta(days=29))
        assert list(closing_here._waits(people.actor("adviser"))) == []
        over(timezone.now() - timedelta(days=31))
        [task] = closing_here._waits(people.actor("adviser"))
        assert task.due == timezone.localdate(due.ends(dialogue()))
        assert list(closing_here._waits(people.actor("stranger"))) == []
        assert row.pk

    def test_an_announced_competition_answers_only_together_with_what_was_heard(self, client: Client) -> None:
        row = over(timezone.now() - timedelta(days=31))
        people.log_in(client, "adviser")
        stopping.stop(
            dialogue=row, announced=timezone.localdate(), link="https://www.doffin.no/notices/2026-1", opening="Takk!",
            by=people.actor("adviser"),
        )  # fmt: skip
        assert [due.standing(dialogue(), due.later(timezone.now(), days)) for days in (0, 28, 30)] == [
            Standing.WAITS,
            Standing.WAITS,
            Standing.UNANSWERED,
        ]
        with pytest.raises(kernel.StageConflictError):
            say(timezone.localdate() + timedelta(days=20))
        [task] = closing_here._waits(people.actor("adviser"))
        assert task.url.endswith("/oppsummering/skriv/")
        tasks.remind_of_answers(0)
        [mail] = Mail.objects.filter(kind=actions.REMINDER)
        letter = letters_of_closing._reminder(mail)
        assert letter
        assert letter.button
        assert letter.button[1].endswith("/oppsummering/skriv/")
        assert "hørte" in client.get(f"/nb/dialog/{samples.OPEN}/").content.decode()
        SummaryVersion.objects.create(
            dialogue=row, number=1, content={"rows": []}, published_by=people.person("adviser"), published_by_name="Ina"
        )
        assert due.standing(dialogue(), due.later(timezone.now(), 90)) == Standing.COMPETITION
        assert letters_of_closing._reminder(mail) is None
        assert list(closing_here._waits(people.actor("adviser"))) == []

    def test_who_slept_through_both_is_reminded_of_the_last_alone(self) -> None:
        over(self.LAST)
        actions.remind(dialogue=dialogue(), now=due.later(self.LAST, 55), by=SYSTEM)
        assert list(Reminder.objects.values_list("which", flat=True)) == ["last"]

    def test_an_answer_given_meanwhile_makes_the_reminder_needless(self) -> None:
        over(timezone.now() - timedelta(days=31))
        actions.remind(dialogue=dialogue(), now=timezone.now(), by=SYSTEM)
        [mail] = Mail.objects.filter(kind=actions.REMINDER)
        assert letters_of_closing._reminder(mail)
        actions.answer(
            dialogue=dialogue(),
            outcome="dropped",
            until=None,
            reason="Ingen penger.",
            opening="",
            by=people.actor("adviser"),
        )
        assert letters_of_closing._reminder(mail) is None
        actions.remind(dialogue=dialogue(), now=timezone.now() + timedelta(days=20), by=SYSTEM)
        assert Mail.objects.filter(kind=actions.REMINDER).count() == 1


def say(news_by: date) -> None:
    actions.say_deciding(
        dialogue=dialogue(), news_by=news_by, text="Rådet avgjør.", opening="Takk.", by=people.actor("adviser")
    )
