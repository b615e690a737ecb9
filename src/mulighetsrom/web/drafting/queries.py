"""Reads of how far a text has come: comments, approvals, versions, who stands behind it, who may answer for it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Q

from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import audit
from mulighetsrom.web.drafting.models import Approval, Drafted, Member

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.models import Organisation, Person
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.models import Event
    from mulighetsrom.web.drafting.fields import Content
    from mulighetsrom.web.drafting.models import Comment, Round, Version

Row = TypeVar("Row", bound=Drafted)


def of(rows: QuerySet[Row], by: Actor) -> QuerySet[Row]:
    """Return the rows whose text in work an actor may read: of their organisation, or that it is asked to join."""
    own = Q(owner__public_id=by.acting_for)
    joined = Q(members__organisation__public_id=by.acting_for, members__state__in=["asked", "consented"])
    return rows.filter(own | joined).select_related("owner").distinct() if by.acting_for else rows.none()


def fingerprint(value: Any) -> str:
    """Return the hash by which a text, or a part of it, is known again."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def whole(row: Drafted) -> Content:
    """Return the text in work with who is responsible: everything that its form shows."""
    draft: Content = row.draft
    return draft | {"responsible": row.responsible.public_id}


def candidates(row: Drafted) -> dict[str, str]:
    """Return who can be responsible for a text, by public id: the owner's people who write, and who is so now."""
    found = {member.person.public_id: member.person.name for member in people.holders(row.owner, May.WRITE)}
    return found | {row.responsible.public_id: row.responsible.name}


def last_writer(row: Drafted) -> Person | None:
    """Return who saved the text in work last."""
    event = last_written(row)
    return people.person(event.by) if event else None


def last_written(row: Drafted) -> Event | None:
    """Return the event of the last who took over the writing."""
    return audit.about(row).filter(kind=f"{row._meta.model_name}.write").last()  # noqa: SLF001 - public in all but name


def newest(row: Drafted) -> Version | None:
    """Return what everybody can read of a row now."""
    return row.versions.order_by("-number").first()


def at(row: Drafted, moment: datetime) -> Version | None:
    """Return what everybody could read of a row at a moment."""
    return row.versions.filter(published_at__lte=moment).order_by("-number").first()


def open_comments(row: Drafted) -> QuerySet[Comment]:
    """Return the comments that nobody has resolved, oldest first."""
    return row.comments.filter(resolved_at=None).select_related("organisation")


def newest_round(row: Drafted) -> Round | None:
    """Return the last asking for approval."""
    return row.rounds.order_by("-number").first()


def behind(row: Drafted) -> list[Organisation]:
    """Return the organisations behind a text: its owner, then those that consented."""
    consented = row.members.filter(state=Member.State.CONSENTED).select_related("organisation")
    return [row.owner, *(member.organisation for member in consented)]


def too_few_approvers(row: Drafted) -> list[Organisation]:
    """Return the organisations behind a text where fewer people may approve today than have to."""
    return [one for one in behind(row) if people.able(one, May.APPROVE).count() < one.approvals_needed]


def unanswered(row: Drafted) -> QuerySet[Member]:
    """Return the organisations that were asked to stand behind a text and have not answered."""
    return row.members.filter(state=Member.State.ASKED).select_related("organisation")


def lacking(row: Drafted, round_: Round) -> dict[Organisation, int]:
    """Return how many approvals each organisation behind a text still lacks in a round; whole when all are 0."""
    given = list(round_.approvals.filter(decision=Approval.Decision.APPROVED).values_list("organisation_id", flat=True))
    return {one: max(0, one.approvals_needed - given.count(one.pk)) for one in behind(row)}


def has_decided(round_: Round, person: Person) -> bool:
    """Tell whether a person has decided in a round."""
    return round_.approvals.filter(person=person).exists()


def can_decide(row: Drafted, *, by: Actor) -> bool:
    """Tell whether the newest round waits for the actor: their organisation lacks approvals, and they gave none."""
    asked = newest_round(row) if row.text == Drafted.Text.FOR_APPROVAL else None
    if asked is None or asked.approvals.filter(person__public_id=by.person).exists():
        return False
    return any(lacks and one.public_id == by.acting_for for one, lacks in lacking(row, asked).items())
