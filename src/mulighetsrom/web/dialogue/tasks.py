"""Background work of dialogues."""

from __future__ import annotations

from contextlib import suppress

from django.utils import timezone
from procrastinate.contrib.django import app

from mulighetsrom.web.common.actor import SYSTEM
from mulighetsrom.web.common.kernel import StageConflictError
from mulighetsrom.web.dialogue.actions import closing, drawing, releasing
from mulighetsrom.web.dialogue.queries import closing as ends
from mulighetsrom.web.dialogue.queries import meetings


@app.periodic(cron="* * * * *")
@app.task(name="freeze_wishes", queueing_lock="freeze_wishes")
def freeze_wishes(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Freeze the wishes for meetings whose deadline has come."""
    for found in meetings.to_freeze():
        with suppress(StageConflictError, drawing.TooEarlyError):  # somebody else did it, or moved the deadline
            drawing.freeze(meetings=found, by=SYSTEM)


@app.task(name="release_dialogue")
def release_dialogue(about: str) -> None:  # noqa: ARG001 - whichever it is, all that may go public do
    releasing.release(timezone.now())


# TED had its time at some minute: nobody should wait much longer than that for a page that notices lead to.
@app.periodic(cron="*/5 * * * *")
@app.task(name="release_dialogues", queueing_lock="release_dialogues")
def release_dialogues(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    releasing.release(timezone.now())


@app.periodic(cron="23 * * * *")
@app.task(name="remind_of_answers", queueing_lock="remind_of_answers")
def remind_of_answers(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Remind those who answer for dialogues that suppliers wait for an answer."""
    for dialogue in ends.waiting():
        closing.remind(dialogue=dialogue, now=timezone.now(), by=SYSTEM)
