"""What a need is among the things that are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.asking import kinds
from mulighetsrom.web.asking.views import showing
from mulighetsrom.web.common import registry
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.drafting import queries as drafting
from mulighetsrom.web.needs import access
from mulighetsrom.web.needs.demo import questions
from mulighetsrom.web.needs.models import Need

if TYPE_CHECKING:
    from django.utils.safestring import SafeString
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.asking.models import Board
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.http import Request

SAYS: Final = kinds.Says(
    letters=_(
        "We send you one e-mail to confirm the question and one with the answer; another only if it is corrected."
    ),
    ask=_("Ask about the need"),
    back=_("To the questions about the need"),
    read=_("Read it on the need's page"),
    waits=_("You get one e-mail when there is an answer. Everybody can then read it on the need's page."),
    asked=_("You have asked this about a need of %(owner)s:"),
    to_answer=_("Somebody asks this about a need that you answer for:"),
    why=_("You get this because you are the one who answers for the need."),
)


def register() -> None:
    """Let needs be asked about, and show the answers on their pages."""
    kinds.register(
        kinds.Kind(
            name=Need.BOARD,
            space="needs",
            load=_load,
            title=_title,
            way=_way,
            may_answer=_may_answer,
            closed=_closed,
            responsible=_responsible,
            says=SAYS,
        )
    )
    registry.parts["needs:need"].append(_part)
    registry.demo.append(questions.fill)


def _load(public_id: str, by: Actor) -> Board:
    return access.public_need(public_id, by=by).board


def _title(board: Board) -> str:
    version = drafting.newest(board.need)
    return str(version.content["title"]) if version else ""


def _way(board: Board) -> list[Link]:
    return [
        Link(gettext("Needs"), reverse("needs:list")),
        Link(_title(board), reverse("needs:need", args=[board.public_id]), verbatim=True),
    ]


def _may_answer(board: Board, by: Actor) -> bool:
    return accounts.is_in(board.owner, by=by) and may(by, May.ANSWER)


def _closed(board: Board) -> StrOrPromise:
    if board.need.stage != Need.Stage.DROPPED:
        return ""
    return _("The need has been dropped, and the municipality takes no more questions about it.")


def _responsible(board: Board) -> Person:
    return board.need.responsible


def _part(request: Request, need: Need) -> SafeString:
    return showing.part(request, need.board)
