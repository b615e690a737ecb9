"""One-to-one meetings as everybody and each company sees them: how they are held, one's own wish, the draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common import kernel, opened, written
from mulighetsrom.web.common.components import Link, Notice, Tone
from mulighetsrom.web.dialogue import access, invites, opening, told, trails
from mulighetsrom.web.dialogue.access import meetings as meeting_access
from mulighetsrom.web.dialogue.actions import wishes as actions
from mulighetsrom.web.dialogue.forms.wish import WishForm
from mulighetsrom.web.dialogue.models import Meetings, Part, Request
from mulighetsrom.web.dialogue.queries import meetings as queries
from mulighetsrom.web.dialogue.queries import minutes
from mulighetsrom.web.dialogue.words.meetings import noted, standing

if TYPE_CHECKING:
    from datetime import datetime

    from mulighetsrom.web.common import http
    from mulighetsrom.web.dialogue.models import Slot

form_method = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def meetings(request: http.Request, public_id: str, part: str) -> HttpResponse:
    """Show how the meetings are held, what everybody is asked, and how one comes to a time."""
    found = access.public_part(public_id, part, Part.Kind.MEETINGS, by=request.actor)
    row = queries.of_part(found)
    own = own_wish(request, row)
    context = {
        "title": told.Told(found).name,
        "verbatim": bool(found.title),
        "one": told.Told(found),
        "meetings": row if row and row.state != Meetings.State.PREPARED else None,
        "days": _days(row),
        "request_": own,
        "shared": minutes.shared(row) if row else [],
        "mine": Mine(own) if own else None,
        "takes": row is not None and queries.takes_wishes(row),
        "open": opening.takes_part(found),
        "offers": may(request.actor, May.OFFER) or not request.actor.person,
        "is_own": request.actor.acting_for == found.dialogue.owner.public_id and may(request.actor, May.READ),
    }
    return render(request, "dialogue/meetings.html", page(found) | context)


@form_method
def wish(request: http.Request, public_id: str, part: str) -> HttpResponse:
    """Ask for a meeting, or change one's mind."""
    company = meeting_access.asking(by=request.actor)
    row = meeting_access.public_meetings(public_id, part, by=request.actor)
    kept = queries.of_company(row, company)
    form = _form(request, row, kept)
    if not queries.takes_wishes(row):
        return _closed(request, row)
    if not form.is_valid():
        return _form_page(request, row, form)
    try:
        made = actions.ask.once(
            form.cleaned_data["key"], meetings=row, company=company, person=accounts.me(by=request.actor),
            seen=form.was_seen, fields=form.columns(), by=request.actor,
        )  # fmt: skip
    except (actions.ClosedError, opening.NotOpenError):
        return _closed(request, row)
    except actions.TooManyError:
        form.add_error(None, _("Your company has changed its wishes very often today. Try again tomorrow."))
        return _form_page(request, row, form, status=429)
    except kernel.EditConflictError:
        saved = meeting_access.own_request(public_id, part, by=request.actor)
        met = opened.conflict(form, _form(request, row, saved, fresh=True), saved)
        return _form_page(request, row, form, status=409, **met)
    return redirect("dialogue:meeting", public_id, part, made.public_id)


@require_POST
def withdraw(request: http.Request, public_id: str, part: str) -> HttpResponse:
    """Take one's wish or one's time back."""
    own = meeting_access.own_request(public_id, part, by=request.actor)
    try:
        actions.withdraw(request=own, seen=opened.seen(request) or None, by=request.actor)
    except actions.TooLateError:
        notice = Notice(_("The meeting has begun."), _("It cannot be withdrawn now."), Tone.WARNING)
        return meeting_page(request, own, notice=notice, status=409)
    except kernel.StageConflictError:
        own = meeting_access.own_request(public_id, part, by=request.actor)
        if own.state != Request.State.WITHDRAWN:
            return meeting_page(request, own, notice=Notice(_("This has been done already.")), status=409)
    return redirect("dialogue:meeting", public_id, part, own.public_id)


@require_safe
def meeting(request: http.Request, public_id: str, part: str, request_id: str) -> HttpResponse:
    """Show one company's wish and meeting to itself and to the municipality."""
    return meeting_page(request, meeting_access.meeting(public_id, part, request_id, by=request.actor))


@require_safe
def calendar(request: http.Request, public_id: str, part: str, request_id: str) -> HttpResponse:
    """Give a meeting to a calendar; a change has the same name and a higher number, so it updates."""
    own = meeting_access.meeting(public_id, part, request_id, by=request.actor)
    slot: Slot | None = getattr(own, "slot", None)
    if slot is None:
        return _said(request, own.meetings.part, _("There is no time yet"), _("Then there is nothing for a calendar."))
    event = invites.of_meeting(own, place=own.link if own.how == "video" else "")
    return HttpResponse(event.as_file(), content_type="text/calendar; charset=utf-8")


