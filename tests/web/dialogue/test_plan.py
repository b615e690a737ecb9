"""The plan of a dialogue as its people keep it: it follows the parts, and what somebody chose or did stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from mulighetsrom.web.accounts.models import Membership
from mulighetsrom.web.common import kernel
from mulighetsrom.web.dialogue.actions import closing, invitation, summary
from mulighetsrom.web.dialogue.actions import meetings as meeting
from mulighetsrom.web.dialogue.actions import timeline as actions
from mulighetsrom.web.dialogue.desk import timeline as timeline_desk
from mulighetsrom.web.dialogue.here import doffin as doffin_here
from mulighetsrom.web.dialogue.models import Dialogue, Part, PlanLine
from mulighetsrom.web.following import calendars
from mulighetsrom.web.following.queries import calendar
from tests.web import dialogue_samples as samples
from tests.web import meeting_samples as meetings
from tests.web import people
from tests.web.dialogue.test_invitation import approve

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
DEADLINE = datetime(2027, 4, 6, 10, tzinfo=UTC)
BY = "adviser"


def _begun(**part: Any) -> Dialogue:
    """Begin a dialogue with written input."""
    fields = {"kind": "input", "deadline_at": DEADLINE} | part
    owner, by = people.organisation(), people.actor(BY)
    return invitation.create(owner=owner, content=samples.content(), parts=[fields], by=by)


def _days(dialogue: Dialogue) -> dict[str, str]:
    lines = PlanLine.objects.filter(dialogue=dialogue).order_by("due_at", "id")
    return {line.kind: f"{timezone.localtime(line.due_at):%d.%m %H:%M}" for line in lines}


def _line(dialogue: Dialogue, kind: str) -> PlanLine:
    return PlanLine.objects.get(dialogue=dialogue, kind=kind)


def _move_deadline(dialogue: Dialogue, to: datetime) -> None:
    part = dialogue.parts.get()
    invitation.write_part(part=part, seen=part.edit_version, fields={"deadline_at": to}, by=people.actor(BY))


def test_a_plan_is_there_from_the_beginning_and_is_its_makers() -> None:
    made = _begun()
    assert _days(made) == {
        "doffin": "09.03 12:00",
        "publish": "09.03 12:00",
        "answers": "30.03 12:00",
        "input": "06.04 12:00",
        "summary": "27.04 12:00",
        "answer": "07.05 12:00",
    }
    assert {line.responsible.name for line in PlanLine.objects.filter(dialogue=made)} == {"Ina Innkjøp"}


def test_what_nobody_has_chosen_follows_the_part_and_what_somebody_chose_stays() -> None:
    made = _begun()
    line, chosen = _line(made, "answers"), datetime(2027, 3, 10, 11, tzinfo=UTC)
    helper = people.person("need_owner")
    actions.edit_line(line=line, seen=1, due_at=chosen, responsible=helper, by=people.actor(BY))
    _move_deadline(made, DEADLINE + timedelta(days=7))
    assert _days(made) | {"answers": "10.03 12:00"} == _days(made)
    assert _days(made)["publish"] == "16.03 12:00"
    assert _days(made)["input"] == "13.04 12:00"
    assert _line(made, "answers").responsible == helper


def test_another_person_for_a_line_does_not_fix_its_day() -> None:
    made = _begun()
    line = _line(made, "summary")
    actions.edit_line(
        line=line, seen=1, due_at=line.due_at, responsible=people.person("need_owner"), by=people.actor(BY)
    )
    _move_deadline(made, DEADLINE + timedelta(days=7))
    assert _days(made)["summary"] == "04.05 12:00"


def test_the_lines_of_a_part_go_with_it_and_a_new_part_brings_its_own() -> None:
    made = _begun()
    fields = {
        "kind": "meetings", "deadline_at": DEADLINE, "starts_at": DEADLINE + timedelta(days=14),
        "ends_at": DEADLINE + timedelta(days=15),
    }  # fmt: skip
    part = invitation.add_part(dialogue=made, fields=fields, by=people.actor(BY))
    assert {"wishes", "draw", "questions", "held", "minutes"} <= set(_days(made))
    invitation.remove_part(part=part, by=people.actor(BY))
    assert not {"wishes", "draw", "questions", "held", "minutes"} & set(_days(made))


def test_publishing_ticks_its_line() -> None:
    dialogue = Dialogue.objects.get(public_id=samples.DRAFT)
    approve(dialogue)
    invitation.publish(dialogue=dialogue, by=people.actor(BY))
    line = _line(dialogue, "publish")
    assert line.done_at
    assert line.done_by == people.person(BY)
    assert _line(dialogue, "doffin").done_at is None


def test_what_is_done_on_its_own_page_is_done_in_the_plan() -> None:
    row, by = meetings.opened(), people.actor("adviser")
    dialogue = row.part.dialogue
    for kind, part in (("questions", row.part), ("draw", row.part), ("summary", None), ("answer", None)):
        samples.plan_line(dialogue, kind, part=part)
    meeting.publish_questions(meetings=row, text="Hva koster et år?", by=by)
    meetings.wish(row, 1)
    meetings.drawn(row)
    heard = {"intro": "", "rows": [{"heard": "Lei ut.", "change": ""}]}
    summary.save(dialogue=dialogue, seen=0, content=heard, by=by)
    summary.publish(dialogue=dialogue, seen=1, why="", names_are_meant=False, opening="Takk!", by=by)
    closing.answer(dialogue=dialogue, outcome="goes-on", until=None, reason="Slik ble det.", opening="Takk!", by=by)
    done = PlanLine.objects.filter(dialogue=dialogue, done_by=people.person("adviser"))
    assert sorted(done.values_list("kind", flat=True)) == ["answer", "draw", "questions", "summary"]


def test_who_saves_second_is_told_and_overwrites_nothing() -> None:
    line = _line(_begun(), "answers")
    who = line.responsible
    actions.edit_line(line=line, seen=1, due_at=None, responsible=who, by=people.actor(BY))
    line = _line(line.dialogue, "answers")
    with pytest.raises(kernel.EditConflictError):
        actions.edit_line(line=line, seen=1, due_at=None, responsible=who, by=people.actor(BY))
    with pytest.raises(kernel.EditConflictError):
        actions.tick(line=line, seen=1, is_done=True, by=people.actor(BY))
    assert _line(line.dialogue, "answers").done_at is None


def test_the_desk_tells_what_is_due_soon_until_it_is_done() -> None:
    dialogue = Dialogue.objects.get(public_id=samples.OPEN)
    soon = samples.plan_line(dialogue, "summary", days=10)
    samples.plan_line(dialogue, "answer", days=20)
    by = people.actor(BY)
    [task] = timeline_desk.waits(by)
    assert (task.title, task.kind) == (samples.content()["title"], "Publiser det dere hørte")
    assert task.due == timezone.localdate(soon.due_at)
    assert list(timeline_desk.waits(people.actor("owner"))) == []
    actions.tick(line=soon, seen=1, is_done=True, by=by)
    assert list(timeline_desk.waits(by)) == []


def test_the_desk_tells_of_doffin_once_with_the_day_of_the_plan() -> None:
    dialogue = Dialogue.objects.get(public_id=samples.OPEN)
    line = samples.plan_line(dialogue, "doffin", days=10)
    by = people.actor(BY)
    assert list(timeline_desk.waits(by)) == []
    [task] = [one for one in doffin_here._waits(by) if samples.OPEN in one.url]
    assert (task.kind, task.due) == ("Ikke kunngjort på Doffin ennå", timezone.localdate(line.due_at))
    PlanLine.objects.filter(pk=line.pk).update(responsible=people.person("owner"))
    assert [task.kind for task in timeline_desk.waits(people.actor("owner"))] == ["Kunngjør på Doffin"]


def test_a_deadline_that_has_passed_and_a_dialogue_that_is_over_leave_the_desk() -> None:
    dialogue = Dialogue.objects.get(public_id=samples.OPEN)
    part = Part.objects.get(public_id=samples.MEETINGS)
    samples.plan_line(dialogue, "wishes", days=-2, part=part)
    late = samples.plan_line(dialogue, "answers", days=-2)
    by = people.actor(BY)
    assert [task.due for task in timeline_desk.waits(by)] == [timezone.localdate(late.due_at)]
    Dialogue.objects.filter(pk=dialogue.pk).update(stage="cancelled")
    assert list(timeline_desk.waits(by)) == []


def test_who_leaves_hands_over_what_they_had_to_do() -> None:
    made, helper = _begun(), people.PEOPLE["need_owner"]
    line = _line(made, "summary")
    to = people.person("need_owner")
    actions.edit_line(line=line, seen=1, due_at=line.due_at, responsible=to, by=people.actor(BY))
    work, heir = timeline_desk.OPEN_WORK, people.PEOPLE["owner"]
    assert dict(work.found(helper.person, helper.organisation)) == {
        samples.content()["title"]: reverse("dialogue:plan", args=[made.public_id])
    }
    with transaction.atomic():
        work.move(helper.person, helper.organisation, heir.person, people.actor("owner"))
    assert _line(made, "summary").responsible.name == "Eli Eier"
    assert list(work.found(helper.person, helper.organisation)) == []


def _page(client: Client, name: str, **form: str) -> Any:
    people.log_in(client, BY)
    url = reverse(f"dialogue:{name}", args=[samples.DRAFT, samples.PLAN_LINE])
    return client.post(url, form) if form else client.get(url)


def test_the_page_tells_the_next_first_with_weekday_person_and_what_is_odd(client: Client) -> None:
    PlanLine.objects.filter(public_id=samples.PLAN_LINE).update(due_at=datetime(2027, 7, 14, 10, tzinfo=UTC))
    people.log_in(client, BY)
    html = client.get(reverse("dialogue:plan", args=[samples.DRAFT])).content.decode()
    assert "onsdag 14. juli 2027 kl. 12:00" in html
    assert "Svar på alle spørsmål" in html
    assert "Det er i ukene 28–31" in html
    assert html.index("Svar på alle spørsmål") < html.index("Ina Innkjøp</span></p>")


def test_a_line_is_moved_on_its_page_and_a_second_writer_sees_both(client: Client) -> None:
    chosen = {"due_at_0": "10.03.2027", "due_at_1": "", "responsible": people.PEOPLE["owner"].person, "seen": "1"}
    assert _page(client, "plan_line", **chosen).status_code == 302
    line = PlanLine.objects.get(public_id=samples.PLAN_LINE)
    assert (line.due_at, line.chosen) == (datetime(2027, 3, 10, 11, tzinfo=UTC), True)
    assert line.responsible.name == "Eli Eier"
    again = _page(client, "plan_line", **(chosen | {"due_at_0": "11.03.2027"}))
    html = again.content.decode()
    assert again.status_code == 409
    assert "10.03.2027 12:00" in html
    assert "torsdag 11. mars 2027 kl. 12:00" in html


def test_nobody_outside_is_given_a_line(client: Client) -> None:
    stranger = people.PEOPLE["stranger"].person
    answer = _page(client, "plan_line", due_at_0="10.03.2027", responsible=stranger, seen="1")
    assert answer.status_code == 200
    assert "ds-error-summary" in answer.content.decode()


def test_done_and_not_done_after_all(client: Client) -> None:
    _page(client, "tick_plan_line", do="done", seen="1")
    assert "Gjort " in client.get(reverse("dialogue:plan", args=[samples.DRAFT])).content.decode()
    _page(client, "tick_plan_line", do="undone", seen="1")  # the page was old
    line = PlanLine.objects.get(public_id=samples.PLAN_LINE)
    assert line.done_at
    _page(client, "tick_plan_line", do="undone", seen="2")
    assert PlanLine.objects.filter(public_id=samples.PLAN_LINE, done_at=None, done_by=None).exists()


def test_ones_own_calendar_holds_what_one_has_to_do_without_the_title_of_what_is_not_public() -> None:
    person = people.person(BY)
    samples.plan_line(Dialogue.objects.get(public_id=samples.OPEN), "summary")
    told = calendars.written(calendar.of_person(person), name="Mine").decode()
    assert "Publiser det dere hørte: Invitasjon til dialog" in told.replace("\r\n ", "")
    assert "Svar på alle spørsmål: en dialog under arbeid" in told
    assert "Hemmelig" not in told
    Membership.objects.filter(person=person).update(ended_at=timezone.now())
    assert calendar.of_person(person).to_do == []
