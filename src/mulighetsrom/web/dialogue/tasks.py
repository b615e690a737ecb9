"""Background work of dialogues."""

from __future__ import annotations

from contextlib import suppress

from django.utils import timezone
from procrastinate.contrib.django import app

from mulighetsrom.web.common.actor import SYSTEM
from mulighetsrom.web.common.kernel import StageConflictError
from mulighetsrom.web.dialogue.actions import access_request, closing, drawing, minutes, releasing
from mulighetsrom.web.dialogue.queries import access_request as access_requests
from mulighetsrom.web.dialogue.queries import closing as ends
from mulighetsrom.web.dialogue.queries import meetings
from mulighetsrom.web.dialogue.queries import minutes as minutes_of_meetings


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


@app.periodic(cron="6 0 * * *")
@app.task(name="note_silence", queueing_lock="note_silence")
def note_silence(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Record that a company has not answered its minutes, the day after the last day to do so."""
    for found in minutes_of_meetings.to_pass():
        with suppress(StageConflictError):  # the company was quicker
            minutes.note_silence(minutes=found, by=SYSTEM)


@app.periodic(cron="*/10 * * * *")
@app.task(name="note_silence_of_companies", queueing_lock="note_silence_of_companies")
def note_silence_of_companies(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Record which companies did not answer an access request in time."""
    for hearing in access_requests.silent():
        access_request.note_silence(hearing=hearing, by=SYSTEM)