class Mine:
    """A company's own wish as it sees it: its times by the ids they have in the draw, and what it may do now."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.slot: Slot | None = getattr(request, "slot", None)
        self.ranked, self.can = self._moments(request.ranked), self._moments(request.can)
        self.times = [*self.ranked, *self.can]

    def _moments(self, names: list[str]) -> list[tuple[datetime, list[str]]]:
        """Return each moment once, with the ids of the times that begin then: one for each team."""
        begins = {slot.public_id: slot.starts_at for slot in self.request.meetings.slots.all()}
        found: dict[datetime, list[str]] = {}
        for name in names:
            if name in begins:
                found.setdefault(begins[name], []).append(name)
        return list(found.items())

    @property
    def when(self) -> str:
        return written.span(self.slot.starts_at, self.slot.ends_at) if self.slot else ""

    @property
    def is_ahead(self) -> bool:
        """Tell whether the company has a time that it is expected at."""
        return self.slot is not None and self.slot.stands and self.request.state == Request.State.GIVEN

    @property
    def standing(self) -> str:
        """Return what has become of the wish."""
        return standing(self.request)

    @property
    def may_withdraw(self) -> bool:
        has_begun = self.slot is not None and self.slot.starts_at <= timezone.now()
        is_off = self.request.meetings.part.state == Part.State.CANCELLED
        return self.request.state in {"asked", "given", "waiting"} and not has_begun and not is_off


def meeting_page(
    request: http.Request, own: Request, *, status: int = 200, notice: Notice | None = None, **more: Any
) -> HttpResponse:
    """Show one meeting; `more` are forms that came back."""
    row, is_buyer = own.meetings, may(request.actor, May.READ)
    mine = Mine(own)
    context = {
        "title": own.company.name if is_buyer else _("Your meeting"),
        "verbatim": is_buyer,
        "notice": notice,
        "request_": own,
        "mine": mine,
        "meetings": row,
        "one": told.Told(row.part),
        "team": queries.team(row, mine.slot.team) if mine.slot else [],
        "moves": own.moves.order_by("id"),
        "takes": queries.takes_wishes(row),
        "open": opening.takes_part(row.part),
        "is_buyer": is_buyer,
        "runs": is_buyer and may(request.actor, May.PUBLISH),
        "noted": noted(own) if queries.is_noted(own) else "",
        "stands": queries.stands(own),
        "has_begun": mine.slot is not None and mine.slot.starts_at <= timezone.now(),
    }
    way = Link(str(context["title"]), request.path, verbatim=is_buyer)
    return render(request, "dialogue/meeting.html", page(row.part, way) | context | more, status=status)


def page(part: Part, *more: Link) -> dict[str, Any]:
    """Return what every page about a part's meetings is given: the part, its dialogue, the way to it."""
    return {"part": part, "dialogue": part.dialogue, "trail": trails.of_part(part, *more)}


def own_wish(request: http.Request, row: Meetings | None) -> Request | None:
    if not row or not may(request.actor, May.OFFER):
        return None
    return queries.of_company(row, meeting_access.asking(by=request.actor))


def _days(row: Meetings | None) -> list[str]:
    days = {timezone.localtime(slot.starts_at).date() for slot in row.slots.all()} if row else set()
    return [written.weekday(day) for day in sorted(days)]


def _form(request: http.Request, row: Meetings, kept: Request | None, *, fresh: bool = False) -> WishForm:
    sent = request.POST if request.method == "POST" and not fresh else None
    return WishForm(sent, meetings=row, slots=row.slots.all(), request=kept)


def _form_page(request: http.Request, row: Meetings, form: WishForm, *, status: int = 200, **more: Any) -> HttpResponse:
    until = row.part.deadline_at
    about = (
        _("You can change or withdraw it until %(deadline)s.") % {"deadline": written.weekday_moment(until)}
        if until
        else ""
    )
    context = {"title": _("Ask for a meeting"), "form": form, "button": _("Send the wish"), "about": about}
    way = Link(str(context["title"]), request.path)
    return render(request, "dialogue/meetings_form.html", page(row.part, way) | context | more, status=status)


def _closed(request: http.Request, row: Meetings) -> HttpResponse:
    return _said(
        request, row.part, _("Wishes are not taken now"), _("The deadline has passed, or the dialogue is over.")
    )


def _said(request: http.Request, part: Part, title: str, text: str) -> HttpResponse:
    context = {"title": title, "notice": Notice(title, text)}
    return render(request, "dialogue/meetings_form.html", page(part, Link(title, request.path)) | context, status=409)
