"""Questions about a need: read and asked by everybody, confirmed by a guest, answered by the municipality."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulighetsrom.web.common import limits, written
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.common.kernel import StageConflictError
from mulighetsrom.web.common.mail import WrongAddressError
from mulighetsrom.web.drafting import queries as drafting
from mulighetsrom.web.needs import access, asking
from mulighetsrom.web.needs.actions import question as actions
from mulighetsrom.web.needs.forms.question import AskForm
from mulighetsrom.web.needs.models import Need, Question
from mulighetsrom.web.needs.queries import question as queries

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.safestring import SafeString

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.needs.models import Answer

A_PAGE: Final = 20
ON_NEED: Final = 3
"""How many answered questions the need's own page shows."""
form_method = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Shown:
    """An answered question as everybody reads it."""

    question: Question
    answer: Answer
    day: str
    corrected: str
    earlier: list[tuple[str, str]]


def shown(question: Question) -> Shown:
    """Return an answered question, its answers newest first, in the reader's words."""
    newest, *earlier = question.told  # type: ignore[attr-defined] # prefetched by `queries.answered`
    first = earlier[-1] if earlier else newest
    return Shown(
        question=question,
        answer=newest,
        day=_("Answered %(day)s") % {"day": written.local_day(first.at)},
        corrected=_("Corrected %(day)s") % {"day": written.local_day(newest.at)} if earlier else "",
        earlier=[
            (_("The answer of %(day)s") % {"day": written.local_day(answer.at)}, answer.text) for answer in earlier
        ],
    )


@form_method
def questions(request: Request, public_id: str) -> HttpResponse:
    """Show the answered questions about a need, and take one more."""
    need = access.public_need(public_id, by=request.actor)
    form = AskForm(request.POST if request.method == "POST" else None, guest=not request.actor.person)
    if not form.is_valid():
        return _page(request, need, form)
    try:
        question = _ask(request, need, form.cleaned_data)
    except actions.TooManyQuestionsError:
        form.add_error(None, _("Many questions have been sent in a short time. Wait an hour, and send this one again."))
        return _page(request, need, form, HTTPStatus.TOO_MANY_REQUESTS)
    except actions.ClosedError:
        form.add_error(None, _("The need has been dropped, and the municipality takes no more questions about it."))
        return _page(request, need, form, HTTPStatus.CONFLICT)
    except WrongAddressError:
        form.add_error("email", _("We cannot send e-mail to this address."))
        return _page(request, need, form)
    if question.state == Question.State.UNCONFIRMED:
        return redirect("needs:question_sent", need.public_id)
    return redirect(f"{request.path}#mine")


@require_safe
def sent(request: Request, public_id: str) -> HttpResponse:
    """Tell a guest that a letter is under way."""
    need = access.public_need(public_id, by=request.actor)
    context = {"title": _("Open the e-mail we have sent you"), "need": need, "trail": trail(need, request.path)}
    return render(request, "needs/question_sent.html", context)


@form_method
def confirm(request: Request, public_id: str, question: str) -> HttpResponse:
    """Let a guest confirm a question; only by a button, since mailboxes open links to look at them."""
    given = request.POST if request.method == "POST" else request.GET
    code = given.get(asking.CODE, "")
    found = access.question_of_guest(public_id, question, code, by=request.actor)
    if request.method == "POST" and found.state == Question.State.UNCONFIRMED:
        try:
            actions.confirm(question=found, by=request.actor)
        except actions.RanOutError:
            pass  # the page says so itself
        except StageConflictError:
            found.refresh_from_db()  # two clicks: the other one did it
    late = found.state == Question.State.UNCONFIRMED and not asking.is_good(found)
    context = {
        "title": _confirmed_title(found, late=late),
        "question": found,
        "need": found.need,
        "code": code,
        "late": late,
        "trail": trail(found.need, request.path),
    }
    return render(request, "needs/question_confirm.html", context, status=HTTPStatus.GONE if late else HTTPStatus.OK)


def part(request: Request, need: Need) -> SafeString:
    """Write the newest answers for the need's own page, and the way to ask."""
    found = queries.answered(need)
    told = [shown(question) for question in found[:ON_NEED]]
    context = {
        "need": need,
        "questions": told,
        "rest": _rest(found.count() - len(told)) if told else "",
        "closed": need.stage == Need.Stage.DROPPED,
        "waiting": _waiting(request, need),
        "answers": access.answers_for(need, by=request.actor),
    }
    return render_to_string("needs/question_part.html", context)


def trail(need: Need, here: str = "") -> list[Link]:
    """Return the way to the questions about a need."""
    version = drafting.newest(need)
    if not version:
        raise Http404
    way = [
        Link(_("Needs"), reverse("needs:list")),
        Link(version.content.get("title", ""), reverse("needs:need", args=[need.public_id]), verbatim=True),
        Link(_("Questions and answers"), reverse("needs:questions", args=[need.public_id])),
    ]
    return [*way, Link(_("Question"), here)] if here else way


def _ask(request: Request, need: Need, said: dict[str, Any]) -> Question:
    asked = {"need": need, "text": said["text"], "language": get_language(), "by": request.actor}
    if request.actor.person:
        return actions.ask.once(said["key"], **asked)
    return actions.ask_as_guest.once(said["key"], email=said["email"], sent_from=limits.visitor(request), **asked)


def _page(request: Request, need: Need, form: AskForm, status: int = HTTPStatus.OK) -> HttpResponse:
    page = Paginator(queries.answered(need), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("Questions and answers"),
        "need": need,
        "page": page,
        "questions": [shown(question) for question in page],
        "form": form,
        "closed": need.stage == Need.Stage.DROPPED,
        "waiting": _waiting(request, need),
        "answers": access.answers_for(need, by=request.actor),
        "mine": [_mine(question) for question in queries.mine(request.actor).filter(need=need)],
        "trail": trail(need),
    }
    return render(request, "needs/questions.html", context, status=status)


def _mine(question: Question) -> tuple[Question, str]:
    """Return one's own question and what has become of it."""
    match question.state:
        case Question.State.ANSWERED:
            return question, _("Answered %(day)s") % {
                "day": written.local_day(question.settled_at or question.asked_at)
            }
        case Question.State.DECLINED:
            return question, _("Not answered")
        case _other:
            return question, _("Asked %(day)s, waiting for an answer") % {"day": written.local_day(question.asked_at)}


def _waiting(request: Request, need: Need) -> list[Question]:
    """Return the unanswered questions, to those who answer and to nobody else."""
    return list(queries.waiting_about(need)) if access.answers_for(need, by=request.actor) else []


def _rest(more: int) -> str:
    if more <= 0:
        return ""
    return ngettext("And %(more)d more question with its answer", "And %(more)d more questions with answers", more) % {
        "more": more
    }


def _confirmed_title(question: Question, *, late: bool) -> str:
    if late:
        return _("This link has run out")
    if question.state == Question.State.UNCONFIRMED:
        return _("Confirm your question")
    return _("Thank you, the municipality has got your question")
