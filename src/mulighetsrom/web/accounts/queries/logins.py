"""Letters that prove an address: which are still good."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from mulighetsrom.web.accounts import codes
from mulighetsrom.web.accounts.models import Kept, Person, Proof

if TYPE_CHECKING:
    from django.db.models import QuerySet

KEPT_FOR: Final = timedelta(hours=1)
"""How long somebody has to log in again and send what was kept."""


def good() -> QuerySet[Proof]:
    """Return the proofs that nobody used yet, and that have not run out."""
    return Proof.objects.filter(used_at=None, made_at__gt=timezone.now() - codes.GOOD_FOR)


def kept(of: Person) -> QuerySet[Kept]:
    """Return what was kept for a person within the last hour."""
    return Kept.objects.filter(person=of, made_at__gt=timezone.now() - KEPT_FOR).select_related("fields")
