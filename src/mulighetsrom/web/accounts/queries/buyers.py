"""Which organisations there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from mulighetsrom.web.accounts.models import Organisation

if TYPE_CHECKING:
    from django.db.models import QuerySet


def buyers() -> QuerySet[Organisation]:
    """Return the municipalities and others that buy for them, by name."""
    return Organisation.objects.exclude(kind=Organisation.Kind.SUPPLIER).order_by("name")


def buyer(typed: str) -> Organisation | None:
    """Return the one buyer that is called so, with or without “kommune”, or has this number; else None."""
    typed = typed.strip()
    named = Q(name__iexact=typed) | Q(name__iexact=f"{typed} kommune") | Q(number=typed) | Q(municipality=typed)
    found = list(buyers().filter(named)[:2])
    return found[0] if len(found) == 1 else None
