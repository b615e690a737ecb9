"""Questions about a public need: asked with an account or without, answered to everybody at one moment."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import F, Q
from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit, kernel, limits, mail, outbox, sealed
from mulighetsrom.web.common.actor import SYSTEM, VISITOR
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.common.mail import actions as mails
from mulighetsrom.web.common.models import Sealed
from mulighetsrom.web.needs import asking
from mulighetsrom.web.needs.models import Answer, Need, Question
from mulighetsrom.web.needs.queries import question as questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from mulighetsrom.web.common.actor import Actor

PURPOSE: Final = "question-asker"
FROM_ONE: Final = 10
"""How many questions one person asks in an hour."""
FROM_NETWORK: Final = 60
"""How many questions the guests of one network ask in an hour: a firm, or all who share its address."""
TO_ONE: Final = 3
"""How many letters one address gets in a day, so that nobody is sent letters by a stranger without end."""
ASKER_KEPT: Final = timedelta(days=30)
"""How long after the answer it is known who asked: until a correction is no longer likely."""
ASKER_KEPT_WAITING: Final = timedelta(days=365)
"""How long it is known who asked what nobody answers."""
CONFIRM, ASKED, ANSWERED, DECLINED = (f"needs.question-{kind}" for kind in ("confirm", "asked", "answered", "declined"))
LETTERS_TO_ASKER: Final = (CONFIRM, ANSWERED, DECLINED)

State = Question.State
STATES: Final[dict[tuple[str, str], str]] = {
    (State.UNCONFIRMED, "confirm"): State.WAITING,
    (State.WAITING, "answer"): State.ANSWERED,
    (State.WAITING, "decline"): State.DECLINED,
}


class TooManyQuestionsError(Exception):
    """Raised when a network, a person or an address has asked so often that it must wait."""


class ClosedError(Exception):
    """Raised when nobody can ask about a need any more, since it was dropped."""


class RanOutError(Exception):
    """Raised when a question is confirmed too late."""


# --- asking -------------------------------------------------------------------------------------------------------


@action
def ask(*, need: Need, text: str, language: str, by: Actor) -> Question:
    """Ask as somebody who is logged in. Raises TooManyQuestionsError, ClosedError."""
    asker = accounts.me(by=by)
    _take("question by person", asker.public_id, FROM_ONE, timedelta(hours=1))
    question = _keep(need, State.WAITING, text, language)
    Question.objects.filter(pk=question.pk).update(asker=asker)
    _tell_municipality(question)
    return question


@action
def ask_as_guest(*, need: Need, text: str, email: str, language: str, sent_from: str, by: Actor) -> Question:
    """Ask without an account: the question waits for its asker to confirm it by a letter.

    Raises TooManyQuestionsError, ClosedError, mail.WrongAddressError.
    """
    del by
    _take("question by network", sent_from, FROM_NETWORK, timedelta(hours=1))
    _take("question by address", email.lower(), TO_ONE, timedelta(days=1))
    question = _keep(need, State.UNCONFIRMED, text, language)
    question.address = sealed.seal(email, owner=need.owner.public_id, purpose=PURPOSE)
    question.save(update_fields=["address"])
    mail.post(CONFIRM, to=mail.Receiver(email, language), sender=_sender(need), about=question)
    return question


@action
def confirm(*, question: Question, by: Actor) -> None:
    """Hand a guest's question over to the municipality. Raises RanOutError, and StageConflictError the second time."""
    del by
    if not asking.is_good(question):
        raise RanOutError
    kernel.move(question, "confirm", table=STATES, field="state", by=VISITOR)
    _tell_municipality(question)


def _take(what: str, who: str, limit: int, period: timedelta) -> None:
    if not limits.take(what=what, who=who, limit=limit, period=period):
        raise TooManyQuestionsError


def _keep(need: Need, state: str, text: str, language: str) -> Question:
    if need.stage == Need.Stage.DROPPED:
        raise ClosedError
    return Question.objects.create(need=need, state=state, asked_text=text, text=text, language=language)


def _tell_municipality(question: Question) -> None:
    """Tell of a question; who asked it, is told to nobody, nor to the audit."""
    audit.record("question.asked", about=question, by=VISITOR, need=question.need.public_id)
    outbox.add("need-question-asked", about=question)
    person = question.need.responsible
    if person.email:
        to = mail.Receiver(person.email, person.language, person.public_id)
        mail.post(ASKED, to=to, sender=_sender(question.need), about=question)


# --- answering ----------------------------------------------------------------------------------------------------


