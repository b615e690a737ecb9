"""The Doffin sheet: what to write in each box of the notice, how far it has come, and the number it got."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import kernel, written
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.dialogue import access, embargo, told, trails
from mulighetsrom.web.dialogue.actions import doffin as actions
from mulighetsrom.web.dialogue.actions.doffin import AnnouncementError
from mulighetsrom.web.dialogue.doffin import boxes
from mulighetsrom.web.dialogue.doffin.sheet import CHOSEN_IN_THE_TOOL
from mulighetsrom.web.dialogue.forms.doffin import AnnouncedForm, FormForm, PlannedForm, ReceiptForm, TedForm
from mulighetsrom.web.dialogue.queries import doffin as queries
from mulighetsrom.web.drafting import amounts

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue

WRONG: Final[dict[str, tuple[str, StrOrPromise]]] = {
    "before-sent": ("ted_date", gettext_lazy("TED cannot have published it before its receipt was confirmed.")),
    "before-page": (
        "announced",
        gettext_lazy("The page was published later than that. The notice leads to the page, so it comes after."),
    ),
    "before-ted": ("announced", gettext_lazy("TED published it later than that, and Doffin comes after TED.")),
    "other-year": ("number", gettext_lazy("The number is from another year than the day.")),
    "taken": ("number", gettext_lazy("Another dialogue has this number already.")),
}
"""The box of each mistake, and what to say of it; what lies ahead is said where the form has a day."""
AHEAD: Final = gettext_lazy("This lies ahead. Note it once it has happened.")


@require_safe
def sheet(request: Request, public_id: str) -> HttpResponse:
    """Show the sheet, and what comes next on the way to a notice."""
    return _sheet(request, access.own_dialogue(public_id, by=request.actor))


@require_safe
def as_text(request: Request, public_id: str) -> HttpResponse:
    """Give the whole sheet as one text file."""
    dialogue = access.own_dialogue(public_id, by=request.actor)
    told = {"boxes": boxes(queries.sheet(dialogue)), "dialogue": dialogue}
    text = render_to_string("dialogue/doffin.txt", told, request)
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="doffin-{dialogue.public_id}.txt"'
    return answer


@require_POST
def choose_form(request: Request, public_id: str) -> HttpResponse:
    """Choose the form."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.WRITE)
    return _save(request, dialogue, FormForm(request.POST), actions.choose_form)


@require_POST
def plan(request: Request, public_id: str) -> HttpResponse:
    """Say when the competition is likely to come."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.WRITE)
    return _save(request, dialogue, PlannedForm(request.POST), actions.plan_competition)


@require_POST
def receipt(request: Request, public_id: str) -> HttpResponse:
    """Note that the receipt was confirmed, or that the notice was not sent after all."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.PUBLISH)
    if "not-sent" in request.POST:
        return _do(request, dialogue, lambda: actions.take_back_receipt(dialogue=dialogue, by=request.actor))
    return _save(request, dialogue, ReceiptForm(request.POST), actions.note_receipt)


@require_POST
def on_ted(request: Request, public_id: str) -> HttpResponse:
    """Note that TED has published the notice."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.PUBLISH)
    return _save(request, dialogue, TedForm(request.POST), actions.note_ted)


@require_POST
def announce(request: Request, public_id: str) -> HttpResponse:
    """Enter the number on Doffin."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.PUBLISH)
    return _save(request, dialogue, AnnouncedForm(request.POST), actions.announce)


def _save(request: Request, dialogue: Dialogue, form: Form, act: Callable[..., object]) -> HttpResponse:
    if not form.is_valid():
        return _sheet(request, dialogue, filled=form)
    try:
        return _do(request, dialogue, lambda: act(dialogue=dialogue, **form.cleaned_data, by=request.actor))
    except AnnouncementError as error:
        name, words = WRONG.get(error.code) or (next(name for name in DAYS if name in form.fields), AHEAD)
        form.add_error(name, str(words))
        return _sheet(request, dialogue, filled=form)


DAYS: Final = ("sent_at", "ted_date", "announced")


def _do(request: Request, dialogue: Dialogue, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except kernel.StageConflictError:
        moved = Notice(_("This cannot be done now."), _("Things have moved on; this is how it is now."), Tone.WARNING)
        dialogue.refresh_from_db()
        return _sheet(request, dialogue, status=409, notice=moved)
    return redirect("dialogue:doffin", dialogue.public_id)


def _sheet(
    request: Request, dialogue: Dialogue, *, filled: Form | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    shown = queries.sheet(dialogue)
    context = {
        "title": _("The notice on Doffin"),
        "dialogue": dialogue,
        "of": told.title(dialogue.draft),
        "boxes": boxes(shown),
        "written_in": shown.languages,
        "chosen": CHOSEN_IN_THE_TOOL,
        "notice_url": amounts.notice_address(dialogue.doffin_number) if dialogue.doffin_number else "",
        "announced": written.day(dialogue.doffin_date) if dialogue.doffin_date else "",
        "earlier": queries.earlier_numbers(dialogue),
        "waits": embargo.applies(dialogue) and dialogue.text == dialogue.Text.APPROVED,
        "lifted": embargo.lifted(dialogue),
        "sent": written.weekday_moment(dialogue.sent_at) if dialogue.sent_at else "",
        "until": written.weekday_moment(ends) if (ends := embargo.until(dialogue)) else "",
        **_forms(request, dialogue, filled),
        "trail": trails.work(
            dialogue, Link(_("The notice on Doffin"), reverse("dialogue:doffin", args=[dialogue.public_id]))
        ),
    }
    return render(request, "dialogue/doffin.html", context | more, status=status)


def _forms(request: Request, dialogue: Dialogue, filled: Form | None) -> dict[str, Form]:
    """Return the forms that can be sent now, by what the page calls them."""
    by = request.actor
    leads = dialogue.owner.public_id == by.acting_for
    writes, publishes = leads and may(by, May.WRITE), leads and may(by, May.PUBLISH)
    waits = embargo.applies(dialogue) and dialogue.text == dialogue.Text.APPROVED
    sent = bool(dialogue.sent_at or dialogue.ted_date or dialogue.doffin_number)
    offered: dict[str, tuple[bool, Form]] = {
        "form_form": (writes and not dialogue.is_public and not sent, FormForm({"form": dialogue.doffin_form})),
        "planned_form": (writes, PlannedForm(initial={"planned": dialogue.planned_date})),
        "receipt_form": (publishes and waits and not dialogue.sent_at, ReceiptForm()),
        "ted_form": (publishes and waits and not dialogue.ted_date, TedForm()),
        "announced_form": (publishes and dialogue.is_public, AnnouncedForm()),
    }
    return {
        name: filled if isinstance(filled, type(form)) and filled else form
        for name, (may_now, form) in offered.items()
        if may_now
    }
