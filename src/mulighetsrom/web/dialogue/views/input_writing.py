"""A company writes its input: saved as one types, or by the button without a script."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulighetsrom.web.common import diff, written
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.dialogue import marking, opening, trails
from mulighetsrom.web.dialogue.access import input as access
from mulighetsrom.web.dialogue.actions import input as actions
from mulighetsrom.web.dialogue.forms.input import InputForm
from mulighetsrom.web.dialogue.queries import input as queries
from mulighetsrom.web.dialogue.views import input_shown
from mulighetsrom.web.dialogue.views.input import may_write
from mulighetsrom.web.drafting import merging

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Part
    from mulighetsrom.web.drafting.fields import Content
    from mulighetsrom.web.drafting.merging import Conflict


@input_shown.unstored
@input_shown.form_method
def write(request: Request, public_id: str, part: str) -> HttpResponse:
    """Show the form of the actor's company, or save what is sent: as JSON where the page asks for it."""
    found = access.input_part(public_id, part, by=request.actor)
    company = access.answering(by=request.actor)
    if not may_write(found, company):
        return _closed(request, found)
    if request.method == "POST":
        return _save(request, found, company)
    return _page(request, found, company, _form(found, company))


def _form(part: Part, company: Organisation, sent: Any = None) -> InputForm:
    content = queries.written(queries.draft(part, company))
    return InputForm(content, queries.description(part), list(queries.asked(part)), data=sent)


def _save(request: Request, part: Part, company: Organisation) -> HttpResponse:
    form = _form(part, company, request.POST)
    form.full_clean()
    said, page = form.said(), form.cleaned_data.get("page")
    try:
        conflicts = actions.save_draft(
            part=part, company=company, said=said, seen=form.marks(), page=page, by=request.actor
        )
    except opening.NotOpenError:
        return _closed(request, part)
    if _is_autosave(request):
        return _saved(part, company, form, conflicts)
    if conflicts or form.errors:
        return _page(request, part, company, form, conflicts)
    if request.POST.get("do") == "next":
        return redirect("dialogue:hand_in", part.dialogue.public_id, part.public_id)
    return redirect(f"{request.path}#saved")


def _page(
    request: Request, part: Part, company: Organisation, form: InputForm, conflicts: Iterable[Conflict] = ()
) -> HttpResponse:
    draft = queries.draft(part, company)
    met, words = [_side_by_side(part, one) for one in conflicts], _("Write your input")
    context = {
        "title": words,
        "part": part,
        "dialogue": part.dialogue,
        "company": company,
        "form": form,
        "rules": list(input_shown.rules(part)),
        "conflicts": met,
        "other": draft.changed_by if draft and met else None,
        "saved_at": written.clock(draft.changed_at) if draft else "",
        "trail": trails.of_part(part, Link(words, request.path)),
        **_progress(part, queries.written(draft)),
    }
    status = HTTPStatus.CONFLICT if met else HTTPStatus.OK
    return render(request, "dialogue/input_write.html", context, status=status)


def _side_by_side(part: Part, one: Conflict) -> dict[str, Any]:
    return {
        "path": one.path,
        "label": queries.description(part).fields[one.path].label,
        "mine": one.mine or "",
        "theirs": diff.words(one.mine or "", one.theirs or ""),
        "mark": merging.mark(one.theirs),
    }


def _progress(part: Part, content: Content) -> dict[str, Any]:
    """Return how many questions are answered, and how many words each answer has."""
    counts = [
        (one.number, marking.words(content.get(f"text-{one.number}") or ""), one.most_words)
        for one in queries.asked(part)
    ]
    return {"counts": counts, "answered": sum(words > 0 for _number, words, _most in counts), "of": len(counts)}


def _saved(part: Part, company: Organisation, form: InputForm, conflicts: list[Conflict]) -> JsonResponse:
    """Tell a page that saves by itself what became of it, as `write.js` takes it."""
    content = queries.written(queries.draft(part, company))
    clash, seen = {one.path for one in conflicts}, form.marks()
    marks = merging.marks(form.said(), queries.description(part))
    status = _("Saved %(time)s") % {"time": written.clock(timezone.now())}
    if conflicts:
        status = _(
            "A colleague has changed the same field as you. Press Save to see both texts and choose: "
            "until then, nothing more is saved by itself."
        )
    answer = {
        "status": status,
        "seen": {path: seen.get(path, "") if path in clash else mark for path, mark in marks.items()},
        "errors": {name: " ".join(map(str, errors)) for name, errors in form.errors.items()},
        "progress": render_to_string("dialogue/input_progress.html", _progress(part, content)),
    }
    return JsonResponse(answer, status=HTTPStatus.CONFLICT if conflicts else HTTPStatus.OK)


def _closed(request: Request, part: Part) -> HttpResponse:
    """Lead to the page that says why nothing more is taken; a page that saves by itself is told so."""
    if _is_autosave(request):
        return JsonResponse({"status": _("Nothing more is taken here.")}, status=HTTPStatus.CONFLICT)
    return redirect(reverse("dialogue:input", args=[part.dialogue.public_id, part.public_id]))


def _is_autosave(request: Request) -> bool:
    return request.method == "POST" and request.headers.get("Accept") == "application/json"
