"""What waits in one-to-one meetings: as many queries for one as for thirty. Each row has a `title`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.utils import timezone

from mulighetsrom.web.dialogue.models import Dialogue, Meetings, Minutes, Part, Request, TeamMember, Version

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mulighetsrom.web.common.actor import Actor

State = Meetings.State
UNSENT: Final = Q(minutes=None) | Q(minutes__state=Minutes.State.DRAFT)


def to_run(by: Actor) -> QuerySet[Meetings, Any]:
    """Return the meetings of open dialogues that wait for their own people: to be opened, to be drawn, understaffed."""
    roles = (TeamMember.Role.ASKS, TeamMember.Role.NOTES)
    whole = TeamMember.objects.filter(meetings=OuterRef("pk"), role__in=roles, team__lte=OuterRef("teams"))
    pairs = whole.order_by().values("meetings").annotate(n=Count("team", distinct=True)).values("n")
    ours = Meetings.objects.filter(
        part__dialogue__owner__public_id=by.acting_for or "",
        part__dialogue__stage=Dialogue.Stage.OPEN,
        part__state=Part.State.PLANNED,
    )
    by_role = {role: Subquery(pairs.filter(role=role)) for role in roles}
    staffed = ours.annotate(asking=by_role[roles[0]], noting=by_role[roles[1]])
    lacking = Q(state=State.OPEN) & (~Q(asking=F("teams")) | ~Q(noting=F("teams")) | Q(asking=None) | Q(noting=None))
    waiting = staffed.filter(Q(state__in=[State.PREPARED, State.FROZEN]) | lacking)
    return _titled(waiting, "part__dialogue").select_related("part__dialogue").order_by("pk")


def to_note(by: Actor) -> QuerySet[Request, Any]:
    """Return the meetings that are over, and of which nobody has said whether they were held."""
    ours = _met().filter(
        meetings__part__dialogue__owner__public_id=by.acting_for or "", slot__ends_at__lte=timezone.now()
    )
    return ours.select_related("company")


def ahead(by: Actor) -> QuerySet[Request, Any]:
    """Return the meetings that a company has before it."""
    return _met().filter(company__public_id=by.acting_for or "", slot__ends_at__gt=timezone.now())


def minutes_to_write(by: Actor) -> QuerySet[Request, Any]:
    """Return the meetings that were held, and whose minutes the actor, who takes them, has not sent."""
    takes = TeamMember.objects.filter(meetings=OuterRef("meetings"), team=OuterRef("slot__team"))
    mine = Exists(takes.filter(role=TeamMember.Role.NOTES, person__public_id=by.person or ""))
    ours = _held().filter(mine, meetings__part__dialogue__owner__public_id=by.acting_for or "")
    return ours.filter(UNSENT).select_related("company")


def minutes_to_confirm(by: Actor) -> QuerySet[Request, Any]:
    """Return the meetings of a company whose minutes wait for it."""
    waiting = _held().filter(company__public_id=by.acting_for or "", minutes__state=Minutes.State.SENT)
    return waiting.select_related("minutes")


def without_minutes(dialogue: Dialogue) -> QuerySet[Request, Any]:
    """Return the meetings of a dialogue that were held, and whose minutes no company has been sent."""
    return _held().filter(UNSENT, meetings__part__dialogue=dialogue).select_related("company")


def _held() -> QuerySet[Request, Any]:
    held = Request.objects.filter(state=Request.State.HELD).select_related("slot", "meetings__part__dialogue")
    return _titled(held, "meetings__part__dialogue").order_by("slot__starts_at", "pk")


def _met() -> QuerySet[Request, Any]:
    planned = Request.objects.filter(state=Request.State.GIVEN, meetings__part__state=Part.State.PLANNED)
    given = planned.select_related("slot", "meetings__part__dialogue")
    return _titled(given, "meetings__part__dialogue").order_by("slot__starts_at", "pk")


def _titled(rows: QuerySet[Any], dialogue: str) -> QuerySet[Any]:
    newest = Version.objects.filter(dialogue=OuterRef(dialogue)).order_by("-number")
    titled: QuerySet[Any] = rows.annotate(title=Subquery(newest.annotate(text=KT("content__title")).values("text")[:1]))
    return titled
