"""Who somebody is, and what they are where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from mulighetsrom.web.accounts.models import Deputy, Membership, Organisation, Person
from mulighetsrom.web.accounts.roles import BUYERS, PERMISSIONS, SUPPLIERS, Role

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.roles import May


def person(public_id: str | None) -> Person | None:
    """Return somebody who can log in."""
    return Person.objects.filter(public_id=public_id, deleted_at=None).first() if public_id else None


def by_email(email: str) -> Person | None:
    """Return whom an address belongs to, however it is spelled in capitals."""
    return Person.objects.filter(email__iexact=email, deleted_at=None).first()


def memberships(of: Person) -> QuerySet[Membership]:
    """Return where a person is a member today, with the organisations, by name."""
    return of.memberships.filter(ended_at=None).select_related("organisation").order_by("organisation__name", "id")


def first_organisation(of: Person) -> Organisation | None:
    """Return whom a person acts for when they have just logged in."""
    first = memberships(of).first()
    return first.organisation if first else None


def members(organisation: Organisation) -> QuerySet[Membership]:
    """Return an organisation's members of today, with the people, by name."""
    return organisation.memberships.filter(ended_at=None).select_related("person").order_by("person__name", "id")


def holders(organisation: Organisation, what: May) -> QuerySet[Membership]:
    """Return the members who may do something by their own roles, not as somebody's deputy."""
    return members(organisation).filter(
        roles__overlap=[role.value for role in PERMISSIONS if what in PERMISSIONS[role]]
    )


def roles(membership: Membership) -> frozenset[str]:
    """Return a member's roles today: their own and of those they stand in for."""
    today = timezone.localdate()
    standing_in = Deputy.objects.filter(stands_in=membership, days__contains=today, membership__ended_at=None)
    lent = standing_in.values_list("membership__roles", flat=True)
    return frozenset(membership.roles).union(*lent)


def roles_of(kind: str) -> Collection[Role]:
    """Return the roles that there are in a kind of organisation."""
    return SUPPLIERS if kind == Organisation.Kind.SUPPLIER else BUYERS
