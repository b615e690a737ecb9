"""The minutes of one meeting: the team writes, the company answers, and then what all must hear is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import kernel, sealed, written
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.dialogue.access import meetings as access
from mulighetsrom.web.dialogue.actions import minutes as actions
from mulighetsrom.web.dialogue.forms.minutes import AnswerForm, MinutesForm, ShareForm
from mulighetsrom.web.dialogue.models import Exchange, Minutes
from mulighetsrom.web.dialogue.queries import minutes as queries
from mulighetsrom.web.dialogue.views.meetings import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common import http
    from mulighetsrom.web.dialogue.models import Request

Told = Exchange.Told


@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: http.Request, public_id: str, part: str, request_id: str) -> HttpResponse:
    """Show the minutes to those who may read them; the team writes them here, and sends them."""
    own = access.meeting(public_id, part, request_id, by=request.actor)
    found = access.minutes(own, by=request.actor)
    in_team = access.sits_in(own, by=request.actor)
    if request.method != "POST":
        form = MinutesForm(None, initial=_initial(found)) if in_team and _is_draft(found) else None
        return _page(request, own, found, form=form)
    if not in_team:
        raise PermissionDenied
    form = MinutesForm(request.POST)
    if not form.is_valid():
        return _page(request, own, found, form=form)
    person = accounts.me(by=request.actor)
    try:
        kept = actions.write(request=own, seen=form.was_seen, said=form.said(), person=person, by=request.actor)
        if "send" in request.POST:
            actions.send(minutes=kept, by=request.actor)
    except (kernel.EditConflictError, kernel.StageConflictError):
        saved = queries.of(own)
        if saved and saved.state == Minutes.State.DRAFT:
            form.opened_again(saved.edit_version)
            return _page(request, own, saved, form=form, notice=_saved_meanwhile(), status=409)
        return _page(request, own, saved, notice=_moved_on(), status=409)
    return redirect("dialogue:minutes", public_id, part, request_id)


@require_POST
def answer(request: http.Request, public_id: str, part: str, request_id: str) -> HttpResponse:
    """Confirm the minutes or comment on them, and mark what is secret."""
    own = access.own_request(public_id, part, by=request.actor)
    found = access.minutes(own, by=request.actor)
    if own.public_id != request_id or not found:
        raise Http404
    form = AnswerForm(request.POST, told=_choices(found))
    if not form.is_valid():
        return _page(request, own, found, answer_form=form)
    person, comment = accounts.me(by=request.actor), form.cleaned_data["comment"]
    try:
        actions.answer(minutes=found, secrets=form.secrets(), comment=comment, person=person, by=request.actor)
    except (actions.TooLateError, kernel.StageConflictError):
        return _page(request, own, queries.of(own), notice=_moved_on(), status=409)
    return redirect("dialogue:minutes", public_id, part, request_id)


@require_POST
def share(request: http.Request, public_id: str, part: str, request_id: str) -> HttpResponse:
    """Tell everybody what one company was told."""
    own, found = _of_team(request, public_id, part, request_id)
    rows = {one.public_id: one for one in queries.exchanges(found)}
    form = ShareForm(request.POST, told=_to_share(found))
    if not form.is_valid():
        return _page(request, own, found, share_form=form)
    try:
        actions.share(minutes=found, chosen=[rows[name] for name in form.cleaned_data["chosen"]], by=request.actor)
    except kernel.StageConflictError:
        return _page(request, own, queries.of(own), notice=_moved_on(), status=409)
    return redirect("dialogue:minutes", public_id, part, request_id)


def _page(
    request: http.Request, own: Request, found: Minutes | None, *, status: int = 200,
    answer_form: AnswerForm | None = None, share_form: ShareForm | None = None, **more: Any,
) -> HttpResponse:  # fmt: skip
    is_buyer, in_team = may(request.actor, May.READ), access.sits_in(own, by=request.actor)
    rows = access.readable(found, own, by=request.actor) if found else []
    if found and is_buyer and any(one.is_secret for one in rows):
        actions.read(minutes=found, by=request.actor)
    is_open = found is not None and found.state == Minutes.State.SENT and found.due_date is not None
    if found and is_open and not is_buyer and found.due_date and timezone.localdate() <= found.due_date:
        more["answer_form"] = answer_form or AnswerForm(None, told=_choices(found))
    if found and in_team and found.state in queries.ANSWERED and not found.shared_at:
        more["share_form"] = share_form or ShareForm(None, told=_to_share(found))
    context = {
        "title": _("Minutes"),
        "request_": own,
        "minutes": found,
        "is_buyer": is_buyer,
        "in_team": in_team,
        "ours": [(one, queries.text(one)) for one in rows if one.told == Told.BY_BUYER],
        "theirs": [(one, queries.text(one)) for one in rows if one.told == Told.BY_COMPANY],
        "hidden": (found.exchanges.count() - len(rows)) if found else 0,
        "comment": queries.comment(found) if found and access.reads_comment(found, own, by=request.actor) else "",
        "until": written.weekday(found.due_date) if found and found.due_date else "",
        "days": own.meetings.confirm_days,
    }
    part = own.meetings.part
    args = [part.dialogue.public_id, part.public_id, own.public_id]
    label = own.company.name if is_buyer else _("Your meeting")
    home = Link(label, reverse("dialogue:meeting", args=args), verbatim=is_buyer)
    way = page(part, home, Link(_("Minutes"), reverse("dialogue:minutes", args=args)))
    return render(request, "dialogue/minutes.html", way | context | more, status=status)


def _of_team(request: http.Request, public_id: str, part: str, request_id: str) -> tuple[Request, Minutes]:
    own = access.request_(public_id, part, request_id, by=request.actor)
    if not access.sits_in(own, by=request.actor):
        raise PermissionDenied
    found = queries.of(own)
    if not found:
        raise Http404
    return own, found


def _is_draft(found: Minutes | None) -> bool:
    return found is None or found.state == Minutes.State.DRAFT


def _initial(found: Minutes | None) -> dict[str, Any]:
    if not found:
        return {}
    rows = queries.exchanges(found)
    # What cannot be opened is not written over: its key may come back.
    of = {told: [sealed.open_(one.text) for one in rows if one.told == told] for told in Told.values}
    return {"ours": of[Told.BY_BUYER], "theirs": of[Told.BY_COMPANY], "seen": found.edit_version}


def _choices(found: Minutes) -> list[tuple[str, str]]:
    return [(one.public_id, queries.text(one)) for one in queries.exchanges(found)]


def _to_share(found: Minutes) -> list[tuple[str, str]]:
    rows = [one for one in queries.exchanges(found) if one.told == Told.BY_BUYER and not one.is_secret]
    return [(one.public_id, queries.text(one)) for one in rows]


def _saved_meanwhile() -> Notice:
    text = _("What you wrote is below. Save again to replace what is saved.")
    return Notice(_("Somebody else has saved the minutes while you wrote."), text, Tone.WARNING)


def _moved_on() -> Notice:
    text = _("Somebody else has done it, or it is too early or too late.")
    return Notice(_("This cannot be done now."), text, Tone.WARNING)
