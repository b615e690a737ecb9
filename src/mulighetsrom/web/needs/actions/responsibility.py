"""Who answers for needs, plan lines and meetings: handed from one person to another, one need or all of somebody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common import audit, kernel
from mulighetsrom.web.needs.actions import meeting as meetings
from mulighetsrom.web.needs.actions import plan
from mulighetsrom.web.needs.models import Need
from mulighetsrom.web.needs.queries import desk
from mulighetsrom.web.needs.queries import meeting as meeting_queries
from mulighetsrom.web.needs.queries import plan as plan_queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mulighetsrom.web.common.actor import Actor


@kernel.inside_action
def hand_over(*, needs: Iterable[Need], to: Person, by: Actor) -> None:
    """Let somebody else answer for needs from now on."""
    for need in needs:
        Need.objects.filter(pk=need.pk).update(responsible=to)
        audit.record("need.handed-over", about=need, by=by, to=to.public_id)


@kernel.inside_action
def hand_over_all(person: str, organisation: str, to: str, by: Actor) -> None:
    """Let somebody else answer for all that a person answers for in an organisation, as they leave."""
    hand_over(needs=desk.open_of(person, organisation), to=Person.objects.get(public_id=to), by=by)


@kernel.inside_action
def hand_over_plan(person: str, organisation: str, to: str, by: Actor) -> None:
    """Let somebody else answer for the plan lines and meetings of a person who leaves an organisation."""
    receiver = Person.objects.get(public_id=to)
    for line in plan_queries.open_of(person, organisation):
        plan.hand_over(line=line, to=receiver, by=by)
    for meeting in meeting_queries.open_of(person, organisation):
        meetings.hand_over(meeting=meeting, to=receiver, by=by)
