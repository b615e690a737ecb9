"""What has come to people and stands in no letter yet, and when it is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from mulighetsrom.web.following.models import Follow, Item

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.following.thing import Key

MORNING: Final = time(7)
"""When collected letters go, by Norway's clock."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item that waits, and for whom."""

    pk: int
    person: Person
    cadence: str
    key: Key
    is_due: bool


def of_happening(**happening: str) -> list[Waiting]:
    """Return the items of one thing that happened which stand in no letter."""
    return _waiting(Item.objects.filter(**happening), due=Q(follow__cadence=Follow.Cadence.AT_ONCE))


def of_people(people: Collection[int], now: datetime) -> list[Waiting]:
    """Return all items that wait for these people; nobody else can put them into a letter meanwhile."""
    return _waiting(Item.objects.filter(follow__person__in=people), due=_due(now))


def who(now: datetime) -> list[int]:
    """Return the people for whom something waits that is due."""
    found = _live(Item.objects.filter(_due(now)))
    return list(found.order_by("follow__person_id").values_list("follow__person_id", flat=True).distinct())


def _waiting(items: QuerySet[Item], *, due: Q) -> list[Waiting]:
    rows = (
        _live(items)
        .annotate(is_due=ExpressionWrapper(due, output_field=BooleanField()))
        .select_related("follow__person")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    return [
        Waiting(row.pk, row.follow.person, row.follow.cadence, (row.kind, row.thing), row.is_due)
        for row in rows.iterator(chunk_size=2000)
    ]


def _live(items: QuerySet[Item]) -> QuerySet[Item]:
    live = {"follow__ended_at": None, "follow__paused_at": None, "follow__person__deleted_at": None}
    return items.filter(letter="", **live)


def _due(now: datetime) -> Q:
    """Say what is due: every day what came before the last morning, every week before that of the last Monday.

    What should have gone at once and did not, as when somebody chose so later, goes in the morning.
    """
    morning, monday = last_morning(now), last_morning(now, weekday=0)
    weekly = Q(follow__cadence=Follow.Cadence.WEEKLY)
    return (weekly & Q(at__lte=monday)) | (~weekly & Q(at__lte=morning))


def last_morning(now: datetime, weekday: int | None = None) -> datetime:
    """Return the last seven o'clock in Norway, on any day or on a day of the week, where Monday is 0."""
    local = timezone.localtime(now)
    day = local.date() - timedelta(days=local.time() < MORNING)
    if weekday is not None:
        day -= timedelta(days=(day.weekday() - weekday) % 7)
    return timezone.make_aware(datetime.combine(day, MORNING))
