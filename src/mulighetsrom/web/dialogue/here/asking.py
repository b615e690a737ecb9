"""What a dialogue is among the things that are asked about: one is answered for all, and the log tells when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.asking import kinds
from mulighetsrom.web.asking.actions import posting
from mulighetsrom.web.asking.views import showing
from mulighetsrom.web.common import registry
from mulighetsrom.web.dialogue import access, dossier, log, named, opening, trails
from mulighetsrom.web.dialogue.dossier import questions as dossier_of_questions
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.models import Dialogue
from mulighetsrom.web.dialogue.queries import dialogues, impartiality

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.asking.models import Board, Question
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.components import Link
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.common.mail import Receiver

SAYS: Final = kinds.Says(
    ask=_("Ask about the dialogue"),
    back=_("To the questions about the dialogue"),
    read=_("Read it on the dialogue's page"),
    letters=_(
        "We send you e-mails to confirm the question, with the answer, when something changes in the dialogue, and "
        "when it is decided what comes of it."
    ),
    waits=_(
        "You get an e-mail when there is an answer, when something changes in the dialogue, and when it is decided "
        "what comes of it. Everybody can read the answer on the dialogue's page."
    ),
    asked=_("You have asked this about a dialogue of %(owner)s:"),
    to_answer=_("Somebody asks this about a dialogue that you answer for:"),
    why=_("You get this because you are the one who answers for the dialogue."),
)


def register() -> None:
    """Let dialogues be asked about, and show the answers on their pages."""
    kinds.register(
        kinds.Kind(
            name=Dialogue.BOARD,
            space="dialogue",
            load=lambda public_id, by: access.public_dialogue(public_id, by=by).board,
            title=lambda board: named.title(board.dialogue),
            way=_way,
            may_answer=_may_answer,
            closed=_closed,
            responsible=_responsible,
            says=SAYS,
            hold=_hold,
            record=_record,
            awaited=lambda: dialogues.unanswered().values_list("board", flat=True),
        )
    )
    registry.parts["dialogue:dialogue"].append(_part)
    registry.parts["dialogue:work"].append(_work)
    dossier.chapters.append(dossier_of_questions.chapters)
    audience.hide(_askers, _opened_askers)


def _askers(dialogue: Dialogue, known: Iterable[Receiver]) -> list[Receiver]:
    return posting.askers(dialogue.board, known)


def _opened_askers(dialogue: Dialogue) -> list[Receiver]:
    return posting.opened_askers(dialogue.board)


def _way(board: Board) -> list[Link]:
    return trails.public(board.dialogue)


def _closed(board: Board) -> StrOrPromise:
    if opening.takes(board.dialogue):
        return ""
    return _("The dialogue is over, and the municipality takes no more questions about it.")


def _responsible(board: Board) -> Person | None:
    return impartiality.fit_responsible(board.dialogue, May.ANSWER)


def _may_answer(board: Board, by: Actor) -> bool:
    if not (accounts.is_in(board.owner, by=by) and may(by, May.ANSWER)):
        return False
    return not impartiality.is_shut_out(board.dialogue, by.person)


def _hold(board: Board) -> None:
    """Let nobody stop the dialogue before the question is in; see it as it is then."""
    try:
        opening.keep_open(board.dialogue)
    except opening.NotOpenError:
        board.dialogue.refresh_from_db(fields=["stage"])


def _record(question: Question, what: str, by: Actor) -> None:
    log.write(question.board.dialogue, f"question-{what}", by=by, question=question.public_id)


def _part(request: Request, dialogue: Dialogue) -> SafeString:
    return showing.part(request, dialogue.board)


def _work(request: Request, dialogue: Dialogue) -> SafeString | None:
    return showing.work(request, dialogue.board) if dialogue.is_public else None
