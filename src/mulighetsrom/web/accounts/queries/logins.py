"""Letters that prove an address: which are still good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from mulighetsrom.web.accounts import codes
from mulighetsrom.web.accounts.models import Proof

if TYPE_CHECKING:
    from django.db.models import QuerySet


def good() -> QuerySet[Proof]:
    """Return the proofs that nobody used yet, and that have not run out."""
    return Proof.objects.filter(used_at=None, made_at__gt=timezone.now() - codes.GOOD_FOR)
