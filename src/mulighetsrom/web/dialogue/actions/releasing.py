"""The page of an invitation on form 4 goes public by itself once TED had its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.common.actor import Actor, Mode
from mulighetsrom.web.common.kernel import StageConflictError
from mulighetsrom.web.dialogue.actions import invitation
from mulighetsrom.web.dialogue.queries import doffin as queries
from mulighetsrom.web.drafting.kinds import NotReadyError

if TYPE_CHECKING:
    from datetime import datetime

    from mulighetsrom.web.dialogue.models import Dialogue


def release(now: datetime) -> int:
    """Publish what may be read now, each in the name of whoever noted that it was sent; return how many.

    What cannot be published stays, as where a deadline has passed or that person may publish no more: a desk says so.
    """
    return sum(_released(dialogue) for dialogue in queries.to_release(now))


def _released(dialogue: Dialogue) -> bool:
    by = _who(dialogue)
    if by is None:
        return False
    try:
        invitation.publish(dialogue=dialogue, by=by)
    except (NotReadyError, StageConflictError):
        return False
    return True


def _who(dialogue: Dialogue) -> Actor | None:
    """Return whoever noted it as they can act today, None where they may publish no more."""
    members = people.members(dialogue.owner)
    member = members.filter(person=dialogue.released_by).first()
    if member is None:
        return None
    by = Actor(member.person.public_id, dialogue.owner.public_id, people.roles(member), Mode.TASK)
    return by if may(by, May.PUBLISH) else None
