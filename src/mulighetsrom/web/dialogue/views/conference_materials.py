"""The materials of an event: gathered by the municipality, released to all at one moment, read by everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import files
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.common.kernel import StageConflictError
from mulighetsrom.web.common.uploads import takes_files
from mulighetsrom.web.dialogue import trails
from mulighetsrom.web.dialogue.access import conference as access
from mulighetsrom.web.dialogue.actions import materials as actions
from mulighetsrom.web.dialogue.forms.announcing import LetterForm
from mulighetsrom.web.dialogue.forms.conference import MaterialForm
from mulighetsrom.web.dialogue.letters import to_everybody as announcing
from mulighetsrom.web.dialogue.queries import conference as queries
from mulighetsrom.web.dialogue.views.announcing import asked
from mulighetsrom.web.dialogue.views.conference import facts, form_method

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Part


@takes_files()
@require_http_methods(["GET", "HEAD", "POST"])
def materials(request: Request, public_id: str, part: str) -> HttpResponse:
    """Show what waits and what is released, and put something to what waits."""
    found = access.own_event(public_id, part, by=request.actor)
    form = MaterialForm(request.POST, request.FILES) if request.method == "POST" else MaterialForm()
    if not form.is_valid():
        return _page(request, found, form=form)
    said = form.cleaned_data
    actions.add.once(
        said["key"], part=found, title=form.title(), text=said["text"], taken=said["file"], by=request.actor
    )
    return redirect("dialogue:materials", public_id, part)


@require_POST
def remove(request: Request, public_id: str, part: str, material: str) -> HttpResponse:
    """Take something out of what waits."""
    found = access.own_event(public_id, part, by=request.actor)
    one = access.material(found, material)
    try:
        actions.remove(material=one, by=request.actor)
    except StageConflictError:
        notice = Notice(_("It is released, and stays as it is."), _("Put a correction beside it."), Tone.WARNING)
        return _page(request, found, status=409, form=MaterialForm(), notice=notice)
    return redirect("dialogue:materials", public_id, part)


@form_method
def release(request: Request, public_id: str, part: str) -> HttpResponse:
    """Show the letter that goes with it, and release all that waits at one moment."""
    found = access.own_event(public_id, part, by=request.actor, what=May.PUBLISH)
    waiting = list(queries.waiting_materials(found))
    if not waiting or not found.dialogue.is_public:
        return redirect("dialogue:materials", public_id, part)
    form = LetterForm(
        request.POST if request.method == "POST" else None,
        initial={"opening": announcing.proposed(actions.KIND, found.dialogue, waiting)},
    )
    form.depends_on = " ".join(one.public_id for one in waiting)
    if form.is_valid() and form.is_shown():
        opening = form.cleaned_data["opening"]
        try:
            actions.release.once(form.cleaned_data["key"], part=found, opening=opening, by=request.actor)
        except StageConflictError:
            notice = Notice(_("Somebody else has just released it."), "", Tone.INFO)
            return _page(request, found, status=409, form=MaterialForm(), notice=notice)
        return redirect(f"{reverse('dialogue:conference', args=[public_id, part])}#materials")
    title = _("Release to everybody")
    context = facts(found) | {"title": title, "form": form, "waiting": waiting}
    context |= asked(form, actions.KIND, found.dialogue, waiting)
    way = Link(_("Materials"), reverse("dialogue:materials", args=[public_id, part]))
    context["trail"] = trails.of_part(found, way, Link(title, request.path))
    return render(request, "dialogue/conference_release.html", context)


@require_safe
def file(request: Request, public_id: str, part: str, material: str) -> HttpResponseBase:
    """Give out a file: to everybody once it is released, before that to the event's own people only."""
    one = access.readable_material(public_id, part, material, by=request.actor)
    if not one.file:
        raise Http404
    return files.answer(one.file)


def _page(request: Request, found: Part, *, status: int = 200, **more: Any) -> HttpResponse:
    title = _("Materials")
    context = facts(found) | {
        "title": title,
        "waiting": queries.waiting_materials(found),
        "released": queries.released_materials(found),
        "may_release": may(request.actor, May.PUBLISH) and found.dialogue.is_public,
        "trail": trails.of_part(
            found, Link(title, reverse("dialogue:materials", args=[found.dialogue.public_id, found.public_id]))
        ),
        **more,
    }
    return render(request, "dialogue/conference_materials.html", context, status=status)
