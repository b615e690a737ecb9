"""The people of a municipality set up their one-to-one meetings and have times drawn."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import kernel, written
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.dialogue import opening, told, trails
from mulighetsrom.web.dialogue.access import meetings as access
from mulighetsrom.web.dialogue.actions import drawing
from mulighetsrom.web.dialogue.actions import meetings as actions
from mulighetsrom.web.dialogue.forms.meetings import (
    DrawForm,
    MemberForm,
    QuestionsForm,
    SetUpForm,
    TimesForm,
)
from mulighetsrom.web.dialogue.models import Meetings
from mulighetsrom.web.dialogue.queries import impartiality
from mulighetsrom.web.dialogue.queries import meetings as queries
from mulighetsrom.web.dialogue.views.meetings import form_method
from mulighetsrom.web.dialogue.words.meetings import room, who_can

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpResponse

    from mulighetsrom.web.common.http import Request
    from mulighetsrom.web.dialogue.models import Part


@require_safe
def plan(request: Request, public_id: str, part: str) -> HttpResponse:
    """Show where the meetings are on their way, who has asked, and who meets whom when."""
    found = access.meetings_part(public_id, part, by=request.actor)
    return plan_page(request, found, queries.of_part(found))


@form_method
def set_up(request: Request, public_id: str, part: str) -> HttpResponse:
    """Say how meetings are held, and make their times."""
    found = access.meetings_part(public_id, part, by=request.actor, what=May.WRITE)
    made = queries.of_part(found)
    if made and made.state != Meetings.State.PREPARED:
        return plan_page(request, found, made, notice=_too_late_to_set_up(), status=409)
    form = SetUpForm(sent(request), part=found, made=made)
    if not form.is_valid() or not form.made:
        return form_page(request, found, form, title=_("Set up the meetings"), button=_("Make the times"))
    fields, spans = form.columns(), form.made
    try:
        actions.set_up.once(form.cleaned_data["key"], part=found, fields=fields, spans=spans, by=request.actor)
    except kernel.StageConflictError:
        return plan_page(request, found, queries.of_part(found), notice=_too_late_to_set_up(), status=409)
    return redirect("dialogue:meetings_plan", public_id, part)


@form_method
def add_member(request: Request, public_id: str, part: str) -> HttpResponse:
    """Let a colleague sit in a team."""
    row = access.own_meetings(public_id, part, by=request.actor, what=May.WRITE)
    colleagues = impartiality.fit(row.part.dialogue, May.WRITE)
    form = MemberForm(sent(request), people=colleagues, teams=row.teams)
    if not form.is_valid():
        return form_page(request, row.part, form, title=_("Who meets the companies?"), button=_("Save"))
    told_ = {name: form.cleaned_data[name] for name in ("team", "role")}
    actions.choose_member(meetings=row, person=form.chosen(), by=request.actor, **told_)
    return redirect("dialogue:meetings_plan", public_id, part)


@require_POST
def remove_member(request: Request, public_id: str, part: str, member: str) -> HttpResponse:
    """Let a colleague sit in a team no longer."""
    row = access.own_meetings(public_id, part, by=request.actor, what=May.WRITE)
    actions.remove_member(member=access.member(row, member), by=request.actor)
    return redirect("dialogue:meetings_plan", public_id, part)


@form_method
def questions(request: Request, public_id: str, part: str) -> HttpResponse:
    """Publish what every company is asked."""
    row = access.own_meetings(public_id, part, by=request.actor, what=May.PUBLISH)
    copied = queries.asked_before(row.part.dialogue)
    form = QuestionsForm(sent(request), initial={"text": copied})
    if not form.is_valid():
        told = _("It begins as it was asked in the dialogue that this one is like.") if copied else ""
        title, button = _("The same questions to all"), _("Publish for all")
        return form_page(request, row.part, form, title=title, button=button, about=told)
    said = form.cleaned_data
    return _then(request, row, lambda: actions.publish_questions.once(
        said["key"], meetings=row, text=said["text"], by=request.actor
    ))  # fmt: skip


@require_POST
def open_wishes(request: Request, public_id: str, part: str) -> HttpResponse:
    """Let companies ask."""
    row = access.own_meetings(public_id, part, by=request.actor, what=May.PUBLISH)
    if row.state == Meetings.State.OPEN:  # pressed again
        return redirect("dialogue:meetings_plan", public_id, part)
    return _then(request, row, lambda: actions.open_wishes(meetings=row, by=request.actor))


@form_method
def add_times(request: Request, public_id: str, part: str) -> HttpResponse:
    """Make more times, for all."""
    row = access.own_meetings(public_id, part, by=request.actor, what=May.PUBLISH)
    form = TimesForm(sent(request), meetings=row)
    drawn = row.state == Meetings.State.DRAWN
    title = _("Add times for the waiting list") if drawn else _("Add times for all")
    shown: dict[str, Any] = {"title": title, "button": _("Add the times"), "about": who_can(row) if drawn else ""}
    if not form.is_valid() or not form.made:
        return form_page(request, row.part, form, **shown)
    key, until = form.cleaned_data["key"], form.cleaned_data.get("deadline")
    spans = form.made
    try:
        return _then(request, row, lambda: drawing.add_times.once(
            key, meetings=row, spans=spans, deadline=until, by=request.actor
        ))  # fmt: skip
    except actions.TakenError:
        form.add_error("days", _("A team has another meeting then."))
    except drawing.NobodyCanError:
        form.add_error(None, _("Nobody on the waiting list can then, so the times would stay free. None were added."))
    return form_page(request, row.part, form, **shown, status=409)


@form_method
def draw_times(request: Request, public_id: str, part: str) -> HttpResponse:
    """Have the times drawn; where more ask than there is room, after saying why there are not more."""
    row = access.own_meetings(public_id, part, by=request.actor, what=May.PUBLISH)
    wishes, times = len(row.frozen.get("wishes", ())), row.slots.count()
    form = DrawForm(sent(request), full=wishes > times)
    title = _("Draw the times")
    if not form.is_valid():
        return form_page(request, row.part, form, title=title, button=title, about=room(wishes, times))
    key, reason = form.cleaned_data["key"], form.cleaned_data.get("reason", "")
    return _then(
        request, row, lambda: drawing.draw_times.once(key, meetings=row, no_more_reason=reason, by=request.actor)
    )


def plan_page(
    request: Request, part: Part, row: Meetings | None, *, notice: Notice | None = None, status: int = 200
) -> HttpResponse:
    """Show the work with the meetings."""
    requests = list(queries.requests(row)) if row else []
    slots = list(queries.slots(row)) if row else []
    standing = [one for one in requests if one.state != "withdrawn"]
    context = {
        "title": _("Plan and run the meetings"),
        "notice": notice,
        "one": told.Told(part),
        "meetings": row,
        "days": [(written.weekday(day), list(of)) for day, of in groupby(slots, key=_day)],
        "teams": _teams(row) if row else [],
        "understaffed": queries.understaffed(row) if row else [],
        "requests": requests,
        "waiting": [one for one in requests if one.state == "waiting"],
        "room": room(len(standing), len(slots)) if row and row.state != Meetings.State.PREPARED else "",
        "is_full": len(standing) > len(slots),
        "takes": opening.takes_part(part),
        "writes": may(request.actor, May.WRITE),
        "publishes": may(request.actor, May.PUBLISH),
    }
    way = Link(str(context["title"]), request.path)
    return render(request, "dialogue/meetings_plan.html", _page(part, way) | context, status=status)


def _then(request: Request, row: Meetings, act: Callable[[], object]) -> HttpResponse:
    """Act, and show the plan as it is then; what stands in the way is said there."""
    try:
        act()
    except actions.NotReadyError as error:
        text = {
            "times": _("There are no times yet."),
            "deadline": _("The deadline for wishes must lie ahead, and before the first meeting."),
        }[error.code]
        return _refused(request, row, Notice(_("Wishes cannot open yet."), text, Tone.WARNING))
    except drawing.UnderstaffedError as error:
        text = _("Missing in team %(teams)s. Nobody of yours meets a company alone.") % {
            "teams": ", ".join(map(str, error.teams))
        }
        title = _("Each team needs one who asks, and another who takes the minutes.")
        return _refused(request, row, Notice(title, text, Tone.WARNING))
    except opening.NotOpenError:
        title = _("The dialogue is not open.")
        return _refused(
            request, row, Notice(title, _("Publish it first; after a stop nothing more is taken."), Tone.WARNING)
        )
    except (kernel.StageConflictError, drawing.NoReasonError):
        return _refused(request, row, moved_on())
    return redirect("dialogue:meetings_plan", row.part.dialogue.public_id, row.part.public_id)


def _refused(request: Request, row: Meetings, notice: Notice) -> HttpResponse:
    return plan_page(request, row.part, queries.of_part(row.part), notice=notice, status=409)


def form_page(
    request: Request, part: Part, form: Form, *, title: str, button: str, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"title": title, "form": form, "button": button, **more}
    plan = reverse("dialogue:meetings_plan", args=[part.dialogue.public_id, part.public_id])
    way = (Link(_("Plan and run the meetings"), plan), Link(title, request.path))
    return render(request, "dialogue/meetings_form.html", _page(part, *way) | context, status=status)


def _page(part: Part, *more: Link) -> dict[str, Any]:
    return {"part": part, "dialogue": part.dialogue, "trail": trails.work(part.dialogue, *more)}


def sent(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def _day(slot: Any) -> Any:
    return timezone.localtime(slot.starts_at).date()


def _teams(row: Meetings) -> list[tuple[int, list[Any]]]:
    members = list(queries.team(row))
    return [(number, [one for one in members if one.team == number]) for number in range(1, row.teams + 1)]


def moved_on() -> Notice:
    return Notice(
        _("This cannot be done now."), _("Somebody else has done it, or it is too early or too late."), Tone.WARNING
    )


def _too_late_to_set_up() -> Notice:
    return Notice(_("Wishes are open."), _("Now times can only be added, for all."), Tone.WARNING)
