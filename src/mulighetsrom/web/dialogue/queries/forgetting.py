"""Reads of which dialogues are so old that their record forgets who it tells of, and when others will be."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from mulighetsrom.web.dialogue import chain, holds
from mulighetsrom.web.dialogue.models import Adviser, Contact, Dialogue, Known, Package
from mulighetsrom.web.dialogue.queries import contacts

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

KEPT: Final = timedelta(days=1826)
"""How long after the last line of its log a dialogue's record tells who it is about: five years. What documents a
procurement is kept for three years after the award (directive 2014/24/EU art. 84 (2)), and that may come late.
"""
NOTHING_DONE: Final = ("archived", "held", "hold-lifted", chain.FORGOTTEN)
"""The lines that tell of the record itself: they do not prolong it."""


def due(now: datetime) -> QuerySet[Dialogue]:
    """Return the dialogues under no hold that still tell of people, and whose last line is older than `KEPT`."""
    of = {"dialogue": OuterRef("pk")}
    tells = (
        Exists(Known.objects.filter(**of))
        | Exists(Contact.objects.filter(forgotten_at=None, **of))
        | Exists(Adviser.objects.filter(key__startswith=contacts.BY_NAME, **of))
        | Exists(Package.objects.exclude(file=None).filter(**of))
    )
    old = Dialogue.objects.annotate(last=Max("log__at", filter=_DONE)).filter(last__lt=now - KEPT)
    return holds.free(old.filter(tells), "pk").order_by("id")


def day(dialogue: Dialogue) -> date | None:
    """Return from which day on the record does not tell who it is about; None before its log has begun."""
    last = dialogue.log.exclude(kind__in=NOTHING_DONE).order_by("-number").first()
    return timezone.localdate(last.at + KEPT) + timedelta(days=1) if last else None


_DONE: Final = ~Q(log__kind__in=NOTHING_DONE)
