"""Asking: with an account or without, confirmed by a letter, withdrawn as long as there is no answer."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.asking import codes, kinds
from mulighetsrom.web.asking.actions import forgetting, posting
from mulighetsrom.web.asking.models import Draft, Question
from mulighetsrom.web.asking.stages import STATES
from mulighetsrom.web.common import audit, kernel, limits, mail, outbox, sealed
from mulighetsrom.web.common.actor import VISITOR
from mulighetsrom.web.common.kernel import action

if TYPE_CHECKING:
    from mulighetsrom.web.asking.models import Board
    from mulighetsrom.web.common.actor import Actor

PURPOSE: Final = "question-asker"
FROM_ONE: Final[limits.Allowed] = [(10, limits.HOUR)]
"""How many questions one person asks."""
FROM_NETWORK: Final[limits.Allowed] = [(60, limits.HOUR)]
"""How many questions the guests of one network ask: a firm, or all who share its address."""
TO_ADDRESS: Final = "question by address"

State = Question.State


class TooManyQuestionsError(limits.UsedUpError):
    """Raised when a network, a person or an address has asked so often that it must wait."""


class ClosedError(Exception):
    """Raised when nobody can ask any more."""


class RanOutError(Exception):
    """Raised when a question is confirmed too late."""


@action
def ask(*, board: Board, text: str, language: str, by: Actor) -> Question:
    """Ask as somebody who is logged in. Raises TooManyQuestionsError, ClosedError."""
    asker = accounts.me(by=by)
    _take("question by person", asker.public_id, FROM_ONE)
    question = _keep(board, State.WAITING, text, language)
    Question.objects.filter(pk=question.pk).update(asker=asker)
    _tell_municipality(question)
    return question


@action
def ask_as_guest(*, board: Board, text: str, email: str, language: str, sent_from: str, by: Actor) -> Question:
    """Ask without an account: the question waits for its asker to confirm it by a letter.

    Raises TooManyQuestionsError, ClosedError, mail.WrongAddressError.
    """
    del by
    _take("question by network", sent_from, FROM_NETWORK)
    _take(TO_ADDRESS, email.lower(), limits.GUEST_LETTERS)
    question = _keep(board, State.UNCONFIRMED, text, language)
    question.address = sealed.seal(email, owner=board.owner.public_id, purpose=PURPOSE)
    question.guest = codes.guest(board, email)
    question.save(update_fields=["address", "guest"])
    mail.post(posting.CONFIRM, to=mail.Receiver(email, language), sender=posting.sender(board), about=question)
    return question


@action
def confirm(*, question: Question, by: Actor) -> None:
    """Hand a guest's question over to the municipality.

    Raises RanOutError, ClosedError, and StageConflictError the second time.
    """
    del by
    if not codes.is_good(question):
        raise RanOutError
    _keep_open(question.board)
    kernel.move(question, "confirm", table=STATES, field="state", by=VISITOR)
    _stop_counting(question)
    _tell_municipality(question)


@action
def withdraw(*, question: Question, by: Actor) -> None:
    """Take a question back before there is an answer: what it said is gone, and what had been drafted about it.

    Nobody is told by whom. Raises StageConflictError where it has been settled.
    """
    del by
    locked = Question.objects.select_for_update().get(pk=question.pk)  # a colleague may draft an answer meanwhile
    forgetting.forget_asker(locked)
    emptied = {"text": "", "asked_text": "", "settled_at": timezone.now()}
    kernel.move(locked, "withdraw", table=STATES, field="state", by=VISITOR, **emptied)
    Draft.objects.filter(question=locked).delete()
    kinds.of(locked.board).record(locked, "withdrawn", VISITOR)


def _take(what: str, who: str, allowed: limits.Allowed) -> None:
    used_up = limits.take_each(what=what, who=who, allowed=allowed)
    if used_up:
        raise TooManyQuestionsError(used_up)


def _stop_counting(question: Question) -> None:
    """Let an address that has answered be asked again: what is counted are letters to who never wanted any."""
    with suppress(sealed.SealedError):
        who = sealed.open_(question.address).lower() if question.address else ""
        limits.give_back_each(what=TO_ADDRESS, who=who, allowed=limits.GUEST_LETTERS)


def _keep(board: Board, state: str, text: str, language: str) -> Question:
    _keep_open(board)
    return Question.objects.create(board=board, state=state, asked_text=text, text=text, language=language)


def _keep_open(board: Board) -> None:
    kind = kinds.of(board)
    kind.hold(board)
    if kind.closed(board):
        raise ClosedError


def _tell_municipality(question: Question) -> None:
    """Tell of a question; who asked it, is told to nobody, nor to the audit."""
    board = question.board
    facts: dict[str, Any] = {board.kind: board.public_id}
    audit.record("question.asked", about=question, by=VISITOR, **facts)
    outbox.add(f"{board.kind}-question-asked", about=question)
    posting.to_responsible(question)
    kinds.of(board).record(question, "asked", VISITOR)
