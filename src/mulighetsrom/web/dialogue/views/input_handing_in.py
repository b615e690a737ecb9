"""A company looks at its input as others will read it, hands it in, and gets a receipt."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.common.sealed import SealedError
from mulighetsrom.web.dialogue import opening, trails
from mulighetsrom.web.dialogue.access import input as access
from mulighetsrom.web.dialogue.actions import input_handing_in as actions
from mulighetsrom.web.dialogue.forms.input import HandInForm
from mulighetsrom.web.dialogue.models import TooLate
from mulighetsrom.web.dialogue.queries import input as queries
from mulighetsrom.web.dialogue.queries import input_readers as readers
from mulighetsrom.web.dialogue.views import input_shown
from mulighetsrom.web.drafting import merging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import HandedIn, Part


@input_shown.unstored
@input_shown.form_method
def hand_in(request: Request, public_id: str, part: str) -> HttpResponse:
    """Show a company's draft as others will read it, and hand it in."""
    found = access.input_part(public_id, part, by=request.actor)
    company = access.answering(by=request.actor)
    form = HandInForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, found, company)
    said = form.cleaned_data
    try:
        made = actions.hand_in.once(said["key"], part=found, company=company, seen=said["seen"], by=request.actor)
    except (opening.NotOpenError, actions.OverError):
        return redirect("dialogue:input", public_id, found.public_id)
    except actions.NotReadyError:
        return _page(request, found, company, status=HTTPStatus.CONFLICT)
    except actions.ChangedError:
        return _page(request, found, company, notice=_changed(), status=HTTPStatus.CONFLICT)
    if isinstance(made, TooLate):
        return redirect("dialogue:input", public_id, found.public_id)
    return redirect("dialogue:input_receipt", public_id, found.public_id, made.public_id)


@input_shown.unstored
@require_safe
def receipt(request: Request, public_id: str, part: str, handed_in: str) -> HttpResponse:
    """Show a company what it handed in, and what proves it."""
    found = access.own_input(public_id, part, handed_in, by=request.actor)
    words = _("Receipt")
    context = {
        "title": words,
        "part": found.part,
        "dialogue": found.part.dialogue,
        "handed_in": found,
        "moment": written.weekday_moment(found.at),
        "seconds": written.seconds(found.at),
        "answers": _answers(found),
        "openings": [(line, written.moment(line.at)) for line in readers.openings_of(found)],
        "readers": [one.person.name for one in readers.named(found.part.dialogue)],
        "can_change": opening.takes_part(found.part) and not queries.is_over(found.part),
        "trail": trails.of_part(found.part, Link(words, request.path)),
    }
    return render(request, "dialogue/input_receipt.html", context)


@input_shown.unstored
@require_safe
def file(request: Request, public_id: str, part: str, handed_in: str) -> HttpResponse:
    """Give a company the document that it handed in, byte for byte what the receipt's hash is of."""
    found = access.own_input(public_id, part, handed_in, by=request.actor)
    name = f"innspill-{found.part.dialogue.public_id}-{found.number}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(queries.whole(found), content_type="application/json", headers=headers)


def _answers(found: HandedIn) -> list[Any] | None:
    """Return the answers as they were written, or None where they cannot be opened: the rest proves what it proves."""
    try:
        told = json.loads(queries.whole(found))
    except SealedError:
        return None
    return [input_shown.as_written(one) for one in told["answers"]]


def _page(
    request: Request, part: Part, company: Organisation, *, notice: Notice | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    content = queries.written(queries.draft(part, company))
    words = _("Hand in")
    context = {
        "title": words,
        "part": part,
        "dialogue": part.dialogue,
        "company": company,
        "notice": notice,
        "answers": [input_shown.as_others_read(one) for one in actions.answers(part, content)],
        "problems": list(_problems(part, list(actions.problems_of(part, content)))),
        "form": HandInForm(initial={"seen": merging.mark(content)}),
        "promises": input_shown.promises(),
        "rules": list(input_shown.rules(part)),
        "before": queries.standing(part, company),
        "trail": trails.of_part(part, Link(words, request.path)),
    }
    return render(request, "dialogue/input_hand_in.html", context, status=status)


def _changed() -> Notice:
    return Notice(
        _("A colleague has changed the input since you looked at it."),
        _("Nothing has been handed in. Read it as it is now, and hand it in then."),
        Tone.WARNING,
    )


def _problems(part: Part, found: list[tuple[str, int]]) -> Iterator[tuple[str, str]]:
    """Yield what must be put right first, in sentences, with where it stands in the form."""
    write = reverse("dialogue:write_input", args=[part.dialogue.public_id, part.public_id])
    says = {
        "empty": _("Nothing is answered yet."),
        "long": _("The answer to question %(number)s, or what others can read instead, has too many words."),
        "unclear": _(
            "In the answer to question %(number)s the double brackets do not fit together. "
            "Put [[ before and ]] after each business secret, so that none is shown by mistake."
        ),
        "reason": _("You have marked a business secret in the answer to question %(number)s. Say why it is one."),
    }
    for code, number in found:
        box = "reason" if code == "reason" else "text"
        yield says[code] % {"number": number}, f"{write}#{box}-{number or 1}"
