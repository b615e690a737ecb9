"""Letters about questions put in the post: the one place where a guest's address is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mulighetsrom.web.asking import codes, kinds, queries
from mulighetsrom.web.common import audit, mail, sealed
from mulighetsrom.web.common.actor import SYSTEM
from mulighetsrom.web.common.kernel import inside_action

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mulighetsrom.web.asking.models import Board, Question

CONFIRM, ASKED, ANSWERED, DECLINED = (f"asking.{kind}" for kind in ("confirm", "asked", "answered", "declined"))
TO_ASKER: Final = (CONFIRM, ANSWERED, DECLINED)


@inside_action
def to_responsible(question: Question) -> None:
    """Tell whoever is responsible that somebody asks; never who."""
    person = kinds.of(question.board).responsible(question.board)
    if person and person.email:
        to = mail.Receiver(person.email, person.language, person.public_id)
        mail.post(ASKED, to=to, sender=sender(question.board), about=question)


@inside_action
def to_asker(kind: str, question: Question, once: str = "") -> None:
    """Write to the asker, as long as it is known who that is."""
    to = _asker(question)
    if to:
        mail.post(kind, to=to, sender=sender(question.board), about=question, once=once)


def askers(board: Board, known: Iterable[mail.Receiver]) -> list[mail.Receiver]:
    """Return those who asked about a thing, beside those `known`, without opening an address: guests have none here.

    They are for counting, each once; whoever writes to them calls `opened_askers`.
    """
    found = list(queries.of_askers(board))
    people = {one.asker for one in found if one.asker and one.asker.email}
    asked = [mail.Receiver(one.email, one.language, one.public_id) for one in people]
    guests = {one.guest or one.public_id: one.language for one in reversed(found) if one.address}
    for one in (*known, *asked):
        guests.pop(codes.guest(board, one.address), None)
    return [*asked, *(mail.Receiver("", language) for language in guests.values())]


@inside_action
def opened_askers(board: Board) -> list[mail.Receiver]:
    """Return whom a letter to all who asked about a thing goes to; each opened address is noted."""
    return list(filter(None, map(_asker, queries.of_askers(board))))


def sender(board: Board) -> mail.Sender:
    return mail.Sender(board.owner.name, board.owner.mailbox)


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
