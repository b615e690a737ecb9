"""The board of a thing that is asked about, made with it and gone with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.asking.models import Board
from mulighetsrom.web.common.kernel import inside_action

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Organisation


@inside_action
def make(*, kind: str, owner: Organisation) -> Board:
    """Make the board of a thing that is about to be made, which takes its public id."""
    return Board.objects.create(kind=kind, owner=owner)


@inside_action
def remove(board: Board) -> None:
    """Remove the board of a thing that has been deleted, with all that was asked."""
    board.delete()
