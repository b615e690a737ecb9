"""From the ids in an address to boards and questions, for those who may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from mulighetsrom.web.accounts import access
from mulighetsrom.web.asking import codes, kinds
from mulighetsrom.web.asking.models import Question

if TYPE_CHECKING:
    from mulighetsrom.web.asking.models import Board
    from mulighetsrom.web.common.actor import Actor


def board(kind: str, public_id: str, *, by: Actor) -> Board:
    """Return the board of a thing that the actor may read and ask about."""
    return kinds.named(kind).load(public_id, by)


def own_board(kind: str, public_id: str, *, by: Actor) -> Board:
    """Return a board whose questions the actor answers; to other organisations its drafts are not there."""
    if not by.person:
        raise access.LoginNeededError
    found = board(kind, public_id, by=by)
    _must_answer(found, by=by)
    return found


def question(kind: str, about: str, public_id: str, *, by: Actor) -> Question:
    """Return a question of the organisation the actor acts for, where they may answer.

    To everybody else it is not there, whether it has been answered or not: they have the page of the questions.
    """
    if not by.person:
        raise access.LoginNeededError
    found = _question(kind, about, public_id)
    if found.state == Question.State.UNCONFIRMED:
        raise Http404
    _must_answer(found.board, by=by)
    return found


def question_of_guest(kind: str, about: str, public_id: str, code: str, *, by: Actor) -> Question:  # noqa: ARG001 - by the code
    """Return a question for whoever holds the letter that went to its asker."""
    found = _question(kind, about, public_id)
    if not found.address or not codes.is_code(found, code):
        raise Http404
    return found


def own_question(kind: str, about: str, public_id: str, *, by: Actor) -> Question:
    """Return a question that the actor asked; to everybody else it is not there."""
    me = access.me(by=by)
    found = _question(kind, about, public_id)
    if found.asker_id != me.pk:
        raise Http404
    return found


def answers_for(board: Board, *, by: Actor) -> bool:
    """Tell whether the actor may answer the questions of a board."""
    return kinds.of(board).may_answer(board, by)


def _must_answer(board: Board, *, by: Actor) -> None:
    if answers_for(board, by=by):
        return
    if access.is_in(board.owner, by=by):
        raise PermissionDenied
    raise Http404


def _question(kind: str, about: str, public_id: str) -> Question:
    ids_are_ids = about.isalnum() and public_id.isalnum()
    hangs = Question.objects.filter(board__kind=kind, board__public_id=about, public_id=public_id)
    found = hangs.select_related("board__owner", "address", "asker").first() if ids_are_ids else None
    if not found:
        raise Http404
    return found
