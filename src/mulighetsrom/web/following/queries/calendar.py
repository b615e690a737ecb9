"""What happens when: meetings, dialogues, decisions, quarters, of an organisation or of all that somebody follows; and
what they have to do themselves in the plans of dialogues.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils import timezone

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.dialogue.queries import dialogues, finding, timeline
from mulighetsrom.web.following.models import CalendarKey, Follow
from mulighetsrom.web.following.queries import follows
from mulighetsrom.web.following.thing import groups
from mulighetsrom.web.needs.lines import public_view
from mulighetsrom.web.needs.models import Document
from mulighetsrom.web.needs.queries import meeting, plan
from mulighetsrom.web.needs.queries.search import Query, find

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.dialogue.models import Dialogue, Part, PlanLine
    from mulighetsrom.web.needs.lines import LineView
    from mulighetsrom.web.needs.models import Meeting

MOST: Final = 500
MOST_SEARCHES: Final = 20
PAST: Final = timedelta(days=365)
"""How far back a calendar goes."""


@dataclass(frozen=True, slots=True)
class Dates:
    """What a calendar holds."""

    meetings: list[Meeting] = field(default_factory=list)
    lines: list[LineView] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    to_do: list[PlanLine] = field(default_factory=list)


def hashed(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def owner(token: str) -> Person | None:
    """Return whose calendar a token opens."""
    return Person.objects.filter(
        pk__in=CalendarKey.objects.filter(token_hash=hashed(token)).values("person"), deleted_at=None
    ).first()


def key(person: Person) -> CalendarKey | None:
    """Return what tells that a person has a calendar that opens without log-in."""
    return CalendarKey.objects.filter(person=person).first()


def of_organisation(organisation: Organisation) -> Dates:
    """Return an organisation's public dates."""
    return _dates([organisation.pk], Q(owner=organisation), finding.behind([organisation.pk]))


def of_dialogue(dialogue: Dialogue) -> Dates:
    """Return when a dialogue's parts are held and end."""
    return Dates(parts=_parts(Q(pk=dialogue.pk)))


def of_person(person: Person) -> Dates:
    """Return the dates of what a person follows, and what they have to do themselves."""
    live = list(follows.with_targets(person.follows.filter(ended_at=None)).order_by("pk"))
    owners = [one.organisation_id for one in live if one.organisation_id]
    needs = [one.need_id for one in live if one.need_id]
    areas = {one.focus_area for one in live if one.focus_area}
    found = _found(live)
    chosen = Q(owner__in=owners) | Q(need__in=needs) | Q(focus_area__in=areas) | Q(public_id__in=found)
    joinable = finding.behind(owners) | Q(pk__in=[one.dialogue_id for one in live if one.dialogue_id])
    joinable |= Q(about__need__in=needs) | Q(public_id__in=found | _in_areas(areas))
    dates = _dates(owners, chosen, joinable)
    told = [line for line in dates.lines if _is_told(line, live)]
    return Dates(dates.meetings, told, dates.parts, list(timeline.of_person(person)[:MOST]))


def _dates(owners: Collection[int], chosen: Q, joinable: Q) -> Dates:
    since = timezone.localdate() - PAST
    meetings = meeting.announced().filter(owner__in=owners, date__gte=since).order_by("date", "pk")
    lines = plan.published().filter(chosen).order_by("-quarter", "pk")[:MOST]
    planned = [seen for line in lines if (seen := public_view(line)).planned]
    return Dates(list(meetings[:MOST]), planned, _parts(joinable))


def _parts(chosen: Q) -> list[Part]:
    return list(finding.dated(dialogues.public().filter(chosen), timezone.now() - PAST)[:MOST])


def _in_areas(areas: Collection[str]) -> set[str]:
    """Return the dialogues that everybody sees to be about one of these focus areas."""
    if not areas:
        return set()
    found = Document.objects.filter(kind="dialogue", areas__overlap=list(areas))
    return set(found.values_list("thing", flat=True))


def _found(live: Iterable[Follow]) -> set[str]:
    """Return the lines that somebody's searches and CPV groups lead to: the first page of each."""
    asked = [Query.from_dict(one.query) if one.query else Query(cpv=one.cpv) for one in live if one.query or one.cpv]
    return {hit.document.thing for query in asked[:MOST_SEARCHES] for hit in find(query).hits if not hit.partly}


def _is_told(line: LineView, live: Iterable[Follow]) -> bool:
    """Tell whether what everybody sees of a line is why it is there: an internal area or need leads nobody to it."""
    return any(
        (one.organisation and one.organisation.public_id == line.owner)
        or (one.need and one.need.public_id == line.need)
        or (one.focus_area and one.focus_area == line.focus_area)
        or (one.cpv and any(group.startswith(one.cpv) for group in groups(line.cpv)))
        or one.query
        for one in live
    )


def quarter_begins(quarter: str) -> date:
    """Return the first day of a quarter such as 2027-Q3."""
    return date(int(quarter[:4]), int(quarter[-1]) * 3 - 2, 1)


def latest(dates: Dates) -> datetime | None:
    """Return when something of it changed last; None where that is not known: of dialogues and what is to be done."""
    if dates.to_do or dates.parts:
        return None
    moments = [line.changed_at for line in dates.lines]
    moments += [one.announced_at for one in dates.meetings if one.announced_at]
    return max(moments, default=None)
