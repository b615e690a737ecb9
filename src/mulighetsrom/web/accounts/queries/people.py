"""Who somebody is, and what they are where."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils import timezone

from mulighetsrom.web.accounts import domains
from mulighetsrom.web.accounts.models import Deputy, Identity, Invitation, Membership, Organisation, Person, Session
from mulighetsrom.web.accounts.roles import BUYERS, SUPPLIERS, May, Role, acting, permissions
from mulighetsrom.web.common import registry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet


def person(public_id: str | None) -> Person | None:
    """Return somebody who can log in."""
    return Person.objects.filter(public_id=public_id, deleted_at=None).first() if public_id else None


def by_email(email: str) -> Person | None:
    """Return whom an address belongs to, however it is spelled in capitals."""
    alike = Person.objects.filter(email__iexact=email, deleted_at=None)
    return next((one for one in alike if domains.mailbox(one.email) == domains.mailbox(email)), None)


def identity(issuer: str, subject: str) -> Identity | None:
    """Return whom a log-in provider means."""
    known = Identity.objects.filter(issuer=issuer, subject=subject, person__deleted_at=None)
    return known.select_related("person").first()


def identities(of: Person) -> QuerySet[Identity]:
    """Return the log-ins that are linked to a person, the first one first."""
    return of.identities.order_by("linked_at", "id")


def memberships(of: Person) -> QuerySet[Membership]:
    """Return where a person may act today, with the organisations, by name; claims that wait are not among them."""
    return (
        of.memberships.filter(ended_at=None, waits=False)
        .select_related("organisation")
        .order_by("organisation__name", "id")
    )


def organisations(of: str) -> QuerySet[Membership, int]:
    """Return where somebody may act today, by their public id: the rows of the organisations, for a query to join."""
    found = Membership.objects.filter(person__public_id=of, ended_at=None, waits=False)
    return found.values_list("organisation", flat=True)


def claims_of(person: Person) -> QuerySet[Membership]:
    """Return the organisations that a person says to act for, and that nobody has let them into yet."""
    return person.memberships.filter(ended_at=None, waits=True).select_related("organisation").order_by("id")


def current(organisation: Organisation) -> QuerySet[Membership]:
    """Return an organisation's members and claims of today, with the people, by name."""
    return organisation.memberships.filter(ended_at=None).select_related("person").order_by("person__name", "id")


def first_organisation(of: Person) -> Organisation | None:
    """Return whom a person acts for when they have just logged in: whom they acted for last, else the first by name."""
    mine = [one.organisation for one in memberships(of)]
    last = of.sessions.filter(acting_for__in=mine).order_by("-seen_at").first()
    return last.acting_for if last else next(iter(mine), None)


def sessions(of: Person) -> QuerySet[Session]:
    """Return the browsers that a person is logged in with, the one seen last first."""
    return of.sessions.filter(expire_date__gt=timezone.now()).select_related("acting_for").order_by("-seen_at")


def members(organisation: Organisation) -> QuerySet[Membership]:
    """Return an organisation's members of today, with the people, by name; claims that wait are not among them."""
    return current(organisation).filter(waits=False)


def claims(organisation: Organisation) -> QuerySet[Membership]:
    """Return the claims to act for an organisation that wait to be let in, by name."""
    return current(organisation).filter(waits=True)


def holders(organisation: Organisation, what: May) -> QuerySet[Membership]:
    """Return the members who may do something by their own roles, not as somebody's deputy."""
    return members(organisation).filter(roles__overlap=_allowed(organisation, what))


def able(organisation: Organisation, what: May) -> QuerySet[Membership]:
    """Return the members who may do something today, by their own roles or as somebody's deputy."""
    return _able(members(organisation), _allowed(organisation, what))


def speakers(begun: Iterable[tuple[Person, Organisation | None]]) -> list[list[Person]]:
    """Return for each person, and the company that they began something for, whom letters about it go to now.

    It is that person while they may act for the company, or where it is none that is known here; else all who may.
    """
    pairs = list(begun)
    of = {organisation for _person, organisation in pairs if organisation}
    rows = _offering().filter(organisation__in=of).select_related("person")
    acting_for: defaultdict[int, list[Person]] = defaultdict(list)
    for one in rows.order_by("person__name", "id"):
        acting_for[one.organisation_id].append(one.person)
    return [_speak(person, acting_for[of.pk]) if of else [person] for person, of in pairs]


