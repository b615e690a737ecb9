"""Questions on the desks of those who answer, and of those who asked."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.utils.translation import override

from mulighetsrom.web.asking import desk
from mulighetsrom.web.asking.models import Question
from tests.web import needs_samples, people
from tests.web import question_samples as samples

if TYPE_CHECKING:
    from django.test import Client

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


def test_many_questions_about_one_thing_are_one_line_with_their_number() -> None:
    adviser = people.actor("adviser")
    before = len([task for task in desk.waits(adviser) if task.kind == "Spørsmål å svare på"])
    for number in range(20):
        samples.question(f"QMANY{number:05}", asked_text=f"Spørsmål {number}?")
    lines = [task for task in desk.waits(adviser) if task.kind == "Spørsmål å svare på"]
    assert len(lines) == before
    [line] = [task for task in lines if "21 spørsmål om" in task.title]
    assert (line.due, line.verbatim) == (date(2026, 11, 27), False)
    assert line.url.endswith(f"/{samples.WAITING}/"), "it begins with what has waited longest"


def test_one_answers_question_after_question(client: Client) -> None:
    people.log_in(client, "adviser")
    samples.question("QSEC0ND111", asked_text="Den neste?", asked_at=samples.ANSWERED_AT)
    samples.question("QTH1RD1111", asked_text="Den siste?", asked_at=samples.CORRECTED_AT)
    way = re.compile(r'href="[^"]*/([A-Z0-9]{10})/">Neste ubesvarte spørsmål')
    seen, here = [], samples.WAITING
    for _ in range(3):
        html = client.get(f"/nb/behov/{needs_samples.PUBLISHED}/sporsmal/{here}/").content.decode()
        [here] = way.findall(html)
        seen.append(here)
    assert seen == ["QSEC0ND111", "QTH1RD1111", samples.WAITING]
    Question.objects.filter(public_id__in=seen[:2]).delete()
    alone = client.get(f"/nb/behov/{needs_samples.PUBLISHED}/sporsmal/{samples.WAITING}/").content.decode()
    assert "Neste ubesvarte" not in alone
