"""Reads of questions: what everybody sees, what waits for a municipality, what somebody asked themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch

from mulighetsrom.web.needs.models import Answer, Question

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.needs.models import Need

State = Question.State


def answered(need: Need) -> QuerySet[Question]:
    """Return the answered questions about a need with their answers, newest answer of a question first."""
    newest_first = Prefetch("answers", queryset=Answer.objects.order_by("-number"), to_attr="told")
    found = need.questions.filter(state=State.ANSWERED).prefetch_related(newest_first)
    return found.order_by("-settled_at", "-id")


def waiting(by: Actor) -> QuerySet[Question]:
    """Return the questions that the actor's organisation has not answered, longest waiting first."""
    mine = Question.objects.filter(state=State.WAITING, need__owner__public_id=by.acting_for or "")
    return mine.select_related("need").order_by("asked_at", "id")


def waiting_about(need: Need) -> QuerySet[Question]:
    """Return the questions about a need that nobody has answered, longest waiting first."""
    return need.questions.filter(state=State.WAITING).order_by("asked_at", "id")


def mine(by: Actor) -> QuerySet[Question]:
    """Return what a person asked themselves, newest first."""
    asked = Question.objects.filter(asker__public_id=by.person) if by.person else Question.objects.none()
    return asked.select_related("need", "need__owner").order_by("-asked_at", "-id")


def newest_answer(question: Question) -> Answer | None:
    """Return the answer that counts."""
    return question.answers.order_by("-number").first()
