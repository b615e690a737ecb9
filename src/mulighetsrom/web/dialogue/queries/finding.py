"""What the search, lists on other pages and followers' letters tell of public dialogues, in one query for many."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from mulighetsrom.web.dialogue.models import About, Dialogue, Member, Part
from mulighetsrom.web.dialogue.queries import dialogues
from mulighetsrom.web.needs import stages as needs
from mulighetsrom.web.needs.models import Version

if TYPE_CHECKING:
    from collections.abc import Collection

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
    newest = Version.objects.filter(need__in={need for _dialogue, need in pairs}, need__stage__in=needs.PUBLIC)
    told = {one.need_id: one.content for one in newest.order_by("need_id", "-number").distinct("need_id")}
    found: defaultdict[int, list[Content]] = defaultdict(list)
    for dialogue, need in pairs:
        if need in told:
            found[dialogue].append(told[need])
    return found


def of_need(need: Need) -> QuerySet[Dialogue]:
    """Return the dialogues about a need that everybody can read: the open ones by deadline, then the others."""
    return _open_first(dialogues.public().filter(about__need=need))


def of_organisation(organisation: Organisation) -> QuerySet[Dialogue]:
    """Return the public dialogues an organisation owns or stands behind, with their titles, in the same order."""
    joined = Member.objects.filter(organisation=organisation, state=Member.State.CONSENTED)
    return _open_first(dialogues.public().filter(Q(owner=organisation) | Q(pk__in=joined.values("dialogue"))))


def _open_first(rows: QuerySet[Dialogue]) -> QuerySet[Dialogue]:
    rows = dialogues.with_titles(rows).annotate(is_over=~Q(stage=Dialogue.Stage.OPEN))
    return rows.order_by("is_over", dialogues.soonest().asc(nulls_last=True), "-id")
