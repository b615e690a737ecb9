"""Reads of follows: a person's own, and who must hear of a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef, Q

from mulighetsrom.web.following.models import Follow, Item, Mark, Mute
from mulighetsrom.web.following.news import NEWS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.following.thing import Thing

OWN_FOLLOWERS_ONLY: Final = {"need-question-answered", *(what for what, one in NEWS.items() if one.own)}
"""What only those hear of who follow the need or the dialogue itself."""


DRAFTS: Final = ("need__draft", "dialogue__draft")
"""The texts in work that nobody who follows reads."""


def of(person: Person) -> QuerySet[Follow]:
    """Return what a person follows, newest first."""
    return with_targets(person.follows.filter(ended_at=None)).order_by("-created_at", "-id")


def with_targets(follows: QuerySet[Follow]) -> QuerySet[Follow]:
    """Bring along what `words.name` looks at."""
    return follows.select_related("organisation", "need__owner", "dialogue", "person").defer(*DRAFTS)


def live(person: Person, key: dict[str, object]) -> Follow | None:
    """Return a person's follow of a target, if it has not ended."""
    return person.follows.filter(**key, ended_at=None).first()


def by_id(public_ids: Iterable[str]) -> list[Follow]:
    """Return follows by their public ids, for whoever has a letter's link to them."""
    return list(with_targets(Follow.objects.filter(public_id__in=public_ids)))


def mutes(person: Person) -> QuerySet[Mute]:
    """Return the reasons that bring a person nothing any more, newest first."""
    own = Mute.objects.filter(follow__person=person, follow__ended_at=None)
    targets = own.select_related("follow__organisation", "follow__need", "follow__dialogue", "organisation")
    return targets.defer("follow__need__draft", "follow__dialogue__draft").order_by("-made_at", "-id")


def latest(person: Person, most: int) -> list[Item]:
    """Return what came to a person lately, newest first, without what they have hidden."""
    hidden = Mark.objects.filter(person=person, thing=OuterRef("thing"))
    own = Item.objects.filter(~Exists(hidden), follow__person=person, follow__ended_at=None)
    return list(with_follows(own).order_by("-at", "-id")[:most])


def with_follows(items: QuerySet[Item]) -> QuerySet[Item]:
    """Bring along the follows, with what `words.name` looks at."""
    targets = items.select_related("follow__organisation", "follow__need", "follow__dialogue", "follow__person")
    return targets.defer("follow__need__draft", "follow__dialogue__draft")


def of_letter(letter: str) -> list[Item]:
    """Return what a letter tells: without what has been hidden, and of follows that have not ended."""
    hidden = Mark.objects.filter(person=OuterRef("follow__person"), thing=OuterRef("thing"))
    told = Item.objects.filter(~Exists(hidden), letter=letter, follow__ended_at=None)
    return list(with_follows(told).order_by("at", "id"))


def that_told(person: Person, thing: Thing) -> QuerySet[Follow]:
    """Return a person's follows that led to a thing."""
    return person.follows.filter(
        pk__in=Item.objects.filter(follow__person=person, thing=thing.public_id).values("follow")
    )


def who_hear(thing: Thing, what: str, searches: Iterable[str] = ()) -> QuerySet[Follow]:
    """Return the follows that lead to a thing, but for those that are muted so far; `searches` are hashes."""
    targets = Q(**{thing.kind: thing.row}) if thing.kind in {"need", "dialogue"} else Q(pk=None)
    if what not in OWN_FOLLOWERS_ONLY:
        targets |= Q(organisation__in=thing.behind) | Q(need__in=thing.needs) | Q(query_hash__in=list(searches))
        targets |= Q(focus_area__in=thing.focus_areas) | Q(cpv__in=_prefixes(thing))
    live = Follow.objects.filter(targets, ended_at=None, paused_at=None, person__deleted_at=None)
    hidden = Mark.objects.filter(person=OuterRef("person"), thing=thing.public_id)
    return live.filter(~Exists(_muting(thing)), ~Exists(hidden))


def _muting(thing: Thing) -> QuerySet[Mute]:
    return Mute.objects.filter(
        Q(organisation=None) | Q(organisation__in=thing.behind),
        Q(focus_area="") | Q(focus_area__in=thing.focus_areas),
        Q(cpv="") | Q(cpv__in=thing.cpv),
        follow=OuterRef("pk"),
    )


def _prefixes(thing: Thing) -> list[str]:
    return [group[:length] for group in thing.cpv for length in (2, 3)]
