"""A company hands in what it has written: whole or not at all, in time or late by the database's clock."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit, mail, sealed
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.dialogue import clock, log, marking, opening
from mulighetsrom.web.dialogue.log import Somebody
from mulighetsrom.web.dialogue.models import HandedIn, InputAnswer, InputDraft, Intake, Part, Passage, TooLate
from mulighetsrom.web.dialogue.queries import input as queries
from mulighetsrom.web.drafting import merging

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mulighetsrom.web.accounts.models import Organisation, Person
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Asked
    from mulighetsrom.web.drafting.fields import Content

RECEIVED: Final = "dialogue.input-received"
WHOLE: Final = "input"
PASSAGE: Final = "input-passage"


class NotReadyError(Exception):
    """Raised when a draft cannot be handed in as it is; `problems` are codes with the numbers of questions.

    "empty" 0: nothing is answered. "long": more words than were asked for. "unclear": brackets that do not fit
    together. "reason": something is marked, and it is not said why.
    """

    def __init__(self, problems: list[tuple[str, int]]) -> None:
        super().__init__(" ".join(code for code, _number in problems))
        self.problems = problems


class ChangedError(Exception):
    """Raised when a draft is not what was shown to whoever hands it in."""


class OverError(Exception):
    """Raised when the deadline has passed and what was handed in stands: nobody changes theirs after it."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """When something came by the database's clock, and what the deadline was then."""

    at: datetime
    deadline_at: datetime

    @property
    def is_late(self) -> bool:
        """The deadline itself is too late."""
        return self.at >= self.deadline_at


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as its company wrote it, marks and all."""

    asked: Asked
    text: str
    reason: str
    instead: str


@action
def hand_in(*, part: Part, company: Organisation, seen: str, by: Actor) -> HandedIn | TooLate:
    """Hand in the draft that was seen, in place of what was handed in before; `seen` is the draft's mark.

    Where the deadline has passed and nothing late is taken, it is noted that the company tried, and nothing is kept.
    Raises NotOpenError, OverError, ChangedError, NotReadyError.
    """
    arrival = _arrived(part)
    me = accounts.me(by=by)
    draft = InputDraft.objects.select_for_update(of=("self",)).filter(part=part, company=company).first()
    content, before = queries.written(draft), queries.standing(part, company)
    if arrival.is_late and before:
        raise OverError
    if arrival.is_late and Intake.objects.get(part=part).late == Intake.Late.NOT_TAKEN:
        return _too_late(part, company, arrival, by=by)
    if merging.mark(content) != seen:
        raise ChangedError
    if problems := list(problems_of(part, content)):
        raise NotReadyError(problems)
    if before:
        HandedIn.objects.filter(pk=before.pk).update(superseded_at=arrival.at)
    number = before.number + 1 if before else 1
    made = _make(HandedIn(part=part, company=company, number=number, by=me, **asdict(arrival)), content)
    audit.record("dialogue.input-handed-in", about=part, by=by, input=made.public_id, number=made.number)
    _send_receipt(made, me)
    _write_log(made, by=by)
    return made


def answers(part: Part, content: Content) -> Iterator[Written]:
    """Yield the answers of a draft that say something."""
    for one in queries.asked(part):
        text, reason, instead = (content.get(f"{name}-{one.number}") or "" for name in ("text", "reason", "instead"))
        if text.strip():
            yield Written(one, text, reason, instead)


def problems_of(part: Part, content: Content) -> Iterator[tuple[str, int]]:
    """Yield what keeps a draft from being handed in, as `NotReadyError` tells it."""
    given = list(answers(part, content))
    if not given:
        yield "empty", 0
    for one in given:
        if marking.words(one.text) > one.asked.most_words or marking.words(one.instead) > one.asked.most_words:
            yield "long", one.asked.number
        if marking.is_unclear(one.text):
            yield "unclear", one.asked.number
        elif marking.is_marked(one.text) and not one.reason.strip():
            yield "reason", one.asked.number


def _arrived(part: Part) -> Arrival:
    """Return when this came, and let nobody move the deadline before it is whole; raises NotOpenError."""
    at = clock.now()
    opening.keep_open(part.dialogue)
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadline_at, state FROM dialogue_part WHERE id = %s FOR SHARE", [part.pk])
        deadline, state = cursor.fetchone()
    if state != Part.State.PLANNED:
        raise opening.NotOpenError(f"{part.public_id} is {state}")
    return Arrival(at, deadline)


def _too_late(part: Part, company: Organisation, arrival: Arrival, *, by: Actor) -> TooLate:
    told = {"by": accounts.me(by=by), **asdict(arrival)}
    found, is_new = TooLate.objects.get_or_create(part=part, company=company, defaults=told)
    if is_new:
        audit.record("dialogue.input-too-late", about=part, by=by)
        log.write(part.dialogue, "input-too-late", by=by, whom=_somebody(company), part=part.public_id, at=arrival.at)
    return found


def _make(made: HandedIn, content: Content) -> HandedIn:
    """Keep what was handed in: whole for the company itself, and answer by answer for those who read it."""
    document = _document(made, content)
    made.is_late = made.at >= made.deadline_at
    made.whole = sealed.seal(document, owner=made.company.public_id, purpose=WHOLE)
    made.hash = hashlib.sha256(document.encode()).hexdigest()
    made.save(force_insert=True)
    for one in answers(made.part, content):
        _take_apart(made, one)
    return made


def _document(made: HandedIn, content: Content) -> str:
    """Return what is hashed. The nonce keeps others from guessing a short secret by the hash, which is in the log."""
    told: dict[str, Any] = {
        "dialogue": made.part.dialogue.public_id,
        "part": made.part.public_id,
        "company": made.company.name,
        "number": made.number,
        "at": made.at.isoformat(),
        "nonce": secrets.token_hex(16),
        "answers": [
            {
                "number": one.asked.number,
                "question": one.asked.text,
                "answer": one.text,
                "reason": one.reason,
                "instead": one.instead,
            }
            for one in answers(made.part, content)
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _take_apart(made: HandedIn, one: Written) -> None:
    """Keep an answer with its secret passages sealed, each by itself."""
    text, passages = marking.taken_out(one.text)
    kept = InputAnswer.objects.create(
        handed_in=made,
        asked=one.asked,
        text=text,
        words=marking.words(one.text),
        reason=one.reason if passages else "",
        instead=one.instead if passages else "",
    )
    for number, words in enumerate(passages, 1):
        closed = sealed.seal(words, owner=made.company.public_id, purpose=PASSAGE)
        Passage.objects.create(answer=kept, number=number, text=closed)


def _send_receipt(made: HandedIn, me: Person) -> None:
    owner = made.part.dialogue.owner
    to = mail.Receiver(me.email, me.language, me.public_id)
    mail.post(RECEIVED, to=to, sender=mail.Sender(owner.name, owner.mailbox), about=made)


def _write_log(made: HandedIn, *, by: Actor) -> None:
    dialogue = made.part.dialogue
    told = {"part": made.part.public_id, "number": made.number, "late": made.is_late, "hash": made.hash}
    line = log.write(dialogue, "input-handed-in", by=by, whom=_somebody(made.company), at=made.at, **told)
    made.head = str(log.after(line))
    made.save(update_fields=["head"])


def _somebody(company: Organisation) -> Somebody:
    return Somebody(company.public_id, company.name)
