"""Changing and cancelling what is public: the letter is shown first, and everybody is told at one moment."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import kernel, opened, written
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.dialogue import access, changing, opening, trails
from mulighetsrom.web.dialogue.access import changing as changing_access
from mulighetsrom.web.dialogue.actions import changing as actions
from mulighetsrom.web.dialogue.forms.changing import ChangeForm, CorrectedForm, ReasonForm
from mulighetsrom.web.dialogue.letters import to_everybody as announcing
from mulighetsrom.web.dialogue.models import Change
from mulighetsrom.web.dialogue.queries import changing as queries
from mulighetsrom.web.dialogue.told import Told
from mulighetsrom.web.dialogue.views import ending
from mulighetsrom.web.dialogue.views.announcing import asked
from mulighetsrom.web.drafting.steps import leads

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.utils.safestring import SafeString

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue, Part

form_method = require_http_methods(["GET", "HEAD", "POST"])
What = Change.What


@form_method
def change_part(request: Request, public_id: str, part: str) -> HttpResponse:
    """Ask what is otherwise and why, show the letter, and change the part for all."""
    found = changing_access.part(public_id, part, by=request.actor)
    form = _form(found, request)
    if not (form.is_valid() and form.is_shown()):
        return _page(request, found, form)
    try:
        actions.change_part.once(
            form.cleaned_data["key"], part=found, seen=form.was_seen, fields=form.columns(),
            reason=form.cleaned_data["reason"], opening=form.cleaned_data["opening"], by=request.actor,
        )  # fmt: skip
    except actions.RefusedError as error:
        form.refuse(error.code)
        return _page(request, found, form, status=409)
    except kernel.EditConflictError:
        saved = changing_access.part(public_id, part, by=request.actor)
        return _page(request, saved, form, status=409, **opened.conflict(form, ChangeForm(None, part=saved), saved))
    except (kernel.StageConflictError, opening.NotOpenError):
        return redirect("dialogue:work", public_id)
    return redirect("dialogue:dialogue", public_id)


@form_method
def cancel_part(request: Request, public_id: str, part: str) -> HttpResponse:
    """Ask why, show the letter, and cancel a part."""
    found = access.own_part(public_id, part, by=request.actor, what=May.PUBLISH)
    change = Change(dialogue=found.dialogue, part=found, what=What.CANCELLED)
    return ending.step(
        request,
        found.dialogue,
        ReasonForm(request.POST or None, initial={"opening": _opening(change)}),
        actions.LETTER,
        offered=opening.takes_part(found),
        taken=lambda: queries.who_cancelled(found.dialogue, found),
        thing=lambda said: _with_reason(change, said),
        act=lambda said: actions.cancel_part.once(
            said["key"], part=found, reason=said["reason"], opening=said["opening"], by=request.actor
        ),
        title=_("Cancel: %(part)s") % {"part": Told(found).name},
        lead=_("It stays on the page of the dialogue, struck through, with your reason on top."),
    )


@form_method
def cancel(request: Request, public_id: str) -> HttpResponse:
    """Ask why, show the letter, and cancel the whole dialogue."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.PUBLISH)
    change = Change(dialogue=dialogue, what=What.CANCELLED)
    return ending.step(
        request,
        dialogue,
        ReasonForm(request.POST or None, initial={"opening": _opening(change)}),
        actions.LETTER,
        offered=opening.takes(dialogue),
        taken=lambda: queries.who_cancelled(dialogue),
        thing=lambda said: _with_reason(change, said),
        act=lambda said: actions.cancel.once(
            said["key"], dialogue=dialogue, reason=said["reason"], opening=said["opening"], by=request.actor
        ),
        title=_("Cancel the dialogue"),
        lead=_("All that is planned is cancelled, and nothing more is taken. The page stays, with your reason on top."),
    )


