"""The letters about questions: to the asker, and to whoever answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from mulighetsrom.web.asking import codes, kinds, queries
from mulighetsrom.web.asking.actions import posting
from mulighetsrom.web.asking.models import Question
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.letters import Letter
from mulighetsrom.web.common.markup import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from mulighetsrom.web.asking.models import Board
    from mulighetsrom.web.common.models import Mail


def confirm(mail: Mail) -> Letter | None:
    """Ask a guest to confirm a question; too late once they have, or once the time is over."""
    question = _question(mail)
    if not question or question.state != Question.State.UNCONFIRMED or not codes.is_good(question):
        return None
    board = question.board
    return Letter(
        subject=_("Confirm your question about “%(title)s”") % {"title": _title(board)},
        greeting=_("Hello!"),
        paragraphs=[
            kinds.of(board).says.asked % {"owner": board.owner.name},
            question.text,
            _("Open the page and confirm it within 48 hours. The municipality then gets it, without your address."),
            _("On the same page you can withdraw the question as long as it has not been answered."),
        ],
        button=(_("Confirm the question"), absolute(codes.link(question))),
        why=_(
            "Somebody gave this address with a question. "
            "If it was not you, you need not do anything: the question is deleted."
        ),
    )


def asked(mail: Mail) -> Letter | None:
    """Tell whoever is responsible that somebody asks."""
    question = _question(mail)
    if not question or question.state != Question.State.WAITING:
        return None
    says = kinds.of(question.board).says
    return Letter(
        subject=_("A question about “%(title)s”") % {"title": _title(question.board)},
        greeting=_("Hello!"),
        paragraphs=[
            str(says.to_answer),
            question.text,
            _("When you answer, everybody gets to read question and answer at the same moment."),
        ],
        button=(_("Answer the question"), absolute(kinds.address(question.board, "question", question.public_id))),
        why=str(says.why),
    )


def answered(mail: Mail) -> Letter | None:
    """Give the asker the answer that counts now, which everybody can read."""
    question = _question(mail)
    told = queries.newest_answer(question) if question else None
    if not question or not told or str(told.number) != mail.once:
        return None
    first = told.number == 1
    subject = (
        _("The answer to your question about “%(title)s”")
        if first
        else _("Corrected answer to your question about “%(title)s”")
    )
    return Letter(
        subject=subject % {"title": _title(question.board)},
        greeting=_("Hello!"),
        paragraphs=[
            _("%(owner)s has answered your question:") % {"owner": question.board.owner.name}
            if first
            else _("%(owner)s has corrected the answer to your question:") % {"owner": question.board.owner.name},
            question.text,
            plain(told.text),
            _("Everybody can read the question and the answer, without a word about who asked."),
        ],
        button=(str(kinds.of(question.board).says.read), absolute(_page(question.board))),
        why=_("You get this because you asked the question."),
    )


def declined(mail: Mail) -> Letter | None:
    """Tell the asker, and nobody else, why there is no answer."""
    question = _question(mail)
    if not question or question.state != Question.State.DECLINED:
        return None
    return Letter(
        subject=_("Your question about “%(title)s” will not be answered") % {"title": _title(question.board)},
        greeting=_("Hello!"),
        paragraphs=[
            _("%(owner)s will not answer your question:") % {"owner": question.board.owner.name},
            question.asked_text,
            _("The reason they give:"),
            question.declined_reason,
            _("Your question is shown to nobody. You can ask anew in other words."),
        ],
        button=(str(kinds.of(question.board).says.back), absolute(_page(question.board))),
        why=_("You get this because you asked the question."),
    )


LETTERS: Final[dict[str, Callable[[Mail], Letter | None]]] = {
    posting.CONFIRM: confirm,
    posting.ASKED: asked,
    posting.ANSWERED: answered,
    posting.DECLINED: declined,
}
SECRET: Final = set(posting.TO_ASKER)
"""Whoever looks after the post does not get to see who asks."""


def _question(mail: Mail) -> Question | None:
    return Question.objects.filter(public_id=mail.about_id).select_related("board__owner").first()


def _title(board: Board) -> str:
    return kinds.of(board).title(board)


def _page(board: Board) -> str:
    return kinds.address(board, "questions")
