"""One page for those who approve, made for a phone; and the comments of colleagues beside each field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import kernel
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.drafting import actions, comparing, queries
from mulighetsrom.web.drafting.kinds import NotReadyError
from mulighetsrom.web.needs import access, steps, told
from mulighetsrom.web.needs.fields import NEED
from mulighetsrom.web.needs.forms.life import CommentForm, NoteForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.needs.models import Need


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: Request, public_id: str) -> HttpResponse:
    """Show the whole text and what has changed since it was published; take the approver's decision."""
    need = access.own_need(public_id, by=request.actor, what=May.APPROVE)
    form = NoteForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _approve(request, need, form)
    returns, note = request.POST.get("do") == "return", form.cleaned_data["note"]
    if returns and not note:
        form.add_error("note", _("Say what should be different."))
        return _approve(request, need, form)
    return _decide(request, need, note, returns=returns)


def _decide(request: Request, need: Need, note: str, *, returns: bool) -> HttpResponse:
    asked = queries.newest_round(need)
    if asked is None or request.POST.get("round") != str(asked.number):
        return _approve(request, need, NoteForm(), notice=_moved_on(), status=409)
    act = actions.return_ if returns else actions.approve
    try:
        act(row=need, round_=asked, note=note, by=request.actor)
    except (kernel.StageConflictError, NotReadyError):
        need.refresh_from_db()
        return _approve(request, need, NoteForm(), notice=_moved_on(), status=409)
    return redirect("needs:approve", need.public_id)


def _moved_on() -> Notice:
    return Notice(_("This has been decided, or the text has changed."), _("Read it as it is now."), Tone.WARNING)


def _approve(request: Request, need: Need, form: NoteForm, *, status: int = 200, **more: Any) -> HttpResponse:
    asked, version = queries.newest_round(need), queries.newest(need)
    context = {
        "title": need.draft.get("title") or _("A need without a title"),
        "verbatim": True,
        "need": need,
        "description": told.Description(need.draft),
        "round": asked,
        "waits": queries.can_decide(need, by=request.actor),
        "decided": asked.approvals.filter(person__public_id=request.actor.person).first() if asked else None,
        "changes": comparing.differences(version.content, need.draft, NEED) if version else [],
        "form": form,
        "trail": [Link(_("Needs"), reverse("needs:list")), Link(_("Approval"), request.path)],
    }
    return render(request, "needs/approve.html", context | more, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: Request, public_id: str) -> HttpResponse:
    """Show a text in work field by field, with what colleagues say beside each; take one more comment."""
    wanted = May.COMMENT if request.method == "POST" else May.READ
    need = access.own_need(public_id, by=request.actor, what=wanted)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.cleaned_data["field"] in NEED.fields:
        said = form.cleaned_data
        actions.comment.once(said["key"], row=need, field=said["field"], text=said["text"], by=request.actor)
        return redirect(f"{request.path}#{said['field']}")
    context = {
        "title": need.draft.get("title") or _("A need without a title"),
        "verbatim": True,
        "need": need,
        "passages": comparing.passages(need.draft, list(queries.open_comments(need)), NEED),
        "wrong": form if form.errors else None,
        "new": CommentForm(),
        "can_comment": may(request.actor, May.COMMENT),
        "can_resolve": steps.leads(need, by=request.actor) and may(request.actor, May.WRITE),
        "trail": [Link(_("Needs"), reverse("needs:list")), Link(_("Comments"), request.path)],
    }
    return render(request, "needs/comments.html", context)


@require_POST
def resolve(request: Request, public_id: str, comment_id: str) -> HttpResponse:
    """Take a comment off the list."""
    need = access.own_need(public_id, by=request.actor, what=May.WRITE)
    comment = need.comments.filter(public_id=comment_id).first() if comment_id.isalnum() else None
    if not comment:
        raise Http404
    actions.resolve(row=need, comment=comment, by=request.actor)
    return redirect(f"{reverse('needs:comments', args=[public_id])}#{comment.field}")
