"""Writing a need: where it begins, the form, saved as one types."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import diff
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.common.uploads import takes_files
from mulighetsrom.web.drafting import actions as drafting
from mulighetsrom.web.drafting import merging, stages
from mulighetsrom.web.drafting import queries as texts
from mulighetsrom.web.drafting.comparing import plain
from mulighetsrom.web.needs import access, fields, places, told
from mulighetsrom.web.needs.actions import attachments
from mulighetsrom.web.needs.actions import writing as actions
from mulighetsrom.web.needs.forms.writing import Start, Writing
from mulighetsrom.web.needs.queries import needs
from mulighetsrom.web.needs.queries import writing as queries
from mulighetsrom.web.needs.views import check_parts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.drafting.fields import Content, Group
    from mulighetsrom.web.drafting.merging import Conflict
    from mulighetsrom.web.needs.models import Need

REMOVE, DETACH = "remove", "detach"
_PARTS: Final = len(fields.SIX)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: Request) -> HttpResponse:
    """Offer what a new need can start from, and begin it."""
    owner = access.writer(by=request.actor)
    form = Start(request.POST or None)
    if request.method == "POST" and form.is_valid():
        mailbox, own = owner.mailbox, [owner.municipality] if owner.municipality else []
        content, copy = fields.empty(owner.language, mailbox) | {"places": own}, form.cleaned_data["copy"]
        if copy:
            source, text = access.source(copy, by=request.actor)
            content, copy = fields.NEED.copied(text, contact_mailbox=mailbox, places=own), source.public_id
        need = actions.create.once(
            form.cleaned_data["key"], owner=owner, content=content, copied_from=copy, by=request.actor
        )
        return redirect("needs:write", public_id=need.public_id)
    return render(request, "needs/start.html", _start(request))


@takes_files()
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, public_id: str) -> HttpResponse:
    """Show the form of a need, and save what is written; by itself as one types, where the page asks for JSON."""
    need = access.own_need(public_id, by=request.actor, what=May.WRITE)
    if need.text not in stages.OPEN:
        return _closed(request, need)
    if request.method == "POST":
        return _save(request, need)
    return _page(request, need, _form(request, need))


@require_POST
def make_template(request: Request, public_id: str) -> HttpResponse:
    """Make a template of a need's text in work."""
    need = access.own_need(public_id, by=request.actor, what=May.WRITE)
    actions.make_template(need=need, by=request.actor)
    return redirect("needs:start")


@require_POST
def delete_template(request: Request, public_id: str) -> HttpResponse:
    """Delete a template."""
    actions.delete_template(need=access.own_template(public_id, by=request.actor), by=request.actor)
    return redirect("needs:start")


def progress(content: Content) -> tuple[int, list[tuple[str, str]]]:
    """Return how many of the six parts are whole, and what is missing: where in the form it is, and its name."""
    missing = fields.NEED.missing(content)
    touched = {group.name for group in fields.SIX for path in missing if _is_in(path, group)}
    return _PARTS - len(touched), [(path.replace(".", "-"), str(fields.NEED.at(path).label)) for path in missing]


def _is_in(path: str, group: Group) -> bool:
    return path in group.fields or (group.name == "effect" and path.startswith("effects."))


def _save(request: Request, need: Need) -> HttpResponse:
    form = _form(request, need, bound=True)
    try:
        conflicts = drafting.save(
            row=need, said=form.said(), seen=form.marks(), page=form.cleaned_data.get("page"), by=request.actor
        )
        _keep_files(request, need, form)
    except drafting.TextClosedError:
        return _closed(request, need)
    need.refresh_from_db()
    if _is_autosave(request):
        return _saved(request, need, form, conflicts)
    return _page(request, need, form, conflicts) if conflicts or form.errors else redirect(_onwards(request, need))


def _keep_files(request: Request, need: Need, form: Writing) -> None:
    """Take the file that was sent, if it can be taken, and let go of the one that was to be removed."""
    if taken := form.cleaned_data.get("attachment"):
        title = form.cleaned_data.get("attachment_title", "")
        attachments.attach(need=need, taken=taken, title=title, by=request.actor)
    if _asked(request) == DETACH:
        file_id = request.POST["do"].partition(":")[2]
        attachments.detach(attachment=access.own_attachment(need, file_id, by=request.actor), by=request.actor)


def _start(request: Request) -> dict[str, Any]:
    copy = request.GET.get("kopi", "")
    source, text = access.source(copy, by=request.actor) if copy else (None, {})
    return {
        "title": _("Describe a need"),
        "form": Start(),
        "source": source,
        "source_title": text.get("title", ""),
        "templates": list(needs.templates(request.actor).order_by("id")),
        "own": list(needs.of(request.actor).filter(is_template=False).order_by("-changed_at")[:20]),
        "trail": [*_trail(), Link(_("Describe a need"), request.path)],
    }


def _form(request: Request, need: Need, *, bound: bool = False) -> Writing:
    return Writing(
        texts.whole(need),
        people=texts.candidates(need),
        own_place=need.owner.municipality,
        data=request.POST if bound else None,
        files=request.FILES if bound else None,
        one_more=request.GET.get("mer", ""),
        search=request.GET.get("cpv", ""),
        remove=request.POST.get("do", "").partition(":")[2] if _asked(request) == REMOVE else "",
    )


