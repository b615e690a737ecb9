"""Dialogues as followers hear of them: by their newest version, and by what their public needs are about."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mulighetsrom.web.dialogue import stages, told
from mulighetsrom.web.dialogue.models import About, Member, Version
from mulighetsrom.web.dialogue.queries import finding
from mulighetsrom.web.following.thing import Thing, groups

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from mulighetsrom.web.drafting.fields import Content


def read(public_ids: Collection[str]) -> list[Thing]:
    """Return those of these dialogues that everybody can read; five queries, however many there are."""
    newest = Version.objects.filter(dialogue__public_id__in=public_ids, dialogue__stage__in=stages.PUBLIC)
    versions = list(
        newest.select_related("dialogue__owner")
        .defer("dialogue__draft")
        .order_by("dialogue_id", "-number")
        .distinct("dialogue_id")
    )
    rows = [one.dialogue for one in versions]
    consented = Member.objects.filter(dialogue__in=rows, state=Member.State.CONSENTED)
    joined = _by_first(consented.values_list("dialogue_id", "organisation_id"))
    needs = _by_first(About.objects.filter(dialogue__in=rows).values_list("dialogue_id", "need_id"))
    about = finding.subjects(rows)
    return [_thing(one, joined[one.dialogue_id], needs[one.dialogue_id], about[one.dialogue_id]) for one in versions]


def _thing(version: Version, joined: Sequence[int], needs: Sequence[int], about: Sequence[Content]) -> Thing:
    dialogue = version.dialogue
    return Thing(
        kind="dialogue",
        public_id=dialogue.public_id,
        title=told.title(version.content),
        summary=told.Description(version.content).in_brief,
        owner=dialogue.owner,
        behind=(dialogue.owner_id, *joined),
        focus_areas=finding.all_of(about, "focus_areas"),
        cpv=groups(finding.all_of(about, "cpv")),
        row=dialogue,
        changed_at=version.published_at,
        needs=tuple(needs),
    )


def _by_first(pairs: Iterable[tuple[int, int]]) -> defaultdict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for first, second in pairs:
        found[first].append(second)
    return found
