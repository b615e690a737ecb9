"""What the search, lists on other pages and followers' letters tell of public dialogues, in one query for many."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from mulighetsrom.web.dialogue.models import About, Dialogue, Member, Part, Version
from mulighetsrom.web.dialogue.queries import dialogues
from mulighetsrom.web.needs import stages as needs
from mulighetsrom.web.needs.models import Version as NeedVersion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.drafting.fields import Content
    from mulighetsrom.web.needs.models import Need


def next_deadlines(public_ids: Collection[str]) -> dict[str, Part]:
    """Return the part of each open dialogue whose deadline comes next, by the dialogue's public id."""
    ahead = Part.objects.filter(
        dialogue__public_id__in=public_ids,
        dialogue__stage=Dialogue.Stage.OPEN,
        state=Part.State.PLANNED,
        deadline_at__gt=timezone.now(),
    )
    soonest = ahead.order_by("dialogue_id", "deadline_at", "id").distinct("dialogue_id")
    return {part.dialogue.public_id: part for part in soonest.select_related("dialogue").defer("dialogue__draft")}


def subjects(rows: Collection[Dialogue]) -> dict[int, list[Content]]:
    """Return what everybody reads of the public needs that each dialogue is about, by the dialogue's row."""
    pairs = list(About.objects.filter(dialogue__in=rows).order_by("id").values_list("dialogue_id", "need_id"))
    newest = NeedVersion.objects.filter(need__in={need for _dialogue, need in pairs}, need__stage__in=needs.PUBLIC)
    told = {one.need_id: one.content for one in newest.order_by("need_id", "-number").distinct("need_id")}
    found: defaultdict[int, list[Content]] = defaultdict(list)
    for dialogue, need in pairs:
        if need in told:
            found[dialogue].append(told[need])
    return found


def all_of(contents: Iterable[Content], name: str) -> tuple[str, ...]:
    """Return what a list of codes holds in all of these texts, each code once."""
    return tuple(dict.fromkeys(value for content in contents for value in content.get(name) or ()))


def dated(rows: QuerySet[Dialogue], since: datetime) -> QuerySet[Part, Any]:
    """Return the parts of public dialogues that are held or end after a moment, with the newest version's
    `public_title` and moment, `told_at`.
    """
    newest = Version.objects.filter(dialogue=OuterRef("dialogue")).order_by("-number")
    title, at = (Subquery(newest.values(name)[:1]) for name in ("content__title", "published_at"))
    parts = Part.objects.filter(Q(ends_at__gte=since) | Q(deadline_at__gte=since), dialogue__in=rows)
    found = parts.select_related("dialogue__owner").defer("dialogue__draft").annotate(public_title=title, told_at=at)
    return found.order_by("deadline_at", "id")


def changed_part(public_id: str) -> Part | None:
    """Return a part of a public dialogue that goes on: of one that is cancelled, nobody is told part by part."""
    parts = Part.objects.filter(public_id=public_id, dialogue__in=dialogues.public())
    return parts.exclude(dialogue__stage=Dialogue.Stage.CANCELLED).select_related("dialogue").first()


def of_need(need: Need) -> QuerySet[Dialogue]:
    """Return the dialogues about a need that everybody can read: the open ones by deadline, then the others."""
    return _open_first(dialogues.public().filter(about__need=need))


def of_organisation(organisation: Organisation) -> QuerySet[Dialogue]:
    """Return the public dialogues an organisation owns or stands behind, with their titles, in the same order."""
    return _open_first(dialogues.public().filter(behind([organisation.pk])))


def behind(organisations: Collection[int]) -> Q:
    """Say that one of these organisations owns a dialogue or stands behind it."""
    joined = Member.objects.filter(organisation__in=organisations, state=Member.State.CONSENTED)
    return Q(owner__in=organisations) | Q(pk__in=joined.values("dialogue"))


def _open_first(rows: QuerySet[Dialogue]) -> QuerySet[Dialogue]:
    rows = dialogues.with_titles(rows).annotate(is_over=~Q(stage=Dialogue.Stage.OPEN))
    return rows.order_by("is_over", dialogues.soonest().asc(nulls_last=True), "-id")
