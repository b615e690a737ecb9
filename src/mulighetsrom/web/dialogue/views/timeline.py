"""The plan of a dialogue, as its people see it: what is next, who does it, what has been done."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import kernel, opened, written
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.dialogue import access, caution, timeline, told, trails
from mulighetsrom.web.dialogue.access import timeline as lines
from mulighetsrom.web.dialogue.actions import timeline as actions
from mulighetsrom.web.dialogue.forms.timeline import PlanLineForm
from mulighetsrom.web.dialogue.models import PlanLine
from mulighetsrom.web.dialogue.queries import impartiality
from mulighetsrom.web.dialogue.queries import timeline as queries
from mulighetsrom.web.drafting.steps import leads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse
    from django.utils.safestring import SafeString
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Dialogue

NEXT: Final = 3
"""How many lines the work page tells."""
Kind = PlanLine.Kind
WHY: Final[dict[str, StrOrPromise]] = {
    Kind.DOFFIN: gettext_lazy("Suppliers look on Doffin. Enter the number here once you have it."),
    Kind.PUBLISH: gettext_lazy("Suppliers then have 28 days until the first deadline."),
    Kind.ANSWERS: gettext_lazy("Everybody gets the answers at the same moment, in time to use them."),
    Kind.DRAW: gettext_lazy("If more have asked than there is room for, add times for all, or draw."),
    Kind.QUESTIONS: gettext_lazy("The same questions to all, so that every company can prepare."),
    Kind.MINUTES: gettext_lazy("Each company confirms its own minutes, or comments on them."),
    Kind.SUMMARY: gettext_lazy("What was heard and what it changes, without naming companies."),
    Kind.ANSWER: gettext_lazy("It goes on, is postponed or dropped, and why. After 60 days it is shown as unanswered."),
}
"""Why a line is there, where that does not go without saying."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line in words; `odd` is what is better thought over once more about a day that lies ahead."""

    line: PlanLine
    late: bool

    @property
    def name(self) -> str:
        return name(self.line)

    @property
    def why(self) -> StrOrPromise:
        return WHY.get(self.line.kind, "")

    @property
    def when(self) -> str:
        return written.weekday_moment(self.line.due_at)

    @property
    def done(self) -> str:
        """Return when it was done, and by whom if anybody."""
        if not self.line.done_at:
            return ""
        said = {"day": written.weekday(timezone.localdate(self.line.done_at)), "who": self.line.done_by}
        if self.line.done_by:
            return _("Done %(day)s by %(who)s") % (said | {"who": self.line.done_by.name})
        return _("Done %(day)s") % said

    @property
    def odd(self) -> list[StrOrPromise]:
        if self.line.done_at or self.late:
            return []
        return [caution.SAYS[code] for code in caution.of_day(timezone.localdate(self.line.due_at))]


def name(line: PlanLine) -> str:
    """Return what is to be done, with what the part it is about is called."""
    if line.part and line.kind == Kind.HELD:
        return _("%(part)s is held") % {"part": told.Told(line.part).name}
    if line.part and line.part.title:
        return _("%(what)s (%(part)s)") % {"what": line.get_kind_display(), "part": line.part.title}
    return str(line.get_kind_display())


@require_safe
def plan(request: Request, public_id: str) -> HttpResponse:
    """Show a plan, the next thing first; what is done stands below."""
    dialogue = access.own_dialogue(public_id, by=request.actor)
    context = {
        "title": _("Plan"),
        "dialogue": dialogue,
        "ahead": _shown(queries.ahead(dialogue)),
        "over": _shown(queries.over(dialogue).select_related("done_by")),
        "writes": leads(dialogue, by=request.actor) and may(request.actor, May.WRITE),
        "trail": trail(dialogue),
    }
    return render(request, "dialogue/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: Request, public_id: str, line: str) -> HttpResponse:
    """Give a line another day or another person; who comes second sees what is saved."""
    found = lines.line(public_id, line, by=request.actor)
    form = _form(request, found)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        actions.edit_line(line=found, seen=form.was_seen, by=request.actor, **form.chosen())
    except kernel.EditConflictError:
        saved = lines.line(public_id, line, by=request.actor)
        met = opened.conflict(form, PlanLineForm(None, line=saved, people=_people(saved.dialogue)), saved)
        return _page(request, saved, form, status=409, **met)
    return redirect("dialogue:plan", public_id)


@require_POST
def tick(request: Request, public_id: str, line: str) -> HttpResponse:
    """Say that a line is done, or is not; who comes second only sees the plan as it is."""
    found = lines.line(public_id, line, by=request.actor)
    is_done = request.POST.get("do") == "done"
    with suppress(kernel.EditConflictError):
        actions.tick(line=found, seen=opened.seen(request), is_done=is_done, by=request.actor)
    return redirect("dialogue:plan", public_id)


@require_POST
def lay(request: Request, public_id: str) -> HttpResponse:
    """Count the plan from the parts again."""
    dialogue = access.own_dialogue(public_id, by=request.actor, what=May.WRITE)
    actions.lay_anew(dialogue=dialogue, by=request.actor)
    return redirect("dialogue:plan", public_id)


def part(request: Request, dialogue: Dialogue) -> SafeString | None:  # noqa: ARG001 - as the registry asks
    """Tell the next things on the work page, while there is something to do."""
    if dialogue.stage not in queries.GOES_ON:
        return None
    context = {"dialogue": dialogue, "ahead": _shown(queries.ahead(dialogue)[:NEXT])}
    return render_to_string("dialogue/plan_part.html", context)


def trail(dialogue: Dialogue) -> list[Link]:
    """Return the way down to a dialogue's plan."""
    return trails.work(dialogue, Link(_("Plan"), reverse("dialogue:plan", args=[dialogue.public_id])))


def _shown(found: Iterable[PlanLine]) -> list[Shown]:
    now = timezone.now()
    return [Shown(one, one.done_at is None and one.kind not in timeline.OF_PART and one.due_at < now) for one in found]


def _form(request: Request, line: PlanLine) -> PlanLineForm:
    return PlanLineForm(request.POST if request.method == "POST" else None, line=line, people=_people(line.dialogue))


def _people(dialogue: Dialogue) -> list[Any]:
    return impartiality.fit(dialogue)


def _page(request: Request, line: PlanLine, form: PlanLineForm, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "title": name(line),
        "line": line,
        "form": form,
        "when": "" if "due_at" in form.fields else written.weekday_moment(line.due_at),
        "trail": [*trail(line.dialogue), Link(name(line), request.path)],
        **more,
    }
    return render(request, "dialogue/plan_line.html", context, status=status)
