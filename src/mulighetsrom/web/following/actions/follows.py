"""What a person does with what they follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.following.models import Follow

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.following.targets import Target
    from mulighetsrom.web.following.tokens import Stop

ENDED_KEPT: Final = timedelta(days=30)
"""How long a follow is kept that has ended: so that whoever stopped by mistake can take it back."""

MOST: Final = 200
"""Follows that one person can have."""


class TooManyError(Exception):
    """Raised when somebody follows as much as one person can."""


@action
def follow(*, target: Target, by: Actor) -> Follow:
    """Follow something from now on; what was followed before begins again, as it was. Raises TooManyError."""
    person = accounts.me(by=by)
    if person.follows.filter(ended_at=None).count() >= MOST:
        raise TooManyError
    Follow.objects.bulk_create([target.follow(person=person)], ignore_conflicts=True)  # of two clicks, one is first
    person.follows.filter(**target.key).exclude(ended_at=None).update(ended_at=None, ended_by="", paused_at=None)
    made = person.follows.get(**target.key)
    audit.record("follow.began", about=made, by=_alone(by))
    return made


@action
def set_cadence(*, follow: Follow, cadence: Follow.Cadence, by: Actor) -> None:
    """Let letters come more or less often."""
    del by
    Follow.objects.filter(pk=follow.pk).update(cadence=cadence)


@action
def pause(*, follow: Follow, by: Actor) -> None:
    """Let nothing come until it is taken up again."""
    del by
    Follow.objects.filter(pk=follow.pk, paused_at=None).update(paused_at=timezone.now())


@action
def resume(*, follow: Follow, by: Actor) -> None:
    """Let it come again, from now on; also what has been stopped."""
    Follow.objects.filter(pk=follow.pk).update(paused_at=None, ended_at=None, ended_by="")
    audit.record("follow.resumed", about=follow, by=_alone(by))


@action
def stop(*, follow: Follow, by: Actor) -> None:
    """Follow something no more."""
    if Follow.objects.filter(pk=follow.pk, ended_at=None).update(ended_at=timezone.now()):
        audit.record("follow.ended", about=follow, by=_alone(by))


@action
def stop_by_letter(*, stop: Stop) -> None:
    """End what a letter's link ends: whoever has the letter may, and is its receiver."""
    Follow.objects.filter(_meant(stop), ended_at=None).update(ended_at=timezone.now(), ended_by=stop.letter)


@action
def take_back_stop(*, stop: Stop) -> None:
    """Take up again what this letter's link ended, and nothing else."""
    Follow.objects.filter(_meant(stop), ended_by=stop.letter).update(ended_at=None, ended_by="")


def purge() -> int:
    """Delete the follows that ended long ago or were somebody's who has left, with what came of them."""
    left = Q(person__deleted_at__isnull=False)
    return Follow.objects.filter(left | Q(ended_at__lt=timezone.now() - ENDED_KEPT)).delete()[0]


def _alone(by: Actor) -> Actor:
    """Return the person, for nobody: what somebody follows is no part of an organisation's history."""
    return replace(by, acting_for=None)


def _meant(stop: Stop) -> Q:
    if stop.person:
        return Q(person__public_id=stop.person) & ~Q(cadence=Follow.Cadence.AT_ONCE)
    return Q(public_id__in=stop.follows)
