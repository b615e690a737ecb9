"""Questions that were kept with needs go over to boards with answers, askers and letters, and back again."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from mulighetsrom.web.asking.models import Board, Question
from tests.web import country, needs_samples
from tests.web import question_samples as samples

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("country")]

BEFORE = [("needs", "0013_member_withdraws"), ("asking", None)]
COLUMNS = "q.public_id, about.public_id, q.state, q.text, q.asked_text, q.asker_id, q.address_id, q.settled_at"
OLD = f"SELECT {COLUMNS} FROM needs_question q JOIN needs_need about ON about.id = q.need_id"
NEW = (
    f"SELECT {COLUMNS} FROM asking_question q JOIN asking_board about ON about.id = q.board_id AND about.kind = 'need'"
)


def _migrate(to: list[Any] | None = None) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(to or executor.loader.graph.leaf_nodes())


def _rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"{query} ORDER BY 1")
        return list(cursor.fetchall())


@pytest.mark.slow
def test_every_question_comes_over_with_what_hangs_on_it_and_goes_back() -> None:
    before = {row[0]: row for row in _rows(NEW)}
    answers = _rows("SELECT id, question_id, text FROM asking_answer")
    letter = "SELECT about_type, kind FROM common_mail WHERE about_id = 'QANSWERED1'"
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE common_mail SET about_id = 'QANSWERED1', about_type = 'asking.question', kind = 'asking.answered' "
            "WHERE id = (SELECT min(id) FROM common_mail)"
        )
    _migrate(BEFORE)
    try:
        old = {row[0]: row for row in _rows(OLD)}
        assert old.keys() == before.keys() - {samples.WITHDRAWN}
        assert old[samples.DRAFTED][2] == "waiting"
        assert all(old[name] == before[name] for name in old if name != samples.DRAFTED)
        assert _rows("SELECT id, question_id, text FROM needs_answer") == answers
        assert _rows(letter) == [("needs.question", "needs.question-answered")]
    finally:
        _migrate()
        country.forget()  # tables that are made anew count from one again
    assert {row[0]: row for row in _rows(NEW)} == old
    assert _rows("SELECT id, question_id, text FROM asking_answer") == answers
    assert _rows(letter) == [("asking.question", "asking.answered")]
    boards = _rows("SELECT n.public_id, n.owner_id FROM needs_need n JOIN asking_board b ON b.id = n.board_id "
                   "WHERE b.public_id = n.public_id AND b.owner_id = n.owner_id AND b.kind = 'need'")  # fmt: skip
    assert boards == _rows("SELECT public_id, owner_id FROM needs_need"), "each need has its own"
    made = Question.objects.create(
        board=Board.objects.get(public_id=needs_samples.PUBLISHED), state="waiting", text="?"
    )
    assert made.pk not in {pk for (pk,) in _rows("SELECT question_id FROM asking_answer")}, "and more can be asked"