def left_alone(companies: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Return those companies that nobody may act for today, by name: no letter reaches them."""
    return companies.exclude(pk__in=_offering().values("organisation")).order_by("name", "id")


def _offering() -> QuerySet[Membership]:
    """Return who may act for a company today, by their own roles or as somebody's deputy."""
    allowed = [role.value for role in SUPPLIERS if May.OFFER in permissions(role, supplier=True)]
    return _able(Membership.objects.filter(ended_at=None, waits=False), allowed)


def _speak(person: Person, able_: list[Person]) -> list[Person]:
    return [person] if person in able_ else able_


def _able(rows: QuerySet[Membership], allowed: list[str]) -> QuerySet[Membership]:
    lent = Deputy.objects.filter(
        days__contains=timezone.localdate(),
        membership__ended_at=None,
        membership__waits=False,
        membership__roles__overlap=allowed,
    )
    return rows.filter(Q(roles__overlap=allowed) | Q(pk__in=lent.values("stands_in")))


def owners(organisation: Organisation) -> QuerySet[Membership]:
    """Return the members who own an organisation's place here by their own role."""
    return members(organisation).filter(roles__contains=[Role.OWNER.value])


def operators() -> QuerySet[Person]:
    """Return who runs the installation, by name."""
    return Person.objects.filter(is_operator=True, deleted_at=None).order_by("name", "id")


def unconfirmed() -> QuerySet[Membership]:
    """Return every claim that nobody has confirmed, oldest first, with whom it is for."""
    claimed = Membership.objects.filter(ended_at=None, confirmed_by="")
    return claimed.select_related("person", "organisation").order_by("began_at", "id")


def deputies(organisation: Organisation) -> QuerySet[Deputy]:
    """Return the deputies of an organisation's members, those that have been included, by their first day."""
    both = Deputy.objects.select_related("membership__person", "stands_in__person")
    return both.filter(membership__organisation=organisation).order_by("days", "id")


def deputies_ahead(organisation: Organisation) -> QuerySet[Deputy]:
    """Return the deputies of today and later."""
    return deputies(organisation).filter(days__endswith__gt=timezone.localdate())


def invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Return the invitations that nobody has answered or withdrawn, the newest first, also those that ran out."""
    waiting = organisation.invitations.filter(accepted_at=None, withdrawn_at=None)
    return waiting.select_related("invited_by").order_by("-sent_at", "-id")


def open_work(membership: Membership) -> list[tuple[str, str]]:
    """Return the titles and addresses of what a member answers for in the organisation, in all slices."""
    person, organisation = membership.person.public_id, membership.organisation.public_id
    return [found for part in registry.open_work for found in part.found(person, organisation)]


def roles(membership: Membership) -> frozenset[str]:
    """Return a member's roles today: their own and of those they stand in for; of a claim that waits, none."""
    if membership.waits or membership.ended_at:
        return frozenset()
    today = timezone.localdate()
    standing_in = Deputy.objects.filter(
        stands_in=membership, days__contains=today, membership__ended_at=None, membership__waits=False
    )
    held = set(membership.roles).union(*standing_in.values_list("membership__roles", flat=True))
    return frozenset(acting(Role(role), supplier=membership.organisation.is_supplier).value for role in held)


def roles_of(kind: str) -> Collection[Role]:
    """Return the roles that there are in a kind of organisation."""
    return SUPPLIERS if kind == Organisation.Kind.SUPPLIER else BUYERS


def confirmed(of: Iterable[Person | None]) -> dict[int, list[Organisation]]:
    """Return for each person's key the organisations that they act for, or did, and it is known that they do.

    Their latest membership tells. Wherever a buyer reads a company's name, `accounts/claimed_by.html` says the rest.
    """
    rows = Membership.objects.filter(person__in=[one for one in of if one]).select_related("organisation")
    latest = {
        (one.person_id, one.organisation_id): one for one in rows.order_by(F("ended_at").asc(nulls_last=True), "id")
    }
    found: defaultdict[int, list[Organisation]] = defaultdict(list)
    for one in latest.values():
        if one.confirmed_by:
            found[one.person_id].append(one.organisation)
    return found


def _allowed(organisation: Organisation, what: May) -> list[str]:
    """Return the roles of an organisation's kind that may do something."""
    supplier = organisation.is_supplier
    return [role.value for role in roles_of(organisation.kind) if what in permissions(role, supplier=supplier)]
