"""Questions on the desks of those who answer, and of those who asked."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from mulighetsrom.web.asking import desk
from mulighetsrom.web.asking.models import Question
from tests.web import people
from tests.web import question_samples as samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

ANSWERERS = ("adviser", "need_owner", "owner")
OTHERS = ("reader", "approver", "stranger", "supplier")


def of(who: str, public_id: str) -> list[tuple[str, date | None]]:
    """Return what waits for a persona with one question: the kind, and the day it should be done by."""
    text = Question.objects.get(public_id=public_id).text
    with override("en"):
        return [(str(task.kind), task.due) for task in desk.waits(people.actor(who)) if task.title == text]


def test_a_question_is_due_five_working_days_after_it_was_asked() -> None:
    for who in ANSWERERS:
        assert of(who, samples.WAITING) == [("Question to answer", date(2026, 11, 27))]  # asked on Friday the 20th
    assert [of(who, samples.WAITING) for who in OTHERS] == [[]] * len(OTHERS)
    assert of("other_supplier", samples.WAITING) == [("Your question", None)], "who asked, waits"


def test_a_drafted_answer_waits_until_it_is_published_and_its_asker_sees_no_difference() -> None:
    Question.objects.filter(public_id=samples.DRAFTED).update(asker=people.person("other_supplier"))
    for who in ANSWERERS:
        assert of(who, samples.DRAFTED) == [("Drafted answer to publish", date(2026, 11, 27))]
    assert [of(who, samples.DRAFTED) for who in OTHERS] == [[]] * len(OTHERS)
    assert of("other_supplier", samples.DRAFTED) == [("Your question", None)]
