"""What the steps that end a dialogue have in common: each shows the letter to everybody before it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mulighetsrom.web.common import kernel
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.dialogue import opening, trails
from mulighetsrom.web.dialogue.views import announcing

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.forms.announcing import LetterForm
    from mulighetsrom.web.dialogue.models import Dialogue


def step(
    request: Request,
    dialogue: Dialogue,
    form: LetterForm,
    kind: str,
    *,
    offered: bool,
    taken: Callable[[], Person | None] = lambda: None,
    thing: Callable[[dict[str, Any]], Any],
    act: Callable[[dict[str, Any]], object],
    **shown: Any,
) -> HttpResponse:
    """Take a step once its letter has been looked at; `thing` is what the letter tells of, before it is saved.

    `offered` says whether the step can be taken now, `taken` who has taken a step that is taken once: whoever presses
    again is led to where the first time led.
    """
    if taken():
        return _moved_on(request, dialogue, form, taken(), **shown)
    if not offered:
        raise Http404
    valid = form.is_valid()
    if valid and form.is_shown():
        try:
            act(form.cleaned_data)
        except (kernel.StageConflictError, opening.NotOpenError):
            return _moved_on(request, dialogue, form, taken(), **shown)
        return redirect("dialogue:work", public_id=dialogue.public_id)
    if not valid:
        return _page(request, dialogue, form, **shown, letters=[], button=_("Show the e-mail"))
    return _page(request, dialogue, form, **shown, **announcing.asked(form, kind, dialogue, thing(form.cleaned_data)))


def _moved_on(request: Request, dialogue: Dialogue, form: LetterForm, who: Person | None, **shown: Any) -> HttpResponse:
    """Lead on whoever took the step, and whoever only looks; tell others that what they wrote went to nobody."""
    if who and (not form.is_bound or who.public_id == request.actor.person):
        return redirect("dialogue:work", public_id=dialogue.public_id)
    dialogue.refresh_from_db()
    notice = Notice(_("Somebody else was faster."), _("Things have moved on; this is how it is now."), Tone.WARNING)
    return _page(request, dialogue, form, status=409, **shown, notice=notice, letters=[], button="")


def _page(
    request: Request,
    dialogue: Dialogue,
    form: LetterForm,
    *,
    status: int = 200,
    template: str = "dialogue/ending.html",
    **shown: Any,
) -> HttpResponse:
    context = {"dialogue": dialogue, "form": form, "trail": trails.work(dialogue, Link(shown["title"], request.path))}
    return render(request, template, context | shown, status=status)
