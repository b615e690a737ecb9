"""Who may do what, as data that can be printed: `mulighetsrom admin roles` prints it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise

    from mulighetsrom.web.common.actor import Actor


class Role(StrEnum):
    """What a person is in an organisation; the operator is that of the whole installation.

    A supplier's owner is an owner in the database, and a supplier owner once they act: they may do other things.
    """

    OWNER = "owner"
    ADVISER = "adviser"
    NEED_OWNER = "need-owner"
    APPROVER = "approver"
    READER = "reader"
    REPRESENTATIVE = "representative"
    SUPPLIER_OWNER = "supplier-owner"
    OPERATOR = "operator"


class May(StrEnum):
    """What can be allowed."""

    READ = "read"  # what the organisation has not published yet
    COMMENT = "comment"
    WRITE = "write"  # needs
    PLAN = "plan"  # plan lines and the contact meeting
    PUBLISH = "publish"
    APPROVE = "approve"
    ANSWER = "answer"  # questions, challenges and offers
    CONSENT = "consent"  # to stand behind another's need
    ARCHIVE = "archive"
    PEOPLE = "people"  # invite, give roles, end memberships
    OFFER = "offer"  # challenge a plan line, offer joint development
    OPERATE = "operate"


PERMISSIONS: Final[dict[Role, frozenset[May]]] = {
    Role.OWNER: frozenset(May) - {May.OFFER, May.OPERATE, May.APPROVE},
    Role.ADVISER: frozenset(
        {May.READ, May.COMMENT, May.WRITE, May.PLAN, May.PUBLISH, May.ANSWER, May.ARCHIVE}  # not over who is let in
    ),
    Role.NEED_OWNER: frozenset({May.READ, May.COMMENT, May.WRITE, May.ANSWER}),
    Role.APPROVER: frozenset({May.READ, May.COMMENT, May.APPROVE, May.CONSENT}),
    Role.READER: frozenset({May.READ}),
    Role.REPRESENTATIVE: frozenset({May.OFFER}),
    Role.SUPPLIER_OWNER: frozenset({May.PEOPLE, May.OFFER}),
    Role.OPERATOR: frozenset({May.OPERATE}),
}

GIVEN: Final = (
    *(Role.OWNER, Role.ADVISER, Role.NEED_OWNER, Role.APPROVER, Role.READER),
    Role.REPRESENTATIVE,
)
"""The roles that a membership can have in the database."""

BUYERS: Final = (Role.OWNER, Role.ADVISER, Role.NEED_OWNER, Role.APPROVER, Role.READER)
SUPPLIERS: Final = (Role.OWNER, Role.REPRESENTATIVE)

NAMES: Final[dict[Role, Promise]] = {
    Role.OWNER: _("Administrator"),
    Role.ADVISER: _("Procurement adviser"),
    Role.NEED_OWNER: _("Need owner"),
    Role.APPROVER: _("Approver"),
    Role.READER: _("Reader"),
    Role.REPRESENTATIVE: _("Representative"),
    Role.SUPPLIER_OWNER: _("Administrator"),
    Role.OPERATOR: _("Operator"),
}

CAN: Final[dict[May, Promise]] = {
    May.READ: _("Read what is not published yet"),
    May.COMMENT: _("Comment on drafts"),
    May.WRITE: _("Write needs"),
    May.PLAN: _("Look after the plan and the contact meeting"),
    May.PUBLISH: _("Publish needs and plans"),
    May.APPROVE: _("Approve needs"),
    May.ANSWER: _("Answer questions and offers"),
    May.CONSENT: _("Consent to a need that several stand behind"),
    May.ARCHIVE: _("Fetch what belongs in the archive"),
    May.PEOPLE: _("Let people in, give them roles, change the settings"),
    May.OFFER: _("Answer on the company's behalf"),
    May.OPERATE: _("Run the installation, and confirm the first administrator"),
}
"""What each permission is, in words."""


def printed() -> str:
    """Return the table of docs/people-and-roles.md: who may do what, in the words of the code."""
    called = {Role.SUPPLIER_OWNER: "supplier: owner", Role.REPRESENTATIVE: "supplier: representative"}
    rows = [(called.get(role, role), [what for what in May if what in PERMISSIONS[role]]) for role in PERMISSIONS]
    return "\n".join(["| Role | May |", "|---|---|", *(f"| {name} | {', '.join(may)} |" for name, may in rows)])


def permissions(role: Role, *, supplier: bool) -> frozenset[May]:
    """Return what a role of a membership lets somebody do in an organisation of that kind."""
    return PERMISSIONS[acting(role, supplier=supplier)]


def acting(role: Role, *, supplier: bool) -> Role:
    """Return the role that a membership's role becomes when its holder acts."""
    return Role.SUPPLIER_OWNER if supplier and role is Role.OWNER else role


def may(by: Actor, what: May) -> bool:
    """Tell whether an actor may do something in the organisation they act for."""
    return any(what in PERMISSIONS[Role(role)] for role in by.roles)
