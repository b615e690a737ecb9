"""What the pages of an organisation share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulighetsrom.installation import config
from mulighetsrom.web.accounts import access
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import CAN, NAMES, May, permissions
from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Cell, Column, Link, Notice, Table, Tone
from mulighetsrom.web.common.mail import queries as mail

if TYPE_CHECKING:
    from collections.abc import Collection

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.accounts.models import Deputy, Identity, Invitation, Membership, Organisation, Person
    from mulighetsrom.web.common.actor import Actor


def trail(organisation: Organisation, *rest: str) -> list[Link]:
    """Return the way from an organisation to a page of its: pairs of words and address."""
    home = Link(organisation.name, reverse("accounts:organisation", args=[organisation.public_id]), verbatim=True)
    return [home, *(Link(words, url) for words, url in zip(rest[::2], rest[1::2], strict=True))]


def to_people(organisation: Organisation) -> tuple[str, str]:
    """Return the words and the address of an organisation's people."""
    return _("People"), reverse("accounts:people", args=[organisation.public_id])


def member_table(organisation: Organisation, *, by: Actor) -> Table:
    """Return an organisation's members, and what they are; whoever may change one finds the way there."""
    answered_first = sorted(people.members(organisation), key=lambda one: not one.answers_access_requests)
    rows = [
        [
            Cell(one.person.name, _way(one, by=by), note=one.title, verbatim=True, verbatim_note=True),
            Cell(named(one.roles), note=_duty(one)),
            Cell(how_confirmed(one.confirmed_by)),
        ]
        for one in answered_first
    ]
    return Table(_("Members"), [Column(_("Name")), Column(_("Roles")), Column(_("How we know"))], rows)


def invitations(organisation: Organisation) -> list[tuple[Invitation, str, str]]:
    """Return the invitations that nobody has answered, with who sent them, until when they are open, and as what."""
    return [(one, _open_until(one), named(one.roles)) for one in people.invitations(organisation)]


def deputies(organisation: Organisation, *, by: Actor) -> list[tuple[Deputy, str, bool]]:
    """Return the deputies of today and later, with the days in words, and whether the actor may end it."""
    return [
        (one, _stands_in(one), access.may_change(one.membership, by=by) or access.may_change(one.stands_in, by=by))
        for one in people.deputies_ahead(organisation)
    ]


def _open_until(one: Invitation) -> str:
    told = {"name": one.invited_by.name, "day": written.local_day(one.expires_at)}
    if one.expires_at <= timezone.now():
        return _("Invited by %(name)s. Ran out %(day)s.") % told
    return _("Invited by %(name)s. Open until %(day)s.") % told


def _stands_in(one: Deputy) -> str:
    return _("Stands in for %(name)s from %(first)s to %(last)s, both days included.") % {
        "name": one.membership.person.name,
        "first": written.day(one.days.lower),
        "last": written.day(one.days.upper - timedelta(days=1)),
    }


def how_confirmed(how: str) -> StrOrPromise:
    """Return in words how it is known that somebody acts for an organisation."""
    return {
        "owner": _("Confirmed by an administrator"),
        "login": _("Confirmed by log-in"),
        "domain": _("Confirmed by mail address"),
        "operator": _("Confirmed by the operator"),
    }.get(how, _("Not confirmed"))


def _way(one: Membership, *, by: Actor) -> str:
    if not access.may_change(one, by=by):
        return ""
    return reverse("accounts:member", args=[one.organisation.public_id, one.public_id])


def _duty(one: Membership) -> str:
    return _("Answers access requests and the archive") if one.answers_access_requests else ""


@dataclass(frozen=True, slots=True)
class Company:
    """Whom somebody says to act for, as `accounts/claimed_by.html` tells it: unnamed, it is "a supplier"."""

    name: str
    url: str = ""
    is_unsure: bool = False


def company(organisation: Organisation, *, is_named: bool = True, is_unsure: bool = False) -> Company:
    """Return a company that is here, with the way to its page if it wants to be named."""
    if not is_named:
        return Company("", is_unsure=is_unsure)
    return Company(organisation.name, reverse("accounts:organisation", args=[organisation.public_id]), is_unsure)


def returned(me: Person) -> Notice | None:
    """Return what to say to somebody whose letters do not arrive."""
    if not mail.comes_back(me.public_id, me.email):
        return None
    return Notice(
        _("E-mails to %(email)s come back.") % {"email": me.email},
        _("Is the address right, and is there room in the mailbox? This goes away when an e-mail arrives."),
        Tone.WARNING,
    )


def ways_in(me: Person) -> list[tuple[Identity, str]]:
    """Return a person's linked log-ins with the providers' names, or their hosts where they are offered no longer."""
    names = {one.issuer: one.name for one in config.current().log_in_with}
    return [(one, names.get(one.issuer) or urlsplit(one.issuer).hostname or "") for one in people.identities(me)]


def role_table(organisation: Organisation) -> Table:
    """Return what each role lets somebody do in an organisation of this kind."""
    supplier = organisation.is_supplier
    rows = [
        [Cell(NAMES[role]), Cell(_listed(permissions(role, supplier=supplier)))]
        for role in people.roles_of(organisation.kind)
    ]
    return Table(_("What each role may do"), [Column(_("Role")), Column(_("May do"))], rows)


def named(roles: Collection[str]) -> str:
    """Return roles in words, in the order of the printed table."""
    return ", ".join(str(NAMES[role]) for role in NAMES if role.value in roles)


def _listed(allowed: Collection[May]) -> str:
    return ". ".join(str(CAN[one]) for one in May if one in allowed) + "."
