"""Answering: at once or by drafts that are published together, corrected, or declined with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.asking import kinds, queries
from mulighetsrom.web.asking.actions import posting
from mulighetsrom.web.asking.models import Answer, Draft, Question
from mulighetsrom.web.asking.stages import STATES
from mulighetsrom.web.common import audit, kernel, outbox
from mulighetsrom.web.common.kernel import action

if TYPE_CHECKING:
    from datetime import datetime

    from mulighetsrom.web.asking.models import Board
    from mulighetsrom.web.common.actor import Actor


@action
def answer(*, question: Question, wording: str, text: str, seen: int = 0, by: Actor) -> Answer:
    """Let everybody read a question and its answer at one moment, the question as the municipality words it.

    `seen` is the edit version of the draft that was shown, 0 where there was none. Raises StageConflictError, and
    EditConflictError where a colleague has changed the draft since.
    """
    _seen_draft(question, seen)
    written = Draft(question=question, wording=wording, text=text, by=accounts.me(by=by))
    given = _publish(written, at=timezone.now(), by=by)
    _tell_followers(given)
    return given


@action
def draft(*, question: Question, wording: str, text: str, seen: int, by: Actor) -> Draft:
    """Keep an answer that only those who answer can read. `seen` and errors as in `answer`."""
    person, kept = accounts.me(by=by), _seen_draft(question, seen)
    if kept:
        kernel.save_edit(kept, seen=seen, wording=wording, text=text, by=person)
        audit.record("question.draft", about=question, by=by)
        return kept
    kernel.move(question, "draft", table=STATES, field="state", by=by)
    return Draft.objects.create(question=question, wording=wording, text=text, by=person)


@action
def discard(*, question: Question, by: Actor) -> None:
    """Throw the draft of an answer away; the question waits again. Raises StageConflictError."""
    kernel.move(question, "discard", table=STATES, field="state", by=by)
    Draft.objects.filter(question=question).delete()


@action
def publish_drafted(*, board: Board, seen: str, by: Actor) -> None:
    """Let everybody read all drafted answers of a board, at one moment. `seen` is `queries.seen` of what was shown.

    Raises EditConflictError where that is not all, or not as it stands now: nothing is published unread.
    """
    list(board.questions.filter(state=Question.State.DRAFTED).order_by("pk").select_for_update())
    drafts = list(queries.drafted(board))  # read once nobody else can change them
    if not drafts or queries.seen(drafts) != seen:
        raise kernel.EditConflictError(f"the drafts of {board} are not those that were seen")
    moment = timezone.now()
    given = [_publish(one, at=moment, by=by) for one in drafts]
    _tell_followers(given[-1])


@action
def correct(*, question: Question, seen: int, text: str, by: Actor) -> Answer:
    """Answer anew; the earlier answer stays beside it, and everybody is told. `seen` is the number of that one.

    Raises EditConflictError where somebody has corrected it since.
    """
    locked = Question.objects.select_for_update().get(pk=question.pk)
    last = queries.newest_answer(locked)
    if last is None or last.number != seen:
        raise kernel.EditConflictError(f"{question.public_id} has been corrected since answer {seen}")
    given = Answer.objects.create(question=locked, number=seen + 1, text=text, by=accounts.me(by=by))
    audit.record("question.corrected", about=question, by=by, answer=given.number)
    posting.to_asker(posting.ANSWERED, locked, once=str(given.number))
    _tell_followers(given)
    _record(locked, "corrected", by)
    return given


@action
def decline(*, question: Question, reason: str, by: Actor) -> None:
    """Say to the asker alone that a question will not be answered, and why; the page never shows it."""
    settled = {"settled_at": timezone.now(), "settled_by": accounts.me(by=by)}
    kernel.move(question, "decline", table=STATES, field="state", by=by, **settled, declined_reason=reason)
    Draft.objects.filter(question=question).delete()
    posting.to_asker(posting.DECLINED, question)
    _record(question, "declined", by)


def _seen_draft(question: Question, seen: int) -> Draft | None:
    """Return the draft of an answer, locked with its question; it must be the one that was shown."""
    Question.objects.select_for_update().get(pk=question.pk)
    kept = queries.draft_of(question)
    if (kept.edit_version if kept else 0) != seen:
        raise kernel.EditConflictError(f"the draft for {question.public_id} has been changed since version {seen}")
    return kept


def _publish(written: Draft, *, at: datetime, by: Actor) -> Answer:
    question = written.question
    settled = {"settled_at": at, "settled_by": accounts.me(by=by), "text": written.wording}
    kernel.move(question, "answer", table=STATES, field="state", by=by, **settled)
    Draft.objects.filter(question=question).delete()
    given = Answer.objects.create(question=question, number=1, text=written.text, by=written.by, at=at)
    posting.to_asker(posting.ANSWERED, question, once="1")
    _record(question, "answered", by)
    return given


def _record(question: Question, what: str, by: Actor) -> None:
    kinds.of(question.board).record(question, what, by)


def _tell_followers(given: Answer) -> None:
    """Say that something was answered: once for all answers of one moment."""
    board = given.question.board
    what = f"{board.kind}-question-answered"
    outbox.add(what, about=board, question=given.question.public_id, answer=given.number)
