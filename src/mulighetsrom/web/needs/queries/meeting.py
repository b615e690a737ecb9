"""Reads of contact meetings. What a line tells everybody comes by `lines.public_view`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from mulighetsrom.web.needs.models import Contribution, Line, Meeting, Presented, SignUp
from mulighetsrom.web.needs.queries import plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.models import Organisation

State = Meeting.State


def announced() -> QuerySet[Meeting]:
    """Return the meetings that everybody can see."""
    return Meeting.objects.exclude(state=State.DRAFT).select_related("owner", "responsible")


def announced_by(owner: Organisation) -> QuerySet[Meeting]:
    """Return an organisation's meetings that everybody can see, newest first."""
    return announced().filter(owner=owner).order_by("-date", "-id")


def of(owner: Organisation) -> QuerySet[Meeting]:
    """Return an organisation's meetings, newest first, drafts too."""
    return Meeting.objects.filter(owner=owner).select_related("owner", "responsible").order_by("-date", "-id")


def presented(meeting: Meeting) -> QuerySet[Presented]:
    """Return what a meeting presents, in its order, with everything that its page tells of it."""
    contributions = Contribution.objects.select_related("company", "by").order_by("created_at", "id")
    return meeting.presented.prefetch_related(
        Prefetch("line", plan.whole(Line.objects.all())), Prefetch("contributions", contributions)
    ).order_by("position", "id")


def before(meeting: Meeting) -> Meeting | None:
    """Return the meeting before this one, if it was held: the new one opens with what became of it."""
    held = Meeting.objects.filter(owner=meeting.owner, date__lt=meeting.date, state__in=[State.HELD, State.CLOSED])
    return held.select_related("owner", "responsible").order_by("-date", "-id").first()


def unanswered(owner: str) -> QuerySet[Contribution]:
    """Return the contributions that nobody has answered, oldest first."""
    waiting = Contribution.objects.filter(presented__meeting__owner__public_id=owner, answer="")
    return waiting.select_related("presented__meeting", "presented__line", "company").order_by("created_at", "id")


def without_outcomes(owner: str) -> QuerySet[Meeting]:
    """Return the meetings that were held and have not told yet what became of every line, oldest first."""
    untold = Presented.objects.filter(meeting=OuterRef("pk"), outcome="")
    held = Meeting.objects.filter(owner__public_id=owner, state=State.HELD)
    return held.filter(Exists(untold)).order_by("date", "id")


def open_of(person: str, owner: str) -> QuerySet[Meeting]:
    """Return the meetings that a person answers for in an organisation, and that are not over."""
    mine = Meeting.objects.filter(owner__public_id=owner, responsible__public_id=person)
    return mine.exclude(state=State.CLOSED).order_by("date", "id")


def to_choose(owner: Organisation, meeting: Meeting | None) -> QuerySet[Line]:
    """Return the lines that a meeting can present: those that everybody sees, and those it presents already."""
    chosen = Q(presented__meeting=meeting) if meeting else Q(pk__in=[])
    planned = Q(published_at__isnull=False, state=Line.State.PLANNED)
    return Line.objects.filter(planned | chosen, owner=owner).distinct().order_by("quarter", "title", "id")


def takes_contributions(meeting: Meeting) -> bool:
    """Tell whether companies can still contribute."""
    return meeting.state in {State.ANNOUNCED, State.HELD} and timezone.localdate() <= meeting.contributions_until


def takes_sign_ups(meeting: Meeting) -> bool:
    """Tell whether people can still say that they come: until the meeting is over, whether or not that is noted."""
    over = datetime.combine(meeting.date, meeting.ends, timezone.get_default_timezone())
    return meeting.state == State.ANNOUNCED and timezone.now() < over


def sign_ups_of(person: str) -> Iterator[dict[str, Any]]:
    """Return the meetings that a person has signed up for, as JSON takes them."""
    for one in SignUp.objects.filter(person__public_id=person).select_related("meeting").order_by("id"):
        told = {"meeting": one.meeting.public_id, "name": one.name, "email": one.email, "company": one.company}
        yield told | {"how": one.how, "access_needs": one.access_needs, "listed": one.listed}


def contributions_of(person: str) -> Iterator[dict[str, Any]]:
    """Return what a person has contributed to meetings, as JSON takes it."""
    for one in Contribution.objects.filter(by__public_id=person).order_by("id"):
        yield {"id": one.public_id, "kind": one.kind, "text": one.text, "answer": one.answer}


def coming(meeting: Meeting) -> QuerySet[SignUp]:
    """Return who comes to a meeting, by name."""
    return meeting.sign_ups.filter(confirmed_at__isnull=False).select_related("person").order_by("name", "id")
