"""Questions: read and asked by everybody, confirmed by a guest, withdrawn by whoever asked."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulighetsrom.web.asking import access, codes, kinds, queries, stages
from mulighetsrom.web.asking.actions import asking as actions
from mulighetsrom.web.asking.forms import AskForm
from mulighetsrom.web.asking.models import Question
from mulighetsrom.web.asking.views import showing
from mulighetsrom.web.common import limits, written
from mulighetsrom.web.common.kernel import StageConflictError
from mulighetsrom.web.common.mail import WrongAddressError

if TYPE_CHECKING:
    from datetime import timedelta

    from django.http import HttpResponse

    from mulighetsrom.web.asking.models import Board
    from mulighetsrom.web.common.http import Request

A_PAGE: Final = 20
State = Question.State
form_method = require_http_methods(["GET", "HEAD", "POST"])


@form_method
def questions(request: Request, kind: str, public_id: str) -> HttpResponse:
    """Show the answered questions about something, and take one more."""
    board = access.board(kind, public_id, by=request.actor)
    sent = request.POST if request.method == "POST" else None
    form = AskForm(sent, guest=not request.actor.person, letters=kinds.named(kind).says.letters)
    if not form.is_valid():
        return _page(request, board, form)
    try:
        question = _ask(request, board, form.cleaned_data)
    except actions.TooManyQuestionsError as refused:
        form.add_error(None, _wait(refused.period))
        return _page(request, board, form, HTTPStatus.TOO_MANY_REQUESTS)
    except actions.ClosedError:
        form.add_error(None, str(kinds.of(board).closed(board)))
        return _page(request, board, form, HTTPStatus.CONFLICT)
    except WrongAddressError:
        form.add_error("email", _("We cannot send e-mail to this address."))
        return _page(request, board, form)
    if question.state == State.UNCONFIRMED:
        return redirect(kinds.address(board, "question_sent"))
    return redirect(f"{request.path}#mine")


def _wait(period: timedelta) -> str:
    if period == limits.HOUR:
        return _("Many questions have been sent in a short time. Wait an hour, and send this one again.")
    return _("Many questions were sent to this address today, and none was confirmed. Send this one again tomorrow.")


@require_safe
def sent(request: Request, kind: str, public_id: str) -> HttpResponse:
    """Tell a guest that a letter is under way."""
    board = access.board(kind, public_id, by=request.actor)
    context = {"title": _("Open the e-mail we have sent you"), "trail": showing.trail(board, request.path)}
    return render(request, "asking/sent.html", {**showing.about(request, board), **context})


@require_safe
def withdrawn(request: Request, kind: str, public_id: str) -> HttpResponse:
    """Tell whoever has withdrawn a question that it is gone."""
    board = access.board(kind, public_id, by=request.actor)
    context = {"title": _("Your question has been withdrawn"), "trail": showing.trail(board, request.path)}
    return render(request, "asking/withdrawn.html", {**showing.about(request, board), **context})


@form_method
def confirm(request: Request, kind: str, public_id: str, question: str) -> HttpResponse:
    """Let a guest confirm a question; only by a button, since mailboxes open links to look at them."""
    given = request.POST if request.method == "POST" else request.GET
    code = given.get(codes.CODE, "")
    found = access.question_of_guest(kind, public_id, question, code, by=request.actor)
    if request.method == "POST" and found.state == State.UNCONFIRMED:
        try:
            actions.confirm(question=found, by=request.actor)
        except (actions.RanOutError, actions.ClosedError):
            pass  # the page says so itself
        except StageConflictError:
            found.refresh_from_db()  # two clicks: the other one did it
    waits = found.state == State.UNCONFIRMED
    late, closed = waits and not codes.is_good(found), kinds.of(found.board).closed(found.board) if waits else ""
    context = {
        **showing.about(request, found.board),
        "title": _confirmed_title(found, late=late, closed=bool(closed)),
        "question": found,
        "code": code,
        "late": late,
        "closed": closed,
        "withdraws": stages.can_be_withdrawn(found) and not late,
        "trail": showing.trail(found.board, request.path),
    }
    return render(request, "asking/confirm.html", context, status=HTTPStatus.GONE if late or closed else HTTPStatus.OK)


@require_POST
def withdraw(request: Request, kind: str, public_id: str, question: str) -> HttpResponse:
    """Take back a question that has not been answered: a guest by the letter's code, others as who they are."""
    code = request.POST.get(codes.CODE, "")
    if code:
        found = access.question_of_guest(kind, public_id, question, code, by=request.actor)
    else:
        found = access.own_question(kind, public_id, question, by=request.actor)
    try:
        actions.withdraw(question=found, by=request.actor)
    except StageConflictError:  # it has just been settled: both pages say how
        return redirect(codes.link(found) if code else f"{kinds.address(found.board, 'questions')}#mine")
    return redirect(kinds.address(found.board, "question_withdrawn"))


def _ask(request: Request, board: Board, said: dict[str, Any]) -> Question:
    asked = {"board": board, "text": said["text"], "language": get_language(), "by": request.actor}
    if request.actor.person:
        return actions.ask.once(said["key"], **asked)
    return actions.ask_as_guest.once(said["key"], email=said["email"], sent_from=limits.visitor(request), **asked)


def _page(request: Request, board: Board, form: AskForm, status: int = HTTPStatus.OK) -> HttpResponse:
    page = Paginator(queries.answered(board), A_PAGE).get_page(request.GET.get("page"))
    context = {
        **showing.about(request, board),
        "title": _("Questions and answers"),
        "page": page,
        "questions": [showing.shown(question) for question in page],
        "form": form,
        "mine": [_mine(question) for question in queries.mine(request.actor).filter(board=board)],
        "trail": showing.trail(board),
    }
    return render(request, "asking/questions.html", context, status=status)


def _mine(question: Question) -> tuple[Question, str, bool]:
    """Return one's own question, what has become of it, and whether it can be withdrawn."""
    return question, _became(question), stages.can_be_withdrawn(question)


def _became(question: Question) -> str:
    match question.state:
        case State.ANSWERED:
            return _("Answered %(day)s") % {"day": written.local_day(question.settled_at or question.asked_at)}
        case State.DECLINED:
            return _("Not answered")
        case _other:
            return _("Asked %(day)s, waiting for an answer") % {"day": written.local_day(question.asked_at)}


def _confirmed_title(question: Question, *, late: bool, closed: bool) -> str:
    if late:
        return _("This link has run out")
    if closed:
        return _("Questions are not taken any more")
    match question.state:
        case State.UNCONFIRMED:
            return _("Confirm your question")
        case State.ANSWERED:
            return _("Your question has been answered")
        case State.DECLINED:
            return _("Your question will not be answered")
        case _other:
            return _("Thank you, the municipality has got your question")
