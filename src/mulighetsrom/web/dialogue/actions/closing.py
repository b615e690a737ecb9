"""The answer that ends a dialogue, what is said until it is there, and the reminders of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import audit, kernel, outbox
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.common.mail import Receiver, post
from mulighetsrom.web.dialogue import due, log, stages, timeline
from mulighetsrom.web.dialogue import index as index_here
from mulighetsrom.web.dialogue.actions.announcing import announce
from mulighetsrom.web.dialogue.actions.timeline import done
from mulighetsrom.web.dialogue.letters import to_everybody as announcing
from mulighetsrom.web.dialogue.models import Answer, Deciding, Dialogue, Reminder
from mulighetsrom.web.dialogue.queries import impartiality

if TYPE_CHECKING:
    from datetime import date, datetime

    from mulighetsrom.web.common.actor import Actor

ANSWER, DECIDING, REMINDER = "answer", "deciding", "dialogue.answer-due"
Stage = Dialogue.Stage


@action
def answer(*, dialogue: Dialogue, outcome: str, until: date | None, reason: str, opening: str, by: Actor) -> Answer:
    """Tell everybody what came of a dialogue; from an earlier answer on, such as a postponement, once more.

    The needs stay where they are: one that goes on is in dialogue until its procurement begins, and nobody drops a need
    but its own people. Raises StageConflictError for a dialogue that is not public, or cancelled.
    """
    row = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    if row.stage != Stage.CLOSED:
        kernel.move(row, "close", table=stages.STAGE, by=by)
    person = accounts.me(by=by)
    made = Answer.objects.create(
        dialogue=row, number=row.answers.count() + 1, outcome=outcome, until=until, reason=reason,
        answered_by=person, answered_by_name=person.name,
    )  # fmt: skip
    audit.record("dialogue.answered", about=row, by=by, outcome=outcome, number=made.number)
    outbox.add("dialogue-answered", about=row, answer=made.number)
    index_here.put(row)
    done(row, timeline.ANSWER, by=by)
    log.write(row, "answered", by=by, outcome=outcome, until=until)
    announce(row, ANSWER, about=str(made.number), opening=opening, by=by)
    return made


@action
def say_deciding(*, dialogue: Dialogue, news_by: date, text: str, opening: str, by: Actor) -> None:
    """Say that somebody still decides, and by when there are news: once, while the answer is waited for.

    Raises StageConflictError where it has been said, or it is too early or too late for it.
    """
    row = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    if not due.may_wait(row):
        raise kernel.StageConflictError(f"{row.public_id} does not wait for its answer")
    person = accounts.me(by=by)
    Deciding.objects.create(dialogue=row, news_by=news_by, text=text, said_by=person, said_by_name=person.name)
    audit.record("dialogue.deciding", about=row, by=by, news_by=news_by)
    log.write(row, "deciding", by=by, news_by=news_by)
    announce(row, DECIDING, about=DECIDING, opening=opening, by=by)


@action
def remind(*, dialogue: Dialogue, now: datetime, by: Actor) -> None:
    """Remind whoever answers for a dialogue that suppliers wait for its answer, if it is time and was not done yet."""
    del by
    which = due.reminder(dialogue, now)
    if which and Reminder.objects.get_or_create(dialogue=dialogue, which=which)[1]:
        person = impartiality.fit_responsible(dialogue, May.PUBLISH)
        if person:
            to = Receiver(person.email, person.language, person.public_id)
            post(REMINDER, to=to, sender=announcing.sender(dialogue), about=dialogue, once=which)
