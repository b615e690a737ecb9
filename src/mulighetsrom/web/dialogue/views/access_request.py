"""The body that answers for a dialogue decides access requests: registered, gathered, put to the companies, decided."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulighetsrom.web.common import workdays, written
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.common.kernel import StageConflictError
from mulighetsrom.web.dialogue import access_copy, building, marking, trails
from mulighetsrom.web.dialogue.access import access_request as access
from mulighetsrom.web.dialogue.actions import access_request as actions
from mulighetsrom.web.dialogue.forms.access_request import DecideForm, GatherForm, HearForm, RegisterForm
from mulighetsrom.web.dialogue.gathering import found as documents_of
from mulighetsrom.web.dialogue.models import AccessRequest
from mulighetsrom.web.dialogue.queries import access_request as queries
from mulighetsrom.web.dialogue.queries import input_readers as readers
from mulighetsrom.web.dialogue.views import input_shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import Form

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue

State = AccessRequest.State
TO_ANSWER = 3
"""Working days that companies get where nobody says otherwise: whoever asks should have an answer soon."""


@input_shown.form_method
def requests(request: Request, public_id: str) -> HttpResponse:
    """List the access requests of a dialogue, and register one more."""
    dialogue = access.handled(public_id, by=request.actor)
    form = RegisterForm(request.POST if request.method == "POST" else None, initial={"received_date": _today()})
    if form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ("requester", "what", "received_date")}
        made = actions.register.once(form.cleaned_data["key"], dialogue=dialogue, fields=fields, by=request.actor)
        return redirect("dialogue:access_request", public_id, made.public_id)
    context = {
        "title": _("Access requests"),
        "dialogue": dialogue,
        "requests": [(one, written.day(one.received_date)) for one in queries.of(dialogue)],
        "form": form,
        "trail": _trail(dialogue),
    }
    return render(request, "dialogue/access_requests.html", context)


@input_shown.unstored
@input_shown.form_method
def one(request: Request, public_id: str, access_request: str) -> HttpResponse:
    """Show how far a request has come, and take its next step."""
    found = access.access_request(public_id, access_request, by=request.actor)
    form = _form(found, request.POST if request.method == "POST" else None)
    if form is None or not form.is_valid():
        return _page(request, found, form)
    try:
        _step(request, found, form)
    except StageConflictError:
        return redirect("dialogue:access_request", public_id, found.public_id)
    except actions.NotYetError:
        return _page(request, found, form, notice=_not_yet(), status=HTTPStatus.CONFLICT)
    return redirect("dialogue:access_request", public_id, found.public_id)


@input_shown.unstored
@require_POST
def open_claims(request: Request, public_id: str, access_request: str) -> HttpResponse:
    """Open what is claimed secret, which the reading log keeps, and show it this once beside the decision."""
    found = access.access_request(public_id, access_request, by=request.actor)
    if found.state == State.DECIDED:
        raise Http404
    opened = actions.open_claims(request=found, by=request.actor)
    return _page(request, found, _form(found), opened=opened)


@input_shown.unstored
@require_safe
def copy(request: Request, public_id: str, access_request: str) -> HttpResponse:
    """Give the answer as a document, once its day has come."""
    found = access.access_request(public_id, access_request, by=request.actor)
    if found.state != State.DECIDED or (found.copy_from_date and found.copy_from_date > _today()):
        raise Http404
    name = f"innsyn-{found.public_id}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(access_copy.document(found), content_type="application/pdf", headers=headers)


def _form(found: AccessRequest, sent: Any = None) -> Form | None:
    """Return the form of the next step."""
    match found.state:
        case State.REGISTERED:
            return GatherForm(sent, documents=documents_of(found.dialogue))
        case State.GATHERED if queries.claims(found):
            deadline = building.deadline(workdays.add(_today(), TO_ANSWER))
            return HearForm(sent, initial={"deadline_at": deadline})
        case State.DECIDED:
            return None
        case _heard:
            return DecideForm(sent, claims=list(queries.claims(found).values()))


def _step(request: Request, found: AccessRequest, form: Form) -> None:
    by = request.actor
    if isinstance(form, GatherForm):
        actions.gather(request=found, keys=form.cleaned_data["documents"], by=by)
    elif isinstance(form, HearForm):
        actions.put_to_companies(request=found, deadline_at=form.cleaned_data["deadline_at"], by=by)
    elif isinstance(form, DecideForm):
        actions.decide(request=found, said=form.said(), by=by)


def _page(
    request: Request,
    found: AccessRequest,
    form: Form | None,
    *,
    opened: Mapping[str, str] | None = None,
    notice: Notice | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    documents, claims = queries.documents(found), queries.claims(found)
    boxes = (
        {claim.key: (basis, reason) for claim, basis, reason in form.passages()} if isinstance(form, DecideForm) else {}
    )
    first = found.copy_from_date
    context = {
        "title": _("Access request of %(day)s") % {"day": written.day(found.received_date)},
        "dialogue": found.dialogue,
        "found": found,
        "form": form,
        "documents": [
            (
                one,
                written.weekday_moment(one.dated),
                [_section(part, claims, opened or {}, boxes) for part in one.sections],
            )
            for one in documents
        ],
        "claims": claims,
        "companies": sorted({claim.company.name for claim in claims.values()}),
        "hearings": [(one, *_said(one)) for one in queries.hearings(found)],
        "waits": queries.waits_for(found).exists(),
        "reads": readers.is_named(found.dialogue, by=request.actor),
        "is_open": bool(opened),
        "due": written.weekday(workdays.add(found.received_date, actions.DAYS_TO_ANSWER)),
        "copy_day": written.weekday(first) if first and first > _today() else "",
        "complaint": access_copy.complaint(found),
        "notice": notice,
        "trail": _trail(found.dialogue, Link(_("Access request"), request.path)),
    }
    return render(request, "dialogue/access_request.html", context, status=status)


def _section(
    part: Any, claims: Mapping[str, Any], opened: Mapping[str, str], boxes: Mapping[str, Any]
) -> dict[str, Any]:
    """Return a part of a document with its bars, what is claimed in it, and the boxes to decide each in."""
    texts = {number: opened[key] for number, key in enumerate(part.claims, 1) if key in opened}
    rows = [(number, claims[key], *boxes.get(key, (None, None))) for number, key in enumerate(part.claims, 1)]
    return {"part": part, "pieces": list(marking.pieces(part.text, texts)), "claims": rows}


def _said(hearing: Any) -> tuple[str, str]:
    """Return what became of asking a company, in words, and when."""
    if hearing.answered_at:
        return _("answered"), written.weekday_moment(hearing.answered_at)
    if hearing.silent_at:
        return _("did not answer by the deadline"), written.weekday_moment(hearing.deadline_at)
    return _("has until"), written.weekday_moment(hearing.deadline_at)


def _not_yet() -> Notice:
    return Notice(
        _("It cannot be decided yet."),
        _("Every company is asked first, and has its time to answer."),
        Tone.WARNING,
    )


def _today() -> Any:
    return timezone.localdate()


def _trail(dialogue: Dialogue, *rest: Link) -> list[Link]:
    here = Link(_("Access requests"), reverse("dialogue:access_requests", args=[dialogue.public_id]))
    return trails.work(dialogue, here, *rest)
