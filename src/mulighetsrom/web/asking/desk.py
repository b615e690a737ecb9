"""What waits on the desks of those who answer, and of those who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from mulighetsrom.web.asking import access, kinds, queries
from mulighetsrom.web.asking.models import Question
from mulighetsrom.web.common import workdays, written
from mulighetsrom.web.common.registry import Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from mulighetsrom.web.common.actor import Actor

DAYS_TO_ANSWER: Final = 5
"""Working days from a question to its answer."""
BRIEF: Final = 120
"""How many characters of a question a desk shows."""


def waits(by: Actor) -> Iterator[Task]:
    """Yield the questions that a person may answer, and what they asked themselves and nobody has answered."""
    for questions in _together(queries.unsettled(by)) if by.acting_for else ():
        if access.answers_for(questions[0].board, by=by):
            yield _to_settle(questions)
    for question in queries.mine(by).filter(state__in=queries.UNSETTLED):
        url = f"{kinds.address(question.board, 'questions')}#mine"
        yield Task(
            _brief(question.asked_text or question.text), url, _("Your question"), waits_for_others=True, verbatim=True
        )


def due(question: Question) -> date:
    """Return the day by which a question should be answered."""
    return workdays.add(timezone.localdate(question.asked_at), DAYS_TO_ANSWER)


def _together(questions: Iterable[Question]) -> Iterable[list[Question]]:
    """Return the questions about one thing that are equally far as one: twenty of them are one line of a desk."""
    found: dict[tuple[int, str], list[Question]] = {}
    for question in questions:
        found.setdefault((question.board_id, question.state), []).append(question)
    return found.values()


def _to_settle(questions: list[Question]) -> Task:
    first, count = questions[0], len(questions)
    told = {"n": written.number(count), "title": kinds.of(first.board).title(first.board)}
    if first.state == Question.State.DRAFTED:
        url, kind = kinds.address(first.board, "drafted_answers"), _("Drafted answer to publish")
        title = _("%(n)s drafted answers about “%(title)s”") % told
    else:
        url, kind = kinds.address(first.board, "question", first.public_id), _("Question to answer")
        title = _("%(n)s questions about “%(title)s”") % told
    alone = count == 1
    return Task(_brief(first.text) if alone else title, url, kind, due=due(first), verbatim=alone)


def _brief(text: str) -> str:
    first = " ".join(text.split())
    return first if len(first) <= BRIEF else f"{first[: BRIEF - 1].rstrip()}…"
