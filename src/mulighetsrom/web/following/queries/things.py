"""What follows lead to, as everybody may see it now: needs by their newest version, plan lines by their public view.

Letters, feeds, calendars and counts ask here, when they are written. What is no longer public is not there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from mulighetsrom.web.common import written
from mulighetsrom.web.needs import stages
from mulighetsrom.web.needs.lines import public_view
from mulighetsrom.web.needs.models import Line, Meeting, Member, Need, Version
from mulighetsrom.web.needs.queries import meeting, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import datetime

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.needs.lines import LineView

    Key = tuple[str, str]

GROUP: Final = 3
"""The digits of a CPV code that tell its group: 906 is cleaning and sanitation, snow clearing among it."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A public need, plan line or contact meeting; `behind` are the organisations behind it by row, the owner first."""

    kind: str
    public_id: str
    title: str
    summary: str
    owner: Organisation
    behind: tuple[int, ...]
    focus_areas: tuple[str, ...]
    cpv: tuple[str, ...]
    row: Need | Line | Meeting
    changed_at: datetime
    line: LineView | None = None

    @property
    def key(self) -> Key:
        return self.kind, self.public_id

    @property
    def path(self) -> str:
        """Return its address in the language of whoever reads."""
        if self.kind == "need":
            return reverse("needs:need", args=[self.public_id])
        if self.kind == "meeting":
            return reverse("needs:meeting", args=[self.public_id])
        return f"{reverse('needs:plan', args=[self.owner.public_id])}#{self.public_id}"


def thing(kind: str, public_id: str) -> Thing | None:
    """Return one thing, if everybody may see it."""
    return things([(kind, public_id)]).get((kind, public_id))


def things(keys: Iterable[Key]) -> dict[Key, Thing]:
    """Return those of these things that everybody may see, by kind and public id; two queries for each kind."""
    asked: defaultdict[str, list[str]] = defaultdict(list)
    for kind, public_id in keys:
        asked[kind].append(public_id)
    found = [one for kind, public_ids in asked.items() for one in READERS[kind](public_ids)]
    return {one.key: one for one in found}


def of_organisation(organisation: Organisation, most: int) -> list[Thing]:
    """Return what an organisation has published, newest first."""
    needs = Need.objects.filter(owner=organisation, stage__in=stages.PUBLIC).order_by("-changed_at")
    lines = Line.objects.filter(owner=organisation, published_at__isnull=False).order_by("-changed_at")
    return newest(needs.values_list("public_id", flat=True)[:most], lines.values_list("public_id", flat=True)[:most])


def newest(need_ids: Iterable[str], line_ids: Iterable[str]) -> list[Thing]:
    """Return these needs and lines as everybody sees them, newest first."""
    found = [*_needs(list(need_ids)), *_lines(list(line_ids))]
    return sorted(found, key=lambda one: (one.changed_at, one.public_id), reverse=True)


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


def groups(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the groups of CPV codes, each once."""
    return tuple(dict.fromkeys(code[:GROUP] for code in codes))


READERS: Final[dict[str, Callable[[Collection[str]], list[Thing]]]] = {
    "need": _needs,
    "line": _lines,
    "meeting": _meetings,
}
