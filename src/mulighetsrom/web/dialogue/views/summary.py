"""What was heard, and what changes because of it: written, published, read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import opened, written
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.common.kernel import EditConflictError, StageConflictError
from mulighetsrom.web.dialogue import access, heard, named, trails
from mulighetsrom.web.dialogue.actions import summary as actions
from mulighetsrom.web.dialogue.forms.summary import PublishSummaryForm, SummaryForm
from mulighetsrom.web.dialogue.letters import to_everybody as announcing
from mulighetsrom.web.dialogue.models import Dialogue, SummaryVersion
from mulighetsrom.web.dialogue.queries import summary as queries
from mulighetsrom.web.dialogue.views import ending
from mulighetsrom.web.drafting.comparing import differences

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.safestring import SafeString

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Summary

HELD = (Dialogue.Stage.OPEN, Dialogue.Stage.STOPPED, Dialogue.Stage.CLOSED)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, public_id: str) -> HttpResponse:
    """Show the summary in work, and save it."""
    dialogue = _held(request, public_id, May.WRITE)
    form = SummaryForm(request.POST or None, summary=queries.in_work(dialogue))
    if not form.is_valid():
        return _write(request, dialogue, form)
    try:
        actions.save(dialogue=dialogue, seen=form.was_seen, content=form.content(), by=request.actor)
    except EditConflictError:
        saved = queries.in_work(dialogue)
        more = opened.conflict(form, SummaryForm(None, summary=saved, points=len(form.points)), saved)
        return _write(request, dialogue, form, status=409, **more)
    go_on = "publish" in request.POST
    return redirect("dialogue:publish_summary" if go_on else "dialogue:write_summary", dialogue.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: Request, public_id: str) -> HttpResponse:
    """Show the summary as everybody will read it, whom it names, and the letter; and publish it."""
    dialogue = _held(request, public_id, May.PUBLISH)
    row = queries.in_work(dialogue)
    if not row.draft.get("rows"):
        return redirect("dialogue:write_summary", dialogue.public_id)
    before, names = queries.versions(dialogue).count(), heard.named(dialogue, row.draft)
    proposed = announcing.proposed(actions.LETTER, dialogue, None)
    form = PublishSummaryForm(
        request.POST or None, is_first=not before, names=names, seen=row.edit_version, opening=proposed
    )
    return ending.step(
        request,
        dialogue,
        form,
        actions.LETTER,
        offered=True,
        thing=lambda said: SummaryVersion(number=before + 1, content=row.draft, why=said.get("why", "")),
        act=lambda said: _publish(request, dialogue, row, said),
        template="dialogue/summary_publish.html",
        title=_("Publish what you heard"),
        lead=_("Everybody reads it, and all who took part are told at once."),
        content=row.draft,
        names=names,
        language=announcing.language(dialogue),
    )


@require_safe
def read(request: Request, public_id: str) -> HttpResponse:
    """Show what was heard, and how earlier versions were."""
    dialogue = access.public_dialogue(public_id, by=request.actor)
    versions = list(queries.versions(dialogue))
    if not versions:
        raise Http404
    older = [one.content for one in versions[1:]]
    context = {
        "title": _("What was heard in the dialogue"),
        "dialogue": dialogue,
        "of": named.title(dialogue),
        "language": announcing.language(dialogue),
        "content": versions[0].content,
        "versions": [
            (one, written.local_day(one.published_at), differences(was, one.content, heard.SUMMARY) if was else [])
            for one, was in zip(versions, [*older, None], strict=True)
        ],
        "trail": trails.public(dialogue, Link(_("What was heard"), request.path)),
    }
    return render(request, "dialogue/summary.html", context)


def part(request: Request, dialogue: Dialogue) -> SafeString | None:
    """Show on a dialogue's page what was heard there."""
    newest = queries.versions(dialogue).first()
    if not newest:
        return None
    told = {"dialogue": dialogue, "content": newest.content, "language": announcing.language(dialogue),
            "day": written.local_day(newest.published_at), "number": newest.number}  # fmt: skip
    return render_to_string("dialogue/summary_part.html", told, request)


def _publish(request: Request, dialogue: Dialogue, row: Summary, said: dict[str, Any]) -> object:
    try:
        return actions.publish.once(
            said["key"], dialogue=dialogue, seen=row.edit_version, why=said.get("why", ""),
            names_are_meant=said.get("names_are_meant", False), opening=said["opening"], by=request.actor,
        )  # fmt: skip
    except EditConflictError as error:
        raise StageConflictError(str(error)) from error


def _held(request: Request, public_id: str, what: May) -> Dialogue:
    dialogue = access.own_dialogue(public_id, by=request.actor, what=what)
    if dialogue.stage not in HELD:
        raise Http404
    return dialogue


def _write(request: Request, dialogue: Dialogue, form: SummaryForm, *, status: int = 200, **more: Any) -> HttpResponse:
    row = queries.in_work(dialogue)
    context = {
        "title": _("What you heard, and what you change"),
        "dialogue": dialogue,
        "form": form,
        "names": heard.named(dialogue, row.draft),
        "can_publish": bool(row.draft.get("rows")),
        "trail": trails.work(dialogue, Link(_("What you heard"), request.path)),
    }
    return render(request, "dialogue/summary_write.html", context | more, status=status)