@action
def answer(*, question: Question, wording: str, text: str, by: Actor) -> Answer:
    """Let everybody read a question and its answer at one moment, the question as the municipality words it."""
    person = accounts.me(by=by)
    settled = {"settled_at": timezone.now(), "settled_by": person}
    kernel.move(question, "answer", table=STATES, field="state", by=by, **settled, text=wording)
    given = Answer.objects.create(question=question, number=1, text=text, by=person)
    _tell_everybody(given)
    return given


@action
def correct(*, question: Question, seen: int, text: str, by: Actor) -> Answer:
    """Answer anew; the earlier answer stays beside it, and everybody is told. `seen` is the number of that one.

    Raises EditConflictError where somebody has corrected it since.
    """
    locked = Question.objects.select_for_update().get(pk=question.pk)
    last = questions.newest_answer(locked)
    if last is None or last.number != seen:
        raise kernel.EditConflictError(f"{question.public_id} has been corrected since answer {seen}")
    given = Answer.objects.create(question=locked, number=seen + 1, text=text, by=accounts.me(by=by))
    audit.record("question.corrected", about=question, by=by, answer=given.number)
    _tell_everybody(given)
    return given


@action
def decline(*, question: Question, reason: str, by: Actor) -> None:
    """Say to the asker alone that a question will not be answered, and why; the page never shows it."""
    settled = {"settled_at": timezone.now(), "settled_by": accounts.me(by=by)}
    kernel.move(question, "decline", table=STATES, field="state", by=by, **settled, declined_reason=reason)
    _write_to_asker(DECLINED, question)


def _tell_everybody(given: Answer) -> None:
    question = given.question
    outbox.add("need-question-answered", about=question.need, question=question.public_id, answer=given.number)
    _write_to_asker(ANSWERED, question, once=str(given.number))


def _write_to_asker(kind: str, question: Question, once: str = "") -> None:
    """Put a letter to the asker in the post: the one place where a guest's address is opened."""
    to = _asker(question)
    if to:
        mail.post(kind, to=to, sender=_sender(question.need), about=question, once=once)


def _asker(question: Question) -> mail.Receiver | None:
    if question.asker:
        person = question.asker
        return mail.Receiver(person.email, person.language, person.public_id) if person.email else None
    if not question.address:
        return None
    audit.record("question.address-opened", about=question, by=SYSTEM)
    try:
        return mail.Receiver(sealed.open_(question.address), question.language)
    except sealed.SealedError:  # a lost key must not keep the answer from everybody else; `doctor` tells of it
        return None


def _sender(need: Need) -> mail.Sender:
    return mail.Sender(need.owner.name, need.owner.mailbox)


# --- what time takes away -----------------------------------------------------------------------------------------


def forget() -> int:
    """Forget what has been kept long enough; return how many rows."""
    return forget_unconfirmed() + forget_askers()


def forget_unconfirmed() -> int:
    """Delete the questions that no guest confirmed in time, with their addresses; return how many."""
    late = Question.objects.filter(state=State.UNCONFIRMED, asked_at__lt=timezone.now() - asking.GOOD_FOR)
    return _forget_addresses(late) and late.delete()[1]["needs.Question"]


def forget_askers() -> int:
    """Forget who asked what was settled long ago, or what nobody will answer any more; return of how many questions."""
    now = timezone.now()
    old = Q(settled_at__lt=now - ASKER_KEPT) | Q(asked_at__lt=now - ASKER_KEPT_WAITING, settled_at=None)
    found = Question.objects.filter(old).exclude(asker=None, address=None)
    found.exclude(text=F("asked_text")).update(asked_text="")
    count = _forget_addresses(found)
    found.update(asker=None)
    return count


def _forget_addresses(found: QuerySet[Question]) -> int:
    """Forget the addresses of those who asked, also on the letters that went to them; return how many questions."""
    ids = dict(found.values_list("public_id", "address"))
    mails.forget(LETTERS_TO_ASKER, about=Question, public_ids=ids)
    Sealed.objects.filter(pk__in=[pk for pk in ids.values() if pk]).delete()
    return len(ids)


def of_person(person: str) -> Iterator[dict[str, Any]]:
    """Yield what a person asked, as JSON takes it."""
    for question in Question.objects.filter(asker__public_id=person).select_related("need").order_by("asked_at"):
        yield {
            "need": question.need.public_id,
            "question": question.asked_text or question.text,
            "asked_at": question.asked_at.isoformat(),
            "state": question.state,
            "declined_reason": question.declined_reason,
        }
