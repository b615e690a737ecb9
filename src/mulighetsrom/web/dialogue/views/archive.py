"""What leaves the platform for good: input to the protocol, the dossier, and packages for the archive."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import files
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.common.kernel import StageConflictError
from mulighetsrom.web.dialogue import access, dossier, law, protocol, records, told, trails
from mulighetsrom.web.dialogue.access import record
from mulighetsrom.web.dialogue.actions import record as actions
from mulighetsrom.web.dialogue.forms.record import NumbersForm

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue, Package


@require_safe
def protocol_pdf(request: Request, public_id: str) -> HttpResponse:
    """Give the input to the procurement protocol on paper."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.ARCHIVE)
    return _given(protocol.paper(dialogue, timezone.now()), "application/pdf", f"protokoll-{public_id}.pdf")


@require_safe
def protocol_json(request: Request, public_id: str) -> HttpResponse:
    """Give the same as data, with the log as it can be checked by itself."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.ARCHIVE)
    whole = json.dumps(protocol.data(dialogue, timezone.now()), ensure_ascii=False, indent=1)
    return _given(whole.encode(), "application/json", f"protokoll-{public_id}.json")


@require_safe
def case(request: Request, public_id: str) -> HttpResponse:
    """Give the case as one dossier in date order."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.ARCHIVE)
    return _given(dossier.paper(dialogue, timezone.now()), "application/pdf", f"sak-{public_id}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: Request, public_id: str) -> HttpResponse:
    """Show what the archive has not been given yet and what it has; make a package of what waits."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.ARCHIVE)
    if request.method != "POST":
        return _archive(request, dialogue)
    waiting = records.waiting(dialogue)
    if not waiting:
        return _archive(request, dialogue, notice=Notice(_("Everything has been archived.")))
    try:
        made = actions.pack(
            dialogue=dialogue, records_=waiting, entries=records.entries(dialogue, waiting), by=request.actor
        )
    except StageConflictError:
        notice = Notice(_("Somebody else was faster."), _("This is how it is now."), Tone.WARNING)
        return _archive(request, dialogue, notice=notice, status=409)
    return redirect("dialogue:package", public_id, made.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def package(request: Request, public_id: str, package: str) -> HttpResponse:
    """Show what a package holds, and take down the numbers that the archive gave."""
    found = record.package(public_id, package, by=request.actor)
    rows = list(found.documents.all())
    form = NumbersForm(request.POST if request.method == "POST" else None, rows=rows)
    if form.is_valid():
        actions.number_documents(package=found, numbers=form.numbers(), by=request.actor)
        return redirect("dialogue:archive", public_id)
    title = _("Package %(number)s") % {"number": found.number}
    way = Link(_("Archive"), reverse("dialogue:archive", args=[public_id]))
    context = {
        "title": title,
        "dialogue": found.dialogue,
        "package": found,
        "form": form,
        "trail": trails.log(found.dialogue, way, Link(title, request.path)),
    }
    return render(request, "dialogue/package.html", context)


@require_safe
def package_zip(request: Request, public_id: str, package: str) -> HttpResponseBase:
    """Give the zip of a package, as it was made."""
    found = record.package(public_id, package, by=request.actor)
    if not found.file:
        raise Http404
    return files.answer(found.file)


def _archive(request: Request, dialogue: Dialogue, *, status: int = 200, **more: Any) -> HttpResponse:
    packages = list(dialogue.packages.prefetch_related("documents").order_by("-number"))
    title = _("Archive and protocol")
    context = {
        "title": title,
        "dialogue": dialogue,
        "name": told.title(dialogue.draft),
        "waiting": records.waiting(dialogue),
        "packages": [(one, _numbered(one)) for one in packages],
        "rules": law.cited(timezone.localdate(), "protocol"),
        "trail": trails.log(dialogue, Link(title, request.path)),
    }
    return render(request, "dialogue/archive.html", context | more, status=status)


def _numbered(package: Package) -> int:
    """Return how many documents of a package have no number in the archive's journal yet."""
    return sum(not document.journal_number for document in package.documents.all())


def _given(body: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type=kind, headers=headers)
