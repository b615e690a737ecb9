"""Reads of how far a need's text has come: comments, approvals, who stands behind it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from mulighetsrom.web.needs.models import Approval, Member, Need, Round

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.models import Organisation, Person
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.needs.models import Comment


def fingerprint(value: Any) -> str:
    """Return the hash by which a text, or its quotes, is known again."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def open_comments(need: Need) -> QuerySet[Comment]:
    """Return the comments that nobody has resolved, oldest first."""
    return need.comments.filter(resolved_at=None).select_related("organisation")


def newest_round(need: Need) -> Round | None:
    """Return the last asking for approval."""
    return need.rounds.order_by("-number").first()


def behind(need: Need) -> list[Organisation]:
    """Return the organisations behind a need: its owner, then those that consented."""
    consented = need.members.filter(state=Member.State.CONSENTED).select_related("organisation")
    return [need.owner, *(member.organisation for member in consented)]


def unanswered(need: Need) -> QuerySet[Member]:
    """Return the organisations that were asked to stand behind a need and have not answered."""
    return need.members.filter(state=Member.State.ASKED).select_related("organisation")


def lacking(round_: Round) -> dict[Organisation, int]:
    """Return how many approvals each organisation behind the need still lacks in a round; whole when all are 0."""
    given = list(round_.approvals.filter(decision=Approval.Decision.APPROVED).values_list("organisation_id", flat=True))
    return {one: max(0, one.approvals_needed - given.count(one.pk)) for one in behind(round_.need)}


def has_decided(round_: Round, person: Person) -> bool:
    """Tell whether a person has decided in a round."""
    return round_.approvals.filter(person=person).exists()


def can_decide(need: Need, *, by: Actor) -> bool:
    """Tell whether the newest round waits for the actor: their organisation lacks approvals, and they gave none."""
    asked = newest_round(need) if need.text == Need.Text.FOR_APPROVAL else None
    if asked is None or asked.approvals.filter(person__public_id=by.person).exists():
        return False
    return any(lacks and one.public_id == by.acting_for for one, lacks in lacking(asked).items())


def voices_are_checked(need: Need) -> bool:
    """Tell whether somebody has read the quotes as they stand now; none need no reading."""
    voices = need.draft.get("voices")
    return not voices or need.voice_checks.filter(voices_hash=fingerprint(voices)).exists()
