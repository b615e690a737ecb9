"""Reads of questions: what everybody sees, what waits for a municipality, what somebody asked themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Prefetch

from mulighetsrom.web.asking.models import Answer, Draft, Question

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from mulighetsrom.web.asking.models import Board
    from mulighetsrom.web.common.actor import Actor

State = Question.State
UNSETTLED: Final = (State.WAITING, State.DRAFTED)
"""What has reached the municipality and has no answer that anybody can read."""


def answered(board: Board) -> QuerySet[Question]:
    """Return the answered questions of a board with their answers, newest answer of a question first."""
    newest_first = Prefetch("answers", queryset=Answer.objects.order_by("-number"), to_attr="told")
    found = board.questions.filter(state=State.ANSWERED).prefetch_related(newest_first)
    return found.order_by("-settled_at", "-id")


def reached(board: Board) -> QuerySet[Question]:
    """Return every question that reached those who answer, with its answers, for the record."""
    answers = Prefetch("answers", queryset=Answer.objects.select_related("by").order_by("number"))
    return board.questions.exclude(state=State.UNCONFIRMED).prefetch_related(answers).order_by("asked_at", "id")


def unsettled(by: Actor) -> QuerySet[Question]:
    """Return the questions that the actor's organisation has not settled, longest waiting first."""
    ours = Question.objects.filter(state__in=UNSETTLED, board__owner__public_id=by.acting_for or "")
    return ours.select_related("board__owner").order_by("asked_at", "id")


def waiting_about(board: Board) -> QuerySet[Question]:
    """Return the questions of a board that nobody has begun to answer, longest waiting first."""
    return board.questions.filter(state=State.WAITING).order_by("asked_at", "id")


def drafted(board: Board) -> QuerySet[Draft]:
    """Return the answers that wait to be published with their questions, longest waiting first."""
    ours = Draft.objects.filter(question__board=board, question__state=State.DRAFTED)
    return ours.select_related("question__board__owner", "by").order_by("question__asked_at", "question_id")


def draft_of(question: Question) -> Draft | None:
    """Return the answer to a question that waits to be published."""
    return Draft.objects.filter(question=question).first()


def seen(drafts: Iterable[Draft]) -> str:
    """Return what a form that publishes drafts says it showed: each with its edit version."""
    return " ".join(sorted(f"{one.question.public_id}.{one.edit_version}" for one in drafts))


def mine(by: Actor) -> QuerySet[Question]:
    """Return what a person asked themselves, newest first."""
    asked = Question.objects.filter(asker__public_id=by.person) if by.person else Question.objects.none()
    return asked.select_related("board__owner").order_by("-asked_at", "-id")


def of_askers(board: Board) -> QuerySet[Question]:
    """Return the questions of a board whose asker is known to nobody but the post, first asked first."""
    found = board.questions.exclude(state__in=[State.UNCONFIRMED, State.WITHDRAWN]).exclude(asker=None, address=None)
    return found.select_related("asker", "address").order_by("id")


def newest_answer(question: Question) -> Answer | None:
    """Return the answer that counts."""
    return question.answers.order_by("-number").first()
