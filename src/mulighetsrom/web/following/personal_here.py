"""What following keeps about people, for the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.web.common.personal import Personal
from mulighetsrom.web.following.actions import follows, telling
from mulighetsrom.web.following.models import CalendarKey, Follow, Item, Mark, Mute

if TYPE_CHECKING:
    from collections.abc import Iterator


def _follows(person: str) -> Iterator[dict[str, Any]]:
    own = Follow.objects.filter(person__public_id=person).select_related("organisation", "need", "dialogue")
    for one in own.order_by("pk"):
        yield {
            "kind": one.kind,
            "organisation": one.organisation.public_id if one.organisation else None,
            "need": one.need.public_id if one.need else None,
            "dialogue": one.dialogue.public_id if one.dialogue else None,
            "focus_area": one.focus_area,
            "cpv": one.cpv,
            "query": one.query,
            "cadence": one.cadence,
            "since": one.created_at.isoformat(),
            "paused_at": one.paused_at and one.paused_at.isoformat(),
            "ended_at": one.ended_at and one.ended_at.isoformat(),
        }


def _items(person: str) -> Iterator[dict[str, Any]]:
    own = Item.objects.filter(follow__person__public_id=person).select_related("follow").order_by("pk")
    for one in own.iterator():
        yield {"at": one.at.isoformat(), "what": one.what, "about": one.thing, "letter": one.letter or None}


def _hidden(person: str) -> Iterator[dict[str, Any]]:
    for mark in Mark.objects.filter(person__public_id=person).order_by("pk"):
        yield {"hidden": mark.thing, "at": mark.at.isoformat()}
    for mute in Mute.objects.filter(follow__person__public_id=person).select_related("organisation").order_by("pk"):
        yield {
            "muted_in": mute.organisation.public_id if mute.organisation else None,
            "focus_area": mute.focus_area,
            "cpv": mute.cpv,
            "at": mute.made_at.isoformat(),
        }


def _calendars(person: str) -> Iterator[dict[str, Any]]:
    for key in CalendarKey.objects.filter(person__public_id=person):
        yield {"calendar_since": key.made_at.isoformat()}


KINDS: Final = (
    Personal(
        what="What somebody follows, also the words of saved searches, and how often they hear of it",
        whose="who follows something",
        why="so that they hear of it",
        controller="who runs the installation",
        kept="until they stop it, and `following.actions.follows.ENDED_KEPT` (30 days) more, so that they can undo it",
        fields=("following.Follow.person", "following.Follow.query", "following.Follow.query_hash"),
        export=_follows,
        purge=follows.purge,
    ),
    Personal(
        what="What came of a follow and in which letter, by public ids",
        whose="who follows something",
        why="so that each thing is told once, and can be read again",
        controller="who runs the installation",
        kept="`following.actions.telling.KEPT` (90 days)",
        fields=("following.Item.letter",),
        export=_items,
        purge=telling.purge,
    ),
    Personal(
        what="What somebody has hidden, and what is muted for them",
        whose="who hides something",
        why="so that fewer such things come",
        controller="who runs the installation",
        kept="what is hidden `following.actions.telling.KEPT` (90 days); what is muted until they undo it",
        fields=("following.Mark.person", "following.Mark.thing", "following.Mark.focus_areas", "following.Mark.cpv"),
        export=_hidden,
    ),
    Personal(
        what="The hash of what opens a person's calendar without log-in",
        whose="who has made such a calendar",
        why="so that a calendar program can fetch it, and nobody who reads our database",
        controller="who runs the installation",
        kept="until they end it or make a new one",
        fields=("following.CalendarKey.person", "following.CalendarKey.token_hash"),
        export=_calendars,
    ),
)

NOT_PERSONAL: Final = {
    "following.Follow.public_id",
    "following.Follow.kind",
    "following.Follow.focus_area",
    "following.Follow.cpv",
    "following.Follow.cadence",
    "following.Follow.ended_by",
    "following.Item.public_id",
    "following.Item.kind",
    "following.Item.thing",
    "following.Item.what",
    "following.Item.once",
    "following.Mark.kind",
    "following.Mute.public_id",
    "following.Mute.focus_area",
    "following.Mute.cpv",
}
