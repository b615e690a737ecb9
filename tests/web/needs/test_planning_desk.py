"""What waits with the plan and the meetings is on the desk of who may do it, and is handed on when somebody leaves."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from mulighetsrom.installation.config import CLONE
from mulighetsrom.web.asking.stages import STATES
from mulighetsrom.web.common import registry
from mulighetsrom.web.drafting.stages import TEXT
from mulighetsrom.web.needs import planning_desk, stages
from mulighetsrom.web.needs.actions import meeting as meeting_actions
from mulighetsrom.web.needs.actions import plan as plan_actions
from mulighetsrom.web.needs.models import Line, Meeting
from tests.web import needs_samples as samples
from tests.web import people

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

WEB = CLONE / "src/mulighetsrom/web"
ACTIONS = [file for slice_ in ("needs", "asking", "drafting") for file in WEB.glob(f"{slice_}/actions/*.py")]
CODE = [file.read_text() for file in ACTIONS]
OF_NOBODY = {"question.asked", "question.confirm", "question.withdraw", "question.address-opened"}
"""Recorded for a visitor or the platform itself, so in no organisation's history."""


def _waits(who: str) -> list[tuple[str, str, date | None]]:
    with override("en"):
        return [(task.kind, task.title, task.due) for task in planning_desk.waits(people.actor(who))]


def _held() -> Meeting:
    Meeting.objects.filter(public_id=samples.MEETING).update(state="held")
    return Meeting.objects.get(public_id=samples.MEETING)


def test_who_may_answer_finds_what_companies_said_with_the_day_it_should_be_answered_by() -> None:
    [(kind, title, due)] = _waits("adviser")
    said = "Nattjeneste hjemme: Har dere spurt dem det gjelder?"
    assert (kind, title) == ("Contribution to answer", said), "of many to one line, each can be known"
    assert due is not None
    assert due > Meeting.objects.get(public_id=samples.MEETING).contributions_until


def test_a_quarter_and_a_decision_that_have_passed_wait_for_who_plans() -> None:
    samples.line("0NE0000001", quarter="2024-Q4", title="For lengst")
    yesterday = timezone.localdate() - timedelta(days=1)
    samples.line("0NE0000002", quarter="2039-Q1", title="Vedtatt?", depends_on_decision=True, decision_date=yesterday)
    samples.line("0NE0000003", quarter="2024-Q1", title="Droppet", state="dropped", reason="Nei.")
    done: dict[str, Any] = {"state": "done", "done_date": date(2024, 3, 1), "depends_on_decision": True}
    samples.line("0NE0000005", quarter="2024-Q1", title="Kunngjort", decision_date=yesterday, **done)
    samples.line("0NE0000004", quarter="2024-Q1", title="Deres", owner=people.LIKSOMNES, who="stranger")
    told = _waits("adviser")[1:]
    assert told == [
        ("The quarter has passed", "For lengst", date(2024, 12, 31)),
        ("The day of the decision has passed", "Vedtatt?", yesterday),
    ]


def test_a_line_of_this_quarter_and_a_decision_of_today_do_not_wait_yet() -> None:
    today = timezone.localdate()
    quarter = f"{today.year}-Q{(today.month + 2) // 3}"
    samples.line("0NE0000001", quarter=quarter, depends_on_decision=True, decision_date=today)
    assert len(_waits("adviser")) == 1


def test_a_held_meeting_waits_until_it_is_told_what_became_of_every_line() -> None:
    meeting = _held()
    assert [kind for kind, _, _ in _waits("adviser")][1:] == ["Tell what became of the lines"]
    meeting.presented.update(outcome="Det gikk bra.")
    assert len(_waits("adviser")) == 1


@pytest.mark.parametrize("who", ["reader", "supplier", "stranger", "operator"])
def test_others_find_nothing_of_it(who: str) -> None:
    _held()
    samples.line("0NE0000001", quarter="2024-Q4")
    assert _waits(who) == []


