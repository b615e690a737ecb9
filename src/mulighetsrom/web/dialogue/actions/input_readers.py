"""Who may open what companies have marked as secret, and each opening: an action that the reading log keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit, sealed
from mulighetsrom.web.common.kernel import action, inside_action
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.log import Somebody
from mulighetsrom.web.dialogue.models import Opening, Reader
from mulighetsrom.web.dialogue.queries import input_readers as queries

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue, InputAnswer

READING: Final = Opening.Why.READING


class ReadingOverError(Exception):
    """Raised when the day until which marked passages are read has passed."""


@action
def name_reader(*, dialogue: Dialogue, person: Person, by: Actor) -> None:
    """Let somebody open what companies have marked as secret."""
    me = accounts.me(by=by)
    _found, is_new = Reader.objects.get_or_create(
        dialogue=dialogue, person=person, ended_at=None, defaults={"named_by": me}
    )
    if is_new:
        audit.record("dialogue.reader-named", about=dialogue, by=by, person=person.public_id)
        log.write(dialogue, "reader-named", by=by, whom=_somebody(person))


@action
def end_reader(*, reader: Reader, by: Actor) -> None:
    """Let somebody open marked passages no longer; what they opened stays in the reading log."""
    if Reader.objects.filter(pk=reader.pk, ended_at=None).update(ended_at=timezone.now()):
        audit.record("dialogue.reader-ended", about=reader.dialogue, by=by, person=reader.person.public_id)
        log.write(reader.dialogue, "reader-ended", by=by, whom=_somebody(reader.person))


@action
def open_answer(*, answer: InputAnswer, by: Actor) -> dict[int, str]:
    """Return the secret passages of an answer by their numbers, once the reading log says who reads them.

    Raises PermissionDenied to all but the named readers, ReadingOverError.
    """
    if not queries.is_readable(answer.handed_in.part):
        raise ReadingOverError
    return open_passages(answer, why=READING, by=by)


@inside_action
def open_passages(answer: InputAnswer, *, why: str, by: Actor) -> dict[int, str]:
    """Open the passages of an answer as part of an action: written down first, opened afterwards."""
    handed_in = answer.handed_in
    dialogue = handed_in.part.dialogue
    if not queries.is_named(dialogue, by=by):
        raise PermissionDenied
    passages = list(answer.passages.select_related("text").order_by("number"))
    me = accounts.me(by=by)
    Opening.objects.bulk_create(Opening(passage=one, person=me, why=why) for one in passages)
    opened = {one.number: sealed.legible(one.text) for one in passages}
    told: dict[str, Any] = {
        "input": handed_in.public_id,
        "question": answer.asked.number,
        "passages": len(passages),
        "why": why,
    }
    audit.record("dialogue.secret-opened", about=dialogue, by=by, **told)
    company = Somebody(handed_in.company.public_id, handed_in.company.name)
    log.write(dialogue, "secret-opened", by=by, whom=company, **told)
    return opened


def _somebody(person: Person) -> Somebody:
    return Somebody(person.public_id, person.name)
