"""What waits for somebody in the needs of their organisation: as many queries for one thing as for thirty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.fields.json import KT

from mulighetsrom.web.needs.models import Approval, Need, Round
from mulighetsrom.web.needs.queries import needs

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mulighetsrom.web.common.actor import Actor


def answered_for(by: Actor) -> QuerySet[Need, Any]:
    """Return the needs that a person answers for in the organisation they act for, with what is going on in each.

    Annotated are `work_title` and `returned`.
    """
    returned = Approval.objects.filter(round=_newest_round(), decision=Approval.Decision.RETURNED)
    mine = _titled(Need.objects.filter(owner__public_id=by.acting_for or "", responsible__public_id=by.person or ""))
    return mine.filter(is_template=False).annotate(returned=Exists(returned))


def has_none(by: Actor) -> bool:
    """Tell whether the organisation has not even begun on a need."""
    return not Need.objects.filter(owner__public_id=by.acting_for or "").exists()


def open_of(person: str, organisation: str) -> QuerySet[Need]:
    """Return the needs that a person answers for in an organisation, and that are not over."""
    mine = Need.objects.filter(owner__public_id=organisation, responsible__public_id=person)
    return _titled(mine.exclude(stage=Need.Stage.DROPPED))


def _titled(found: QuerySet[Need]) -> QuerySet[Need]:
    return needs.with_titles(found).annotate(work_title=KT("draft__title")).defer("draft").order_by("-changed_at", "pk")


def _newest_round() -> Subquery:
    """Return the last asking for approval of the need that an outer query looks at, from two queries further in."""
    return Subquery(Round.objects.filter(need=OuterRef(OuterRef("pk"))).order_by("-number").values("pk")[:1])