@pytest.mark.parametrize(
    ("quarter", "last"),
    [("2027-Q1", date(2027, 3, 31)), ("2028-Q2", date(2028, 6, 30)), ("2027-Q4", date(2027, 12, 31))],
)
def test_a_quarter_ends_on_its_last_day(quarter: str, last: date) -> None:
    assert planning_desk.end_of(quarter) == last


def test_the_desk_asks_the_database_as_often_for_thirty_things_as_for_one() -> None:
    counts, by = [], people.actor("adviser")
    for numbers in (range(1), range(100, 130)):
        for number in numbers:
            day = date(2024, 12, 1)
            samples.line(f"0NE{number:07d}", quarter="2024-Q4", depends_on_decision=True, decision_date=day)
        with CaptureQueriesContext(connection) as asked:
            list(planning_desk.waits(by))
        counts.append(len(asked))
    assert counts == [4, 4]


def test_each_thing_on_the_desk_leads_to_where_it_is_done(client: Client) -> None:
    _held()
    samples.line("0NE0000001", quarter="2024-Q4", depends_on_decision=True, decision_date=date(2024, 12, 1))
    people.log_in(client, "adviser")
    tasks = list(planning_desk.waits(people.actor("adviser")))
    assert len(tasks) == 4
    assert {client.get(task.url).status_code for task in tasks} == {200}
    page = client.get("/en/skrivebord/").content.decode()
    assert all(task.url.partition("/plan/")[2] in page for task in tasks)


def _work(who: str) -> list[str]:
    with override("en"):
        return [title for title, _ in planning_desk.OPEN_WORK.found(people.PEOPLE[who].person, people.EKSEMPELVIK)]


def test_who_leaves_hands_over_planned_lines_and_meetings_that_are_not_over() -> None:
    before = _work("adviser")
    assert "Nattjeneste hjemme" in before
    assert "Parkeringshus ved rådhuset" not in before, "it was dropped"
    assert sum(title.startswith("Contact meeting") for title in before) == 2, "one was closed"
    of, to = people.PEOPLE["adviser"].person, people.PEOPLE["owner"].person
    with transaction.atomic():
        planning_desk.OPEN_WORK.move(of, people.EKSEMPELVIK, to, people.actor("adviser"))
    assert _work("adviser") == []
    assert _work("owner") == before
    assert Line.objects.get(public_id=samples.DROPPED_LINE).responsible.public_id == of, "what is over stays"
    assert planning_desk.OPEN_WORK in registry.open_work


def _moves() -> set[str]:
    tables: dict[str, Any] = {
        "need": TEXT | stages.STAGE, "line": plan_actions.NEXT, "meeting": meeting_actions.NEXT,
        "question": STATES,
    }  # fmt: skip
    return {f"{name}.{intention}" for name, table in tables.items() for _, intention in table}


def test_every_kind_that_the_code_records_has_its_sentence() -> None:
    said = {kind for text in CODE for kind in re.findall(r'audit\.record\(\s*"([\w.-]+)"', text)}
    composed = {kind for text in CODE for kind in re.findall(r'audit\.record\(\s*f"([\w.{}()-]+)"', text)}
    of_texts = {kind.removeprefix("{name(row)}.") for kind in composed if kind.startswith("{name(row)}.")}
    assert composed == {f"{{name(row)}}.{kind}" for kind in of_texts}, "all others are written out"
    by_hand = {"approved", "returned", "member-consented", "member-declined", "member-withdrawn"}
    texts = {f"need.{kind}" for kind in of_texts - {"{decision}", "member-{state}"} | by_hand}
    recorded = said | texts | _moves()
    ours = {kind for kind in registry.deeds if kind.partition(".")[0] in {one.partition(".")[0] for one in recorded}}
    assert recorded - OF_NOBODY == ours


def test_the_history_tells_of_plans_in_words(client: Client) -> None:
    people.log_in(client, "adviser")
    client.post(
        f"/nb/plan/{people.EKSEMPELVIK}/linje/{samples.LINE}/steg/drop/",
        {"reason": "Pengene strakk ikke til.", "seen": 1},
    )
    page = client.get(f"/nb/virksomhet/{people.EKSEMPELVIK}/historikk/").content.decode()
    assert "avsluttet en planlagt anskaffelse" in page
