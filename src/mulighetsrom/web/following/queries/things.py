"""What follows lead to, as everybody may see it now: needs and dialogues by their newest version, lines by their view.

Letters, feeds, calendars and counts ask here, when they are written. What is no longer public is not there.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from django.db.models import Max
from django.utils.translation import gettext as _

from mulighetsrom.web.common import written
from mulighetsrom.web.following.queries import dialogues
from mulighetsrom.web.following.thing import Thing, groups
from mulighetsrom.web.needs import stages
from mulighetsrom.web.needs.lines import public_view
from mulighetsrom.web.needs.models import Line, Meeting, Member, Version
from mulighetsrom.web.needs.queries import meeting, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import datetime

    from mulighetsrom.web.following.thing import Key


def thing(kind: str, public_id: str) -> Thing | None:
    """Return one thing, if everybody may see it."""
    return things([(kind, public_id)]).get((kind, public_id))


def things(keys: Iterable[Key]) -> dict[Key, Thing]:
    """Return those of these things that everybody may see, by kind and public id; a few queries for each kind."""
    asked: defaultdict[str, list[str]] = defaultdict(list)
    for kind, public_id in keys:
        asked[kind].append(public_id)
    found = [one for kind, public_ids in asked.items() for one in READERS[kind](public_ids)]
    return {one.key: one for one in found}


def newest(keys: Iterable[Key]) -> list[Thing]:
    """Return these things as everybody sees them, newest first."""
    return sorted(things(keys).values(), key=lambda one: (one.changed_at, one.public_id), reverse=True)


def _needs(public_ids: Collection[str]) -> list[Thing]:
    versions = list(
        Version.objects.filter(need__public_id__in=public_ids, need__stage__in=stages.PUBLIC)
        .select_related("need__owner")
        .defer("need__draft")
        .order_by("need_id", "-number")
        .distinct("need_id")
    )
    joined: defaultdict[int, list[int]] = defaultdict(list)
    consented = Member.objects.filter(need__in=[one.need_id for one in versions], state=Member.State.CONSENTED)
    for need, organisation in consented.values_list("need_id", "organisation_id"):
        joined[need].append(organisation)
    return [_need(version, joined[version.need_id]) for version in versions]


def _need(version: Version, joined: Sequence[int]) -> Thing:
    need, said = version.need, version.content
    return Thing(
        kind="need",
        public_id=need.public_id,
        title=said.get("title", ""),
        summary=said.get("who", ""),
        owner=need.owner,
        behind=(need.owner_id, *joined),
        focus_areas=tuple(said.get("focus_areas") or ()),
        cpv=groups(said.get("cpv") or ()),
        row=need,
        needs=(need.pk,),
        changed_at=max(need.changed_at, version.published_at) if need.text == "published" else version.published_at,
    )


def _lines(public_ids: Collection[str]) -> list[Thing]:
    return [_line(line) for line in plan.published().filter(public_id__in=public_ids)]


def _line(line: Line) -> Thing:
    seen = public_view(line)
    return Thing(
        kind="line",
        public_id=seen.public_id,
        title=seen.title,
        summary=seen.text,
        owner=line.owner,
        behind=(line.owner_id,),
        focus_areas=(seen.focus_area,) if seen.focus_area else (),
        cpv=groups(seen.cpv),
        row=line,
        changed_at=seen.changed_at,
        line=seen,
    )


def _meetings(public_ids: Collection[str]) -> list[Thing]:
    found = meeting.announced().filter(public_id__in=public_ids)
    answered = Max("presented__contributions__answered_at")
    return [_meeting(one, one.answered) for one in found.annotate(answered=answered)]


def _meeting(one: Meeting, answered: datetime | None) -> Thing:
    announced = one.announced_at or one.created_at
    return Thing(
        kind="meeting",
        public_id=one.public_id,
        title=_("Contact meeting %(day)s") % {"day": written.day(one.date)},
        summary=one.text,
        owner=one.owner,
        behind=(one.owner_id,),
        focus_areas=(),
        cpv=(),
        row=one,
        changed_at=max(announced, answered or announced),
    )


READERS: Final[dict[str, Callable[[Collection[str]], list[Thing]]]] = {
    "need": _needs,
    "line": _lines,
    "meeting": _meetings,
    "dialogue": dialogues.read,
}
