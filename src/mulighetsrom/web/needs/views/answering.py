"""A municipality answers a question about its need, corrects the answer, or says to the asker why there is none."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Notice, Tone
from mulighetsrom.web.common.kernel import EditConflictError, StageConflictError
from mulighetsrom.web.needs import access
from mulighetsrom.web.needs.actions import question as actions
from mulighetsrom.web.needs.forms.question import AnswerForm, CorrectForm, DeclineForm
from mulighetsrom.web.needs.models import Question
from mulighetsrom.web.needs.queries import question as queries
from mulighetsrom.web.needs.views.question import form_method, trail

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request

State = Question.State
DECLINING: Final = "decline_%s"
"""Two forms on one page: the ids of the second one's fields."""


@form_method
def question(request: Request, public_id: str, question: str) -> HttpResponse:
    """Answer a question; or, where it has been answered, correct the answer."""
    found = access.question(public_id, question, by=request.actor)
    if found.state == State.DECLINED:
        return _page(request, found)
    form = _form(request, found)
    if not form.is_valid():
        return _page(request, found, form)
    said = form.cleaned_data
    try:
        if isinstance(form, CorrectForm):
            actions.correct.once(said["key"], question=found, seen=said["seen"], text=said["text"], by=request.actor)
        else:
            actions.answer.once(
                said["key"], question=found, wording=said["wording"], text=said["text"], by=request.actor
            )
    except (StageConflictError, EditConflictError):
        return _conflict(request, found)
    return redirect(f"{reverse('needs:questions', args=[public_id])}#{found.public_id}")


@require_POST
def decline(request: Request, public_id: str, question: str) -> HttpResponse:
    """Tell the asker that there will be no answer, and why."""
    found = access.question(public_id, question, by=request.actor)
    form = DeclineForm(request.POST, auto_id=DECLINING)
    if not form.is_valid():
        return _page(request, found, declining=form)
    said = form.cleaned_data
    try:
        actions.decline.once(said["key"], question=found, reason=said["reason"], by=request.actor)
    except StageConflictError:
        return _conflict(request, found)
    return redirect("needs:question", public_id, found.public_id)


def _form(request: Request, found: Question) -> AnswerForm | CorrectForm:
    sent = request.POST if request.method == "POST" else None
    newest = queries.newest_answer(found)
    if found.state == State.ANSWERED and newest and not (sent and "wording" in sent):
        return CorrectForm(sent, initial={"text": newest.text, "seen": newest.number})
    return AnswerForm(sent, initial={"wording": found.text})


def _conflict(request: Request, found: Question) -> HttpResponse:
    """Tell that a colleague was faster; what was written stays on the page, to be copied."""
    found.refresh_from_db()
    notice = Notice(
        _("A colleague has just settled this question."),
        _("Nothing of yours has been sent. What you wrote stands below, as long as you stay on this page."),
        Tone.WARNING,
    )
    typed = request.POST.get("text") or request.POST.get("reason", "")
    return _page(request, found, notice=notice, typed=typed, status=HTTPStatus.CONFLICT)


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
    waiting = found.state == State.WAITING
    fresh = AnswerForm(initial={"wording": found.text}) if waiting else None
    context = {
        "title": _title(found),
        "question": found,
        "need": found.need,
        "asked": _("Asked %(day)s") % {"day": written.local_day(found.asked_at)},
        "answers": [(written.moment(one.at), one.text) for one in found.answers.order_by("-number")],
        "form": form or fresh,
        "declining": declining or (DeclineForm(auto_id=DECLINING) if waiting else None),
        "declining_open": declining is not None,
        "notice": notice,
        "typed": typed,
        "trail": trail(found.need, request.path),
    }
    return render(request, "needs/question.html", context, status=status)


def _title(found: Question) -> str:
    match found.state:
        case State.ANSWERED:
            return _("Correct the answer")
        case State.DECLINED:
            return _("This question is not answered")
        case _other:
            return _("Answer a question")
