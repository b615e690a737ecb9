"""The municipality reads what companies handed in: by company, by question, and what is secret behind a bar."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from mulighetsrom.web.accounts import pages
from mulighetsrom.web.accounts.queries import organisations
from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.dialogue import trails
from mulighetsrom.web.dialogue.access import companies_dialogue
from mulighetsrom.web.dialogue.access import input as access
from mulighetsrom.web.dialogue.actions import input_readers as actions
from mulighetsrom.web.dialogue.forms.input import ReaderForm
from mulighetsrom.web.dialogue.queries import input as queries
from mulighetsrom.web.dialogue.queries import input_readers as readers
from mulighetsrom.web.dialogue.views import input_shown

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.accounts.pages import Company
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue, HandedIn, Part


@require_safe
def received(request: Request, public_id: str, part: str) -> HttpResponse:
    """List what companies have handed in to a part, and the questions with how many answered each."""
    found = access.own_input_part(public_id, part, by=request.actor)
    inputs = list(queries.received(found))
    context = {
        "title": _("Received input"),
        "part": found,
        "dialogue": found.dialogue,
        "name": input_shown.name(found),
        "inputs": [_line(one) for one in inputs],
        "marked": sum(one.marked > 0 for one in inputs),
        "too_late": [
            (_company(one.company), written.weekday_moment(one.at))
            for one in found.too_late.select_related("company").order_by("at")
        ],
        "counts": queries.counted(found),
        "rules": list(input_shown.rules(found)),
        "over": queries.is_over(found),
        "reads": readers.is_named(found.dialogue, by=request.actor),
        "trail": input_shown.own_trail(found),
    }
    return render(request, "dialogue/inputs.html", context)


@require_safe
def by_question(request: Request, public_id: str, part: str, number: int) -> HttpResponse:
    """Show what all companies answered to one question."""
    found = access.own_input_part(public_id, part, by=request.actor)
    question = access.question(found, number)
    numbers = list(queries.asked(found).values_list("number", flat=True))
    answers = list(queries.answers_to(question))
    words = _("Question %(number)s") % {"number": number}
    context = {
        "title": words,
        "part": found,
        "dialogue": found.dialogue,
        "question": question,
        "answers": [(_company(one.handed_in.company), one, input_shown.shown(one)) for one in answers],
        "before": number - 1 if number - 1 in numbers else None,
        "after": number + 1 if number + 1 in numbers else None,
        "trail": input_shown.own_trail(found, Link(words, request.path)),
        **_reading(request, found),
    }
    return render(request, "dialogue/inputs_question.html", context)


@require_safe
def by_company(request: Request, public_id: str, part: str, handed_in: str) -> HttpResponse:
    """Show what one company handed in, also what it has replaced."""
    found = access.received(public_id, part, handed_in, by=request.actor)
    return render(request, "dialogue/inputs_company.html", _input(request, found))


@input_shown.unstored
@require_POST
def open_answer(request: Request, public_id: str, part: str, handed_in: str, number: int) -> HttpResponse:
    """Open the secret passages of one answer, which the reading log keeps, and show it this once."""
    answer = access.answer_received(public_id, part, handed_in, number, by=request.actor)
    try:
        opened = actions.open_answer(answer=answer, by=request.actor)
    except actions.ReadingOverError:
        return render(
            request, "dialogue/inputs_company.html", _input(request, answer.handed_in), status=HTTPStatus.CONFLICT
        )
    words = _("Opened passages")
    way = reverse("dialogue:inputs_company", args=[public_id, part, handed_in])
    context = {
        "title": words,
        "part": answer.handed_in.part,
        "dialogue": answer.handed_in.part.dialogue,
        "handed_in": answer.handed_in,
        "company": _company(answer.handed_in.company),
        "answer": input_shown.shown(answer, opened),
        "way": way,
        "trail": input_shown.own_trail(answer.handed_in.part, Link(words, request.path)),
    }
    return render(request, "dialogue/input_opened.html", context)


@input_shown.form_method
def who_reads(request: Request, public_id: str) -> HttpResponse:
    """Show who may open what companies have marked, and the reading log; whoever answers for it names them."""
    dialogue = companies_dialogue(public_id, by=request.actor)
    names = access.names_readers(dialogue, by=request.actor)
    if request.method == "POST" and not names:
        raise PermissionDenied
    form = _reader_form(dialogue, request.POST if request.method == "POST" else None)
    if form.is_valid():
        person = readers.candidates(dialogue)[form.cleaned_data["person"]]
        actions.name_reader(dialogue=dialogue, person=person, by=request.actor)
        return redirect("dialogue:readers", public_id)
    words = _("Who reads business secrets")
    context = {
        "title": words,
        "dialogue": dialogue,
        "names": names,
        "form": form,
        "readers": [(one, written.local_day(one.named_at)) for one in readers.named(dialogue)],
        "openings": [(line, written.moment(line.at)) for line in readers.openings(dialogue)],
        "trail": trails.work(dialogue, Link(words, request.path)),
    }
    return render(request, "dialogue/input_readers.html", context)


@require_POST
def end_reader(request: Request, public_id: str, reader: str) -> HttpResponse:
    """Let somebody open marked passages no longer."""
    dialogue = access.readers_of(public_id, by=request.actor)
    actions.end_reader(reader=access.reader(dialogue, reader), by=request.actor)
    return redirect("dialogue:readers", public_id)


def _line(one: HandedIn) -> dict[str, Any]:
    marked = one.marked  # type: ignore[attr-defined] # annotated by `queries.received`
    secrets = ngettext("%(n)s business secret", "%(n)s business secrets", marked) % {"n": marked} if marked else ""
    return {
        "input": one,
        "company": _company(one.company),
        "moment": written.weekday_moment(one.at),
        "secrets": secrets,
    }


def _company(organisation: Organisation) -> Company:
    return pages.company(organisation, is_unsure=not organisations.is_vouched_for(organisation))


def _reading(request: Request, part: Part) -> dict[str, Any]:
    """Return whether the actor opens marked passages, and whether they still may be read at all."""
    return {"reads": readers.is_named(part.dialogue, by=request.actor), "readable": readers.is_readable(part)}


def _input(request: Request, found: HandedIn) -> dict[str, Any]:
    """Return what the page of one company's input shows."""
    part = found.part
    earlier = [one for one in queries.of_company(part, found.company) if one.pk != found.pk]
    company = _company(found.company)
    return {
        "title": company.name,
        "verbatim": True,
        "company": company,
        "part": part,
        "dialogue": part.dialogue,
        "handed_in": found,
        "moment": written.weekday_moment(found.at),
        "superseded": written.weekday_moment(found.superseded_at) if found.superseded_at else "",
        "answers": [(one, input_shown.shown(one)) for one in queries.answers(found)],
        "others": [(one, written.weekday_moment(one.at)) for one in earlier],
        "openings": [(line, written.moment(line.at)) for line in readers.openings_of(found)],
        "trail": input_shown.own_trail(part, Link(company.name, request.path, verbatim=True)),
        **_reading(request, part),
    }


def _reader_form(dialogue: Dialogue, sent: Any = None) -> ReaderForm:
    there = {one.person.public_id for one in readers.named(dialogue)}
    free = [(key, one.name) for key, one in readers.candidates(dialogue).items() if key not in there]
    return ReaderForm(sent, people=free)