@form_method
def corrected(request: Request, public_id: str, change: str) -> HttpResponse:
    """Note on which day the notice on Doffin was corrected."""
    found = changing_access.change(public_id, change, by=request.actor)
    form = CorrectedForm(request.POST or None)
    if form.is_valid():
        with contextlib.suppress(kernel.StageConflictError):
            actions.correct_on_doffin(change=found, corrected=form.cleaned_data["corrected"], by=request.actor)
        return redirect("dialogue:work", public_id)
    context = {
        "title": _("Correct the notice on Doffin"),
        "dialogue": found.dialogue,
        "change": _shown(found),
        "form": form,
        "trail": trails.work(found.dialogue, Link(_("Correct the notice on Doffin"), request.path)),
    }
    return render(request, "dialogue/changing_corrected.html", context)


def top(request: Request, dialogue: Dialogue) -> SafeString | None:  # noqa: ARG001 - as the registry asks
    """Tell everybody first of all why a dialogue is cancelled."""
    if dialogue.stage != dialogue.Stage.CANCELLED:
        return None
    change = queries.of(dialogue).filter(part=None).first()
    return render_to_string("dialogue/changing_top.html", {"change": _shown(change)}) if change else None


def part(request: Request, dialogue: Dialogue) -> SafeString | None:
    """Show everybody what was changed, from what to what, when and why; its own people, how many were told."""
    told = queries.told(dialogue) if request.actor.acting_for == dialogue.owner.public_id else {}
    changes = [_shown(one) | {"told": told.get(one.public_id)} for one in queries.of(dialogue)]
    return render_to_string("dialogue/changing_list.html", {"changes": changes}) if changes else None


def work(request: Request, dialogue: Dialogue) -> SafeString | None:
    """Lead a dialogue's own people to what they can change, and tell what is to be corrected on Doffin."""
    if not (dialogue.is_public and leads(dialogue, by=request.actor) and may(request.actor, May.PUBLISH)):
        return None
    planned = [Told(one) for one in dialogue.parts.order_by("id") if opening.takes_part(one)]
    waiting = [_shown(one) for one in queries.uncorrected(dialogue)]
    if not planned and not waiting and not opening.takes(dialogue):
        return None
    context = {"dialogue": dialogue, "parts": planned, "waiting": waiting, "open": opening.takes(dialogue)}
    return render_to_string("dialogue/changing_work.html", context)


def _form(part: Part, request: Request) -> ChangeForm:
    proposed = _opening(Change(dialogue=part.dialogue, part=part, what=What.CHANGED))
    return ChangeForm(request.POST if request.method == "POST" else None, part=part, opening=proposed)


def _page(request: Request, part: Part, form: ChangeForm, status: int = 200, **more: Any) -> HttpResponse:
    title = _("Change: %(part)s") % {"part": Told(part).name}
    context = {
        "title": title,
        "lead": _("What you change is changed for all, and everybody is told at the same moment what it was and is."),
        "dialogue": part.dialogue,
        "form": form,
        "letters": [],
        "button": _("Show the e-mail"),
        "trail": trails.work(part.dialogue, Link(title, request.path)),
        **more,
    }
    if form.is_bound and not form.errors and "table" not in more:
        rows = changing.differences(part, form.columns())
        change = Change(dialogue=part.dialogue, part=part, what=What.CHANGED, fields=rows)
        context |= asked(form, actions.LETTER, part.dialogue, _with_reason(change, form.cleaned_data))
    return render(request, "dialogue/changing_form.html", context, status=status)


def _opening(change: Change) -> str:
    return announcing.proposed(actions.LETTER, change.dialogue, change)


def _with_reason(change: Change, said: dict[str, Any]) -> Change:
    change.reason = said["reason"]
    return change


def _shown(change: Change) -> dict[str, Any]:
    return {
        "change": change,
        "part": Told(change.part).name if change.part else "",
        "when": written.weekday_moment(change.at),
        "rows": list(changing.told(change)),
    }
