"""Who did what in an organisation: the audit's ids and codes, made into names again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from mulighetsrom.web.accounts.models import Invitation, Membership, Person
from mulighetsrom.web.common.models import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.models import Organisation

MEMBERSHIP, INVITATION, ORGANISATION = "accounts.membership", "accounts.invitation", "accounts.organisation"
PAGE: Final = 50


def of(organisation: Organisation) -> QuerySet[Event]:
    """Return what was done for an organisation, and about it and its people, the newest first."""
    return Event.objects.filter(
        Q(acting_for=organisation.public_id)
        | Q(about_type=ORGANISATION, about_id=organisation.public_id)
        | Q(about_type=MEMBERSHIP, about_id__in=organisation.memberships.values("public_id"))
        | Q(about_type=INVITATION, about_id__in=organisation.invitations.values("public_id"))
    ).order_by("-id")


def of_person(person: str) -> Iterator[dict[str, Any]]:
    """Yield what a person is and was in organisations, as JSON takes it."""
    for one in Membership.objects.filter(person__public_id=person).select_related("organisation").order_by("id"):
        yield {
            "organisation": one.organisation.name,
            "roles": one.roles,
            "title": one.title,
            "confirmed_by": one.confirmed_by,
            "from": one.began_at.isoformat(),
            "to": one.ended_at and one.ended_at.isoformat(),
        }


def names(events: Iterable[Event]) -> dict[str, str]:
    """Return what the ids in these events are called: people, members, and those who were invited."""
    events = list(events)
    people = {event.by for event in events} | {str(event.facts.get("to") or "") for event in events}
    found = dict(Person.objects.filter(public_id__in=people).values_list("public_id", "name"))
    members = Membership.objects.filter(public_id__in=_about(events, MEMBERSHIP))
    invited = Invitation.objects.filter(public_id__in=_about(events, INVITATION))
    return {
        **found,
        **dict(members.values_list("public_id", "person__name")),
        **dict(invited.values_list("public_id", "email")),
    }


def _about(events: Iterable[Event], kind: str) -> set[str]:
    return {event.about_id for event in events if event.about_type == kind}
