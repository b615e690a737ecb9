"""Letters that prove an address: which are still good."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from mulighetsrom.web.accounts import codes
from mulighetsrom.web.accounts.models import Kept, Person, Proof
from mulighetsrom.web.common import audit
from mulighetsrom.web.common.models import Mail

if TYPE_CHECKING:
    from django.db.models import QuerySet

KEPT_FOR: Final = timedelta(hours=1)
"""How long somebody has to log in again and send what was kept."""
TAKE_BACK_FOR: Final = timedelta(days=7)
"""How long somebody can take back the address that their account had."""
TAKEN_BACK: Final = "person.address-taken-back"


def good() -> QuerySet[Proof]:
    """Return the proofs that nobody used yet, and that have not run out."""
    return Proof.objects.filter(used_at=None, made_at__gt=timezone.now() - codes.GOOD_FOR)


def letter_of_change(public_id: str) -> Mail | None:
    """Return the letter that told an address of losing an account; None once it ran out, or one like it was used."""
    lately = timezone.now() - TAKE_BACK_FOR
    told = Mail.objects.filter(kind="address-changed", waits_since__gt=lately).exclude(address="")
    found = told.filter(public_id=public_id).first()
    person = Person.objects.filter(public_id=found.receiver, deleted_at=None).first() if found else None
    if not found or not person:
        return None
    is_used = audit.about(person).filter(kind=TAKEN_BACK, at__gt=found.waits_since).exists()
    return None if is_used else found


def kept(of: Person) -> QuerySet[Kept]:
    """Return what was kept for a person within the last hour."""
    return Kept.objects.filter(person=of, made_at__gt=timezone.now() - KEPT_FOR).select_related("fields")
