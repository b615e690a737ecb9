"""From the ids in an address to plans, their lines and the files read into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from mulighetsrom.web.accounts import access
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.needs.models import (
    Line,
    PlanImport,
)
from mulighetsrom.web.needs.queries import plan

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor


def buyer(public_id: str, *, by: Actor) -> Organisation:
    """Return an organisation that can have a plan; that it is here, is no secret."""
    found = access.organisation(public_id, by=by)
    if found.is_supplier:
        raise Http404
    return found


def reads_plan_of(organisation: Organisation, *, by: Actor) -> bool:
    """Tell whether an actor sees the whole of an organisation's plan."""
    return access.is_in(organisation, by=by) and may(by, May.READ)


def planner(public_id: str, *, by: Actor, what: May = May.PLAN) -> Organisation:
    """Return the organisation whose plan the actor may write (or do `what` with)."""
    found = buyer(public_id, by=by)
    access.require(what, by=by)
    if not access.is_in(found, by=by):
        raise PermissionDenied
    return found


def own_line(organisation: str, public_id: str, *, by: Actor, what: May = May.PLAN) -> Line:
    """Return a line of the plan that the actor may write."""
    owner = planner(organisation, by=by, what=what)
    found = plan.of(by).filter(public_id=public_id, owner=owner).first() if public_id.isalnum() else None
    if not found:
        raise Http404
    return found


def plan_import(organisation: str, public_id: str, *, by: Actor) -> PlanImport:
    """Return the rows of a file that the actor has sent for a plan they may write."""
    owner = planner(organisation, by=by)
    mine = PlanImport.objects.filter(owner=owner, person__public_id=by.person).select_related("owner")
    found = mine.filter(public_id=public_id).first() if public_id.isalnum() else None
    if not found:
        raise Http404
    return found
