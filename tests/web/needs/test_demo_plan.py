"""The plans and the contact meetings of a demo: as the files have them, and made once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mulighetsrom.web.accounts import demo as people_of_demo
from mulighetsrom.web.needs import demo
from mulighetsrom.web.needs.demo import meetings, plan
from mulighetsrom.web.needs.models import Change, Contribution, Line, Meeting, Presented
from mulighetsrom.web.needs.queries import plan as queries

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def in_a_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_of_demo, "is_here", lambda: True)
    _start()


def _start() -> None:
    for fill in (demo.fill, plan.fill, meetings.fill):
        fill()


def _all() -> list[object]:
    models = (Line, Change, Meeting, Presented, Contribution)
    return [list(model.objects.order_by("pk").values_list()) for model in models]


def test_every_line_is_as_the_file_has_it_and_every_change_has_its_day_and_reason() -> None:
    for one in plan.content():
        line = Line.objects.get(public_id=plan.public_id(one["key"]))
        for name in ("title", "text", "quarter", "probability", "state"):
            assert getattr(line, name) == one[name], one["key"]
        assert (line.value_min, line.value_max) == (one["value_min"] or None, one["value_max"] or None)
        told = [(change["at"], change["field"].partition("_")[0], change["reason"]) for change in one.get("change", ())]
        kept = [(row.at.date().isoformat(), row.field, row.reason) for row in line.changes.all()]
        assert kept == told, one["key"]
    assert Line.objects.count() == len(plan.content())


def test_a_second_start_makes_nothing_twice_and_changes_nothing() -> None:
    before = _all()
    _start()
    assert _all() == before


def test_a_line_that_somebody_removed_is_made_again_as_it_was() -> None:
    name = plan.public_id("lk-laundry")
    before = Line.objects.filter(public_id=name).values("public_id", "title", "published_at", "changed_at").get()
    Line.objects.filter(public_id=name).delete()
    _start()
    assert (
        Line.objects.filter(public_id=name).values("public_id", "title", "published_at", "changed_at").get() == before
    )


def test_the_meeting_that_was_held_has_its_answers_and_what_came_of_each_line() -> None:
    held = Meeting.objects.get(public_id=meetings.public_id("ev-2025"))
    assert (held.state, held.date, held.told) == ("closed", date(2025, 11, 18), 0)
    assert not held.presented.filter(outcome="").exists()
    said = Contribution.objects.filter(presented__meeting=held)
    assert said.count() == 9
    assert not said.filter(answer="").exists()


def test_the_next_meeting_is_announced_and_what_companies_say_waits_for_an_answer(client: Client) -> None:
    coming = Meeting.objects.get(public_id=meetings.public_id("ev-2027"))
    assert coming.state == "announced"
    assert coming.told > 0
    assert Contribution.objects.filter(presented__meeting=coming, answer="").count() == 4
    page = client.get(f"/nb/kontaktmote/{coming.public_id}/").content.decode()
    assert "fjorten firmaer" in page, "it opens with what became of the last one"
    assert "Gryende Idé" in page


def test_a_line_about_a_need_that_several_are_behind_leads_there() -> None:
    owner = Line.objects.get(public_id=plan.public_id("ev-interpreters")).owner
    [line] = [one for one in queries.public_plan(owner) if one.public_id == plan.public_id("ev-interpreters")]
    assert line.need == demo.public_id("understood-at-night")
    assert line.need in {one.public_id for one in queries.needs_to_choose(owner)}, "so that it can be edited"
