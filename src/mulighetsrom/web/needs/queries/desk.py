"""What waits for somebody in the needs of their organisation: as many queries for one thing as for thirty."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from mulighetsrom.web.common.models import Event
from mulighetsrom.web.drafting import waiting
from mulighetsrom.web.needs.models import Need

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mulighetsrom.web.common.actor import Actor

QUIET: Final = timedelta(days=365)
"""How long nothing may happen to a public need before whoever answers for it is asked what has become of it."""
MOVING: Final = (Need.Stage.PUBLISHED, Need.Stage.IN_DIALOGUE, Need.Stage.IN_PROCUREMENT, Need.Stage.IN_CONTRACT)


def answered_for(by: Actor) -> QuerySet[Need, Any]:
    """Return the needs that a person answers for in the organisation they act for, as `waiting.answered_for` does.

    Annotated is `quiet`, too: nothing has happened for a year.
    """
    quiet = Q(stage__in=MOVING) & ~Exists(_news()) & Q(changed_at__lt=timezone.now() - QUIET)
    alive = Need.objects.filter(is_template=False).exclude(stage=Need.Stage.DROPPED)
    return waiting.answered_for(alive, by).annotate(quiet=quiet)


def has_none(by: Actor) -> bool:
    """Tell whether the organisation has not even begun on a need."""
    return not Need.objects.filter(owner__public_id=by.acting_for or "").exists()


def open_of(person: str, organisation: str) -> QuerySet[Need]:
    """Return the needs that a person answers for in an organisation, and that are not over."""
    mine = Need.objects.filter(owner__public_id=organisation, responsible__public_id=person)
    return waiting.titled(mine.exclude(stage=Need.Stage.DROPPED))


def _news() -> QuerySet[Event]:
    return Event.objects.filter(
        about_type=Need._meta.label_lower,  # noqa: SLF001 - public in all but name
        about_id=OuterRef("public_id"),
        at__gte=timezone.now() - QUIET,
    )
