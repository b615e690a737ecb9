"""The comments of colleagues beside each field of a text in work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.drafting import access, actions, comparing, queries, steps
from mulighetsrom.web.drafting.forms import CommentForm
from mulighetsrom.web.drafting.kinds import kind_of
from mulighetsrom.web.drafting.views import pages

if TYPE_CHECKING:
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: Request, model: str, public_id: str) -> HttpResponse:
    """Show a text in work field by field, with what colleagues say beside each; take one more comment."""
    wanted = May.COMMENT if request.method == "POST" else May.READ
    row = access.in_work(model, public_id, by=request.actor, what=wanted)
    form, of = CommentForm(request.POST or None), kind_of(row).of
    if request.method == "POST" and form.is_valid() and form.cleaned_data["field"] in of.fields:
        said = form.cleaned_data
        actions.comment.once(said["key"], row=row, field=said["field"], text=said["text"], by=request.actor)
        return redirect(f"{request.path}#{said['field']}")
    context = {
        **pages.titled(row),
        "passages": comparing.passages(row.draft, list(queries.open_comments(row)), of),
        "wrong": form if form.errors else None,
        "can_comment": may(request.actor, May.COMMENT),
        "can_resolve": steps.leads(row, by=request.actor) and may(request.actor, May.WRITE),
        "trail": pages.trail(row, Link(_("Comments"), request.path)),
    }
    return pages.answer(request, row, "comments", context)


@require_POST
def resolve(request: Request, model: str, public_id: str, comment_id: str) -> HttpResponse:
    """Take a comment off the list."""
    row = access.in_work(model, public_id, by=request.actor, what=May.WRITE)
    comment = access.comment(row, comment_id, by=request.actor)
    actions.resolve(row=row, comment=comment, by=request.actor)
    return redirect(f"{kind_of(row).page(row, 'comments')}#{comment.field}")
