"""Drafted answers: read together by those who answer, published at one moment, or thrown away."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulighetsrom.web.asking import access, kinds, queries
from mulighetsrom.web.asking.actions import answering as actions
from mulighetsrom.web.asking.forms import PublishForm
from mulighetsrom.web.asking.views import showing
from mulighetsrom.web.asking.views.asking import form_method
from mulighetsrom.web.common.components import Notice, Tone
from mulighetsrom.web.common.kernel import EditConflictError, StageConflictError

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.asking.models import Board
    from mulighetsrom.web.common.http import Request


@form_method
def drafts(request: Request, kind: str, public_id: str) -> HttpResponse:
    """Show the drafted answers, and publish them all at one moment."""
    board = access.own_board(kind, public_id, by=request.actor)
    form = PublishForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return _page(request, board)
    said = form.cleaned_data
    try:
        actions.publish_drafted.once(said["key"], board=board, seen=said["seen"], by=request.actor)
    except (EditConflictError, StageConflictError):
        changed = Notice(
            _("The drafts have been changed since you opened this page."),
            _("Nothing has been published. Read through them once more."),
            Tone.WARNING,
        )
        return _page(request, board, changed, HTTPStatus.CONFLICT)
    return redirect(f"{kinds.address(board, 'questions')}#answered")


@require_POST
def discard(request: Request, kind: str, public_id: str, question: str) -> HttpResponse:
    """Throw a draft away; where it is gone already, the page of the question says what has become of it."""
    found = access.question(kind, public_id, question, by=request.actor)
    with suppress(StageConflictError):
        actions.discard(question=found, by=request.actor)
    return redirect(kinds.address(found.board, "question", found.public_id))


def _page(request: Request, board: Board, notice: Notice | None = None, status: int = HTTPStatus.OK) -> HttpResponse:
    found = list(queries.drafted(board))
    context = {
        **showing.about(request, board),
        "title": _("Drafted answers"),
        "drafts": found,
        "form": PublishForm(initial={"seen": queries.seen(found)}),
        "notice": notice,
        "trail": showing.trail(board, request.path, _("Drafted answers")),
    }
    return render(request, "asking/drafts.html", context, status=status)
