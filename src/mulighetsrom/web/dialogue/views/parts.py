"""The parts of a dialogue while it is written: what there is, one more, another day, one less."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import kernel, opened
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.dialogue import access, told, trails
from mulighetsrom.web.dialogue.actions import invitation as actions
from mulighetsrom.web.dialogue.forms.parts import PartForm
from mulighetsrom.web.dialogue.models import Part
from mulighetsrom.web.dialogue.queries import dialogues as queries
from mulighetsrom.web.drafting.views import work

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue

_LOST: Final[dict[str, Callable[[int], str]]] = {
    "programme": lambda n: ngettext("%(n)s point of the programme", "%(n)s points of the programme", n),
    "questions": lambda n: ngettext("%(n)s question", "%(n)s questions", n),
    "papers": lambda n: ngettext("%(n)s file to comment on", "%(n)s files to comment on", n),
    "times": lambda n: ngettext("%(n)s time for a meeting", "%(n)s times for meetings", n),
    "members": lambda n: ngettext("%(n)s person in a team", "%(n)s people in teams", n),
}


@require_safe
def parts(request: Request, public_id: str) -> HttpResponse:
    """Show the parts of a dialogue to its own people, with what each still lacks."""
    dialogue = access.own_dialogue(public_id, by=request.actor)
    context = {
        "title": _("How suppliers can take part"),
        "dialogue": dialogue,
        "parts": told.parts(dialogue.parts.all()),
        "kinds": Part.Kind.choices,
        "can_change": not dialogue.is_public,
        "can_write": may(request.actor, May.WRITE),
        "trail": _trail(dialogue),
    }
    return render(request, "dialogue/parts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, public_id: str, kind: str) -> HttpResponse:
    """Add a part."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.WRITE)
    if kind not in Part.Kind.values or dialogue.is_public:
        raise Http404
    part = Part(dialogue=dialogue, kind=kind)
    form = PartForm(request.POST if request.method == "POST" else None, part=part)
    if not form.is_valid():
        return _page(request, part, form)
    fields = form.columns() | {"kind": kind}
    return _then(request, dialogue, lambda: actions.add_part.once(
        form.cleaned_data["key"], dialogue=dialogue, fields=fields, by=request.actor
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, public_id: str, part: str) -> HttpResponse:
    """Change a part; who comes second is told, and sees what is saved."""
    found = access.own_part(public_id, part, by=request.actor, what=May.WRITE)
    if found.dialogue.is_public:
        raise Http404
    form = PartForm(request.POST if request.method == "POST" else None, part=found)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        return _then(request, found.dialogue, lambda: actions.write_part(
            part=found, seen=form.was_seen, fields=form.columns(), by=request.actor
        ))  # fmt: skip
    except kernel.EditConflictError:
        saved = access.own_part(public_id, part, by=request.actor, what=May.WRITE)
        met = opened.conflict(form, PartForm(None, part=saved), saved)
        return _page(request, found, form, status=409, **met)


@require_POST
def remove(request: Request, public_id: str, part: str) -> HttpResponse:
    """Take a part out again; where more than its days would be gone with it, ask first."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.WRITE)
    if part not in dialogue.parts.values_list("public_id", flat=True):  # pressed again
        return redirect("dialogue:parts", public_id)
    found = access.own_part(public_id, part, by=request.actor, what=May.WRITE)
    lost = [_LOST[name](n) % {"n": n} for name, n in queries.lost_with(found).items() if n]
    if lost and not dialogue.is_public and "sure" not in request.POST:
        return _sure(request, found, lost)
    return _then(request, found.dialogue, lambda: actions.remove_part(part=found, by=request.actor))


def _sure(request: Request, part: Part, lost: list[str]) -> HttpResponse:
    title = _("Remove: %(part)s?") % {"part": told.Told(part).name}
    trail_ = [*_trail(part.dialogue), Link(title, request.path)]
    context = {"title": title, "dialogue": part.dialogue, "part": part, "lost": lost, "trail": trail_}
    return render(request, "dialogue/part_remove.html", context)


def _then(request: Request, dialogue: Dialogue, act: Any) -> HttpResponse:
    """Act, and show the parts as they are then; where the text waits for approval, say so on the work page."""
    try:
        act()
    except kernel.StageConflictError:
        dialogue.refresh_from_db()
        return work.page(request, dialogue, status=409, notice=work.moved_on())
    return redirect("dialogue:parts", dialogue.public_id)


def _page(request: Request, part: Part, form: PartForm, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "title": part.get_kind_display(),
        "dialogue": part.dialogue,
        "part": part,
        "form": form,
        "trail": [*_trail(part.dialogue), Link(part.get_kind_display(), request.path)],
    }
    return render(request, "dialogue/part_form.html", context | more, status=status)


def _trail(dialogue: Dialogue) -> list[Link]:
    here = Link(_("How suppliers can take part"), reverse("dialogue:parts", args=[dialogue.public_id]))
    return trails.work(dialogue, here)