def _page(request: Request, need: Need, form: Writing, conflicts: Iterable[Conflict] = ()) -> HttpResponse:
    conflicts = list(conflicts)
    check_parts.put_hints(form, need)
    whole, missing = progress(need.draft)
    other = texts.last_writer(need) if conflicts else None
    context = {
        "title": need.draft.get("title") or _("A need without a title"),
        "verbatim": bool(need.draft.get("title")),
        "need": need,
        "form": form,
        "attachments": list(queries.attachments(need)),
        "municipalities": places.names(),
        "whole": whole,
        "of": _PARTS,
        "missing": missing,
        "saved_at": _clock(need.changed_at),
        "conflicts": [_side_by_side(need, conflict) for conflict in conflicts],
        "other": other,
        "trail": [*_trail(), Link(need.draft.get("title") or _("Untitled"), request.path, verbatim=True)],
    }
    status = HTTPStatus.CONFLICT if conflicts else HTTPStatus.OK
    return render(request, "needs/write.html", context, status=status)


def _side_by_side(need: Need, conflict: Conflict) -> dict[str, Any]:
    if conflict.path == "responsible":
        people = texts.candidates(need)
        label, (mine, theirs) = (
            _("Responsible person"),
            (people.get(one, "") for one in (conflict.mine, conflict.theirs)),
        )
    else:
        label = str(fields.NEED.at(conflict.path).label)
        mine, theirs = (plain(conflict.path, one, fields.NEED) for one in (conflict.mine, conflict.theirs))
    return {
        "path": conflict.path,
        "label": label,
        "mine": mine,
        "theirs": diff.words(mine, theirs),
        "mark": merging.mark(conflict.theirs),
    }


def _saved(request: Request, need: Need, form: Writing, conflicts: list[Conflict]) -> JsonResponse:
    """Tell a page that saves by itself what became of it. Its marks are of what it shows, not of what others wrote."""
    whole, missing = progress(need.draft)
    clash = {conflict.path for conflict in conflicts}
    marks = merging.marks(form.said(), fields.NEED)
    seen = form.marks()
    answer = {
        "status": _("Saved %(time)s") % {"time": _clock(need.changed_at)},
        "seen": {path: seen.get(path, "") if _touches(path, clash) else mark for path, mark in marks.items()},
        "errors": {name: " ".join(map(str, errors)) for name, errors in form.errors.items()},
        "progress": render_to_string("needs/progress.html", {"whole": whole, "of": _PARTS, "missing": missing}),
        **check_parts.refreshed(request, need),
    }
    if form.errors:
        answer["status"] = ngettext(
            "Saved %(time)s, but for one field", "Saved %(time)s, but for %(count)s fields", len(form.errors)
        ) % {"time": _clock(need.changed_at), "count": len(form.errors)}
    if conflicts:
        return JsonResponse(
            answer
            | {
                "status": _(
                    "A colleague has changed the same field as you. Press Save to see both texts and choose: "
                    "until then, nothing more is saved by itself."
                )
            },
            status=HTTPStatus.CONFLICT,
        )
    return JsonResponse(answer)


def _touches(path: str, clash: set[str]) -> bool:
    return any(path == one or path.startswith(f"{one}.") or one.startswith(f"{path}.") for one in clash)


def _closed(request: Request, need: Need) -> HttpResponse:
    """Say that a text waits for approval, and is not written in meanwhile."""
    text = _("Somebody must take it back before it is changed, so that nobody approves what they have not read.")
    notice = Notice(_("This text is waiting for approval, or has got it."), text, Tone.WARNING)
    if _is_autosave(request):
        return _told(f"{notice.title} {notice.text}", HTTPStatus.CONFLICT)
    context = {
        "title": need.draft.get("title") or _("A need without a title"),
        "verbatim": bool(need.draft.get("title")),
        "need": need,
        "notice": notice,
        "description": told.Description(need.draft),
        "trail": [*_trail(), Link(need.draft.get("title") or _("Untitled"), request.path, verbatim=True)],
    }
    status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
    return render(request, "needs/closed.html", context, status=status)


def _onwards(request: Request, need: Need) -> str:
    """Return where the page goes on after it was saved: to the row that was asked for, to what was searched."""
    address = reverse("needs:write", kwargs={"public_id": need.public_id})
    what = request.POST.get("do", "").partition(":")[2]
    match _asked(request):
        case "add" if what in fields.NEED.fields:
            return f"{address}?mer={what}#{what}-{len(need.draft.get(what, []))}"
        case "next":
            return reverse("needs:work", kwargs={"public_id": need.public_id})
        case "remove":
            return f"{address}#part-{what.partition('.')[0]}"
        case "attach" | "detach":
            return f"{address}#part-attachments"
        case "cpv":
            return f"{address}?{urlencode({'cpv': request.POST.get('cpv_search', '')[:100]})}#part-cpv"
        case _saved:
            return f"{address}#saved"


def _asked(request: Request) -> str:
    return request.POST.get("do", "").partition(":")[0]


def _is_autosave(request: Request) -> bool:
    return request.method == "POST" and request.headers.get("Accept") == "application/json"


def _told(text: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"status": text}, status=status)


def _clock(moment: datetime) -> str:
    local = timezone.localtime(moment)
    today = local.date() == timezone.localdate()
    return date_format(local, "H:i" if today else "j. N H:i")


def _trail() -> list[Link]:
    return [Link(_("Needs"), reverse("needs:list"))]
