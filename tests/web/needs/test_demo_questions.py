"""The questions of a demo are asked once, and one of them waits for whoever tries the demo."""

from __future__ import annotations

import pytest

from mulighetsrom.web.accounts import demo as people_of_demo
from mulighetsrom.web.asking.models import Question
from mulighetsrom.web.needs import demo
from mulighetsrom.web.needs.demo import questions

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_demo_has_answered_questions_and_one_that_waits_and_asks_them_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_of_demo, "is_here", lambda: True)
    demo.fill()
    for _ in range(2):
        questions.fill()
    states = list(Question.objects.values_list("state", flat=True))
    assert sorted(states) == ["answered", "answered", "waiting"]
    assert not Question.objects.filter(asker=None).exists()
