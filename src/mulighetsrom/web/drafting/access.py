"""From the ids in an address to texts in work and what hangs on them, for those who may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404

from mulighetsrom.web.accounts import access
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.drafting import kinds, queries
from mulighetsrom.web.drafting.models import Drafted

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.drafting.models import Comment, Member, Version

Row = TypeVar("Row", bound=Drafted)

OF_MEMBERS: Final = frozenset({May.READ, May.COMMENT, May.APPROVE, May.CONSENT})
"""What those of an organisation that stands behind another's text may do with it."""


def own(rows: QuerySet[Row], public_id: str, *, by: Actor, what: May, public: Callable[..., object]) -> Row:
    """Return a row of the organisation the actor acts for, with its text in work, where they may do `what` with it.

    Those of an organisation that stands behind another's text may read, comment and approve; the owner leads. To
    everybody else it is not there, unless it is `public`, which raises Http404 where it is not: then it is refused.
    """
    if not by.person:
        raise access.LoginNeededError
    found = queries.of(rows, by).filter(public_id=public_id).first() if public_id.isalnum() else None
    if not found or not may(by, May.READ):
        public(public_id, by=by)
        raise PermissionDenied
    leads = found.owner.public_id == by.acting_for
    if not may(by, what) or not (leads or what in OF_MEMBERS):
        raise PermissionDenied
    return found


def in_work(model: str, public_id: str, *, by: Actor, what: May = May.READ) -> Any:
    """Return the actor's own text of a kind, where they may do `what` with it."""
    return kinds.named(model).own(public_id, by=by, what=what)


def going(model: str, public_id: str, *, by: Actor, what: May) -> Any:
    """Return an own text that can go its way; what is only a shape for others is shown to nobody, never published."""
    found = in_work(model, public_id, by=by, what=what)
    if not kinds.named(model).goes(found):
        raise Http404
    return found


def public(model: str, public_id: str, *, by: Actor) -> tuple[Any, Version]:
    """Return a row that everybody can read, with its newest version."""
    found = kinds.named(model).public(public_id, by=by)
    version = queries.newest(found)
    if not version:
        raise Http404
    return found, version


def comment(row: Drafted, public_id: str, *, by: Actor) -> Comment:  # noqa: ARG001 - the row was asked for `by`
    """Return a comment on a text that was loaded for its own people."""
    found: Comment | None = row.comments.filter(public_id=public_id).first() if public_id.isalnum() else None
    if not found:
        raise Http404
    return found


def membership(model: str, public_id: str, state: Member.State, *, by: Actor) -> tuple[Any, Member]:
    """Return a text, and where the actor's organisation is with it, if they may answer for it and it is there."""
    row = in_work(model, public_id, by=by, what=May.CONSENT)
    found = row.members.filter(organisation__public_id=by.acting_for, state=state).first()
    if not found:
        raise PermissionDenied
    return row, found
