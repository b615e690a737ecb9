"""Who may do what, as data that can be printed: `mulighetsrom admin roles` prints it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise

    from mulighetsrom.web.common.actor import Actor


class Role(StrEnum):
    """What a person is in an organisation; the operator is that of the whole installation."""

    OWNER = "owner"
    ADVISER = "adviser"
    NEED_OWNER = "need-owner"
    APPROVER = "approver"
    READER = "reader"
    REPRESENTATIVE = "representative"
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
    Role.OPERATOR: frozenset({May.OPERATE}),
}
OF_SUPPLIER: Final = frozenset({May.PEOPLE, May.OFFER})
"""What an owner may do where the organisation is a supplier."""

BUYERS: Final = (Role.OWNER, Role.ADVISER, Role.NEED_OWNER, Role.APPROVER, Role.READER)
SUPPLIERS: Final = (Role.OWNER, Role.REPRESENTATIVE)

NAMES: Final[dict[Role, Promise]] = {
    Role.OWNER: _("Administrator"),
    Role.ADVISER: _("Procurement adviser"),
    Role.NEED_OWNER: _("Need owner"),
    Role.APPROVER: _("Approver"),
    Role.READER: _("Reader"),
    Role.REPRESENTATIVE: _("Representative"),
    Role.OPERATOR: _("Operator"),
}


def may(by: Actor, what: May) -> bool:
    """Tell whether an actor may do something in the organisation they act for."""
    return any(what in PERMISSIONS[Role(role)] for role in by.roles)
