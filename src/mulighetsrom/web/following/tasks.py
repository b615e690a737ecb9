"""Background work: what happened is told to followers, and what was collected goes out in the morning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from procrastinate.contrib.django import app

from mulighetsrom.web.dialogue.queries import announcing, finding
from mulighetsrom.web.following import news
from mulighetsrom.web.following.actions import telling
from mulighetsrom.web.following.queries import searches, things, waiting

if TYPE_CHECKING:
    from procrastinate.tasks import Task

    from mulighetsrom.web.dialogue.models import Announcement

PEOPLE_AT_A_TIME: Final = 200


@app.task(name="tell_need_published")
def need_published(about: str, version: int) -> None:
    what = "need-published" if version == 1 else "need-version"
    _tell("need", about, what, once=str(version))


@app.task(name="tell_need_moved")
def need_moved(about: str, stage: str) -> None:
    _tell("need", about, "need-moved", once=stage)


@app.task(name="tell_line_published")
def line_published(about: str) -> None:
    _tell("line", about, "line-published")


@app.task(name="tell_line_changed")
def line_changed(about: str) -> None:
    # By the moment: of two changes that are told together, the second brings nothing new.
    _tell("line", about, "line-changed", by_moment=True)


@app.task(name="tell_question_answered")
def question_answered(about: str, question: str, answer: int) -> None:
    _tell("need", about, "need-question-answered", once=f"{question} {answer}")


@app.task(name="tell_meeting_announced")
def meeting_announced(about: str) -> None:
    _tell("meeting", about, "meeting-announced")


@app.task(name="tell_meeting_answered")
def meeting_answered(about: str) -> None:
    _tell("meeting", about, "meeting-answered", by_moment=True)


def _listener(event: str) -> Task[..., Any, Any]:
    def tell(about: str, **ids: str | int) -> None:
        if news.NEWS[event].of_part:
            part = finding.changed_part(about)
            if part is None:
                return
            about, ids = part.dialogue.public_id, {"part": about, "sequence": part.sequence}
        what, once = news.what_happened(event, ids)
        _tell("dialogue", about, what, once=once, told=announcing.newest(about, news.NEWS[event].letter))

    return app.task(name=f"tell_{event.replace('-', '_')}")(tell)


DIALOGUES: Final = {event: _listener(event) for event in news.NEWS}
"""What tells each thing that happens to a dialogue."""


# Every hour: a worker that was away at seven makes up for it, and one that was not finds nothing to do.
@app.periodic(cron="0 * * * *")
@app.task(name="collect_letters", queueing_lock="collect_letters")
def collect_letters(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    now = timezone.now()
    people = waiting.who(now)
    for at in range(0, len(people), PEOPLE_AT_A_TIME):
        telling.collect(people=people[at : at + PEOPLE_AT_A_TIME], now=now)


def _tell(
    kind: str, public_id: str, what: str, *, once: str = "", by_moment: bool = False, told: Announcement | None = None
) -> None:
    thing = things.thing(kind, public_id)
    if thing:  # what is no longer public is not told
        apart = thing.changed_at.isoformat() if by_moment else once
        telling.tell(thing=thing, what=what, once=apart, searches=searches.matching(thing), told=told)
