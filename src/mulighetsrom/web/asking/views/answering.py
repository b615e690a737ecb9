"""A municipality answers a question, corrects the answer, or says to the asker why there is none."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulighetsrom.web.asking import access, kinds, queries
from mulighetsrom.web.asking.actions import answering as actions
from mulighetsrom.web.asking.forms import AnswerForm, CorrectForm, DeclineForm
from mulighetsrom.web.asking.models import Question
from mulighetsrom.web.asking.views import showing
from mulighetsrom.web.asking.views.asking import form_method
from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Notice, Tone
from mulighetsrom.web.common.kernel import EditConflictError, StageConflictError

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse, QueryDict

    from mulighetsrom.web.common.http import Request

State = Question.State
DECLINING: Final = "decline_%s"
"""Two forms on one page: the ids of the second one's fields."""


@form_method
def question(request: Request, kind: str, public_id: str, question: str) -> HttpResponse:
    """Answer a question, at once or by a draft; or, where it has been answered, correct the answer."""
    found = access.question(kind, public_id, question, by=request.actor)
    form = _form(found, request.POST if request.method == "POST" else None)
    if not form:
        return _page(request, found) if request.method != "POST" else _conflict(request, found)
    if not form.is_valid():
        return _page(request, found, form)
    send = _correct if isinstance(form, CorrectForm) else _answer
    try:
        return redirect(send(request, found, form.cleaned_data))
    except (StageConflictError, EditConflictError):
        return _conflict(request, found)


@require_POST
def decline(request: Request, kind: str, public_id: str, question: str) -> HttpResponse:
    """Tell the asker that there will be no answer, and why."""
    found = access.question(kind, public_id, question, by=request.actor)
    form = DeclineForm(request.POST, auto_id=DECLINING)
    if not form.is_valid():
        return _page(request, found, declining=form)
    said = form.cleaned_data
    try:
        actions.decline.once(said["key"], question=found, reason=said["reason"], by=request.actor)
    except StageConflictError:
        return _conflict(request, found)
    return redirect(kinds.address(found.board, "question", found.public_id))


def _form(found: Question, sent: QueryDict | None = None) -> AnswerForm | CorrectForm | None:
    """Return what can be filled in about a question in its state; an answer that comes too late is still read."""
    newest, draft = queries.newest_answer(found), queries.draft_of(found)
    if found.state == State.ANSWERED and newest and not (sent and "wording" in sent):
        return CorrectForm(sent, initial={"text": newest.text, "seen": newest.number})
    if draft:
        return AnswerForm(sent, initial={"wording": draft.wording, "text": draft.text, "seen": draft.edit_version})
    if found.state in {State.DECLINED, State.WITHDRAWN}:
        return None
    return AnswerForm(sent, initial={"wording": found.text, "seen": 0})


def _answer(request: Request, found: Question, said: dict[str, Any]) -> str:
    """Publish an answer or keep it as a draft; return where that is seen."""
    key, told = said["key"], {name: said[name] for name in ("wording", "text", "seen")}
    if request.POST.get("then") == "draft":
        actions.draft.once(key, question=found, by=request.actor, **told)
        return kinds.address(found.board, "drafted_answers")
    actions.answer.once(key, question=found, by=request.actor, **told)
    return _shown(found)


def _correct(request: Request, found: Question, said: dict[str, Any]) -> str:
    actions.correct.once(said["key"], question=found, seen=said["seen"], text=said["text"], by=request.actor)
    return _shown(found)


def _shown(found: Question) -> str:
    return f"{kinds.address(found.board, 'questions')}#{found.public_id}"


def _conflict(request: Request, found: Question) -> HttpResponse:
    """Tell that somebody was faster; what was written stays on the page, to be copied."""
    found.refresh_from_db()
    notice = Notice(
        _faster(found),
        _("Nothing of yours has been sent. What you wrote stands below, as long as you stay on this page."),
        Tone.WARNING,
    )
    typed = request.POST.get("text") or request.POST.get("reason", "")
    return _page(request, found, notice=notice, typed=typed, status=HTTPStatus.CONFLICT)


def _faster(found: Question) -> str:
    match found.state:
        case State.WITHDRAWN:
            return _("Whoever asked has just withdrawn this question.")
        case State.WAITING | State.DRAFTED:
            return _("A colleague has just changed the draft of the answer.")
        case _other:
            return _("A colleague has just settled this question.")


def _page(
    request: Request,
    found: Question,
    form: AnswerForm | CorrectForm | None = None,
    *,
    declining: DeclineForm | None = None,
    notice: Notice | None = None,
    typed: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    unsettled = found.state in queries.UNSETTLED
    about = showing.about(request, found.board)
    others = [one for one in about["waiting"] if one != found]
    context = {
        **about,
        "others": others,
        "next": next((one for one in others if _order(one) > _order(found)), others[0] if others else None),
        "title": _title(found),
        "question": found,
        "asked": _("Asked %(day)s") % {"day": written.local_day(found.asked_at)},
        "given": [(written.moment(one.at), one.text) for one in found.answers.order_by("-number")],
        "unsettled": unsettled,
        "is_drafted": found.state == State.DRAFTED,
        "form": form or (_form(found) if unsettled else None),
        "declining": declining or (DeclineForm(auto_id=DECLINING) if unsettled else None),
        "declining_open": declining is not None,
        "notice": notice,
        "typed": typed,
        "trail": showing.trail(found.board, request.path),
    }
    return render(request, "asking/answer.html", context, status=status)


def _order(question: Question) -> tuple[datetime, int]:
    return question.asked_at, question.pk


def _title(found: Question) -> str:
    match found.state:
        case State.ANSWERED:
            return _("Correct the answer")
        case State.DECLINED:
            return _("This question is not answered")
        case State.WITHDRAWN:
            return _("This question has been withdrawn")
        case State.DRAFTED:
            return _("A drafted answer")
        case _other:
            return _("Answer a question")
