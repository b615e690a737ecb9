"""What waits for somebody in the needs of their organisation: as many queries for one thing as for thirty."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.fields.json import KT, KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils import timezone

from mulighetsrom.web.accounts.models import Organisation
from mulighetsrom.web.common.models import Event
from mulighetsrom.web.needs.models import Approval, Comment, Member, Need, Round
from mulighetsrom.web.needs.queries import needs

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mulighetsrom.web.common.actor import Actor

QUIET: Final = timedelta(days=365)
"""How long nothing may happen to a public need before whoever answers for it is asked what has become of it."""
MOVING: Final = (Need.Stage.PUBLISHED, Need.Stage.IN_DIALOGUE, Need.Stage.IN_PROCUREMENT, Need.Stage.IN_CONTRACT)


def answered_for(by: Actor) -> QuerySet[Need, Any]:
    """Return the needs that a person answers for in the organisation they act for, with what is going on in each.

    Annotated are `work_title`, `returned`, `open_comments`, `unanswered` (organisations that were asked) and `quiet`.
    """
    comments = Comment.objects.filter(need=OuterRef("pk"), resolved_at=None)
    members = Member.objects.filter(need=OuterRef("pk"), state=Member.State.ASKED)
    returned = Approval.objects.filter(round=_newest_round(), decision=Approval.Decision.RETURNED)
    mine = _titled(Need.objects.filter(owner__public_id=by.acting_for or "", responsible__public_id=by.person or ""))
    return mine.filter(is_template=False).annotate(
        returned=Exists(returned),
        open_comments=_count(comments),
        unanswered=_count(members),
        quiet=Q(stage__in=MOVING) & ~Exists(_news()) & Q(changed_at__lt=timezone.now() - QUIET),
    )


def for_approval(by: Actor) -> QuerySet[Need]:
    """Return the needs that wait for approval by the actor's organisation, and on which the person has not decided."""
    organisation = Organisation.objects.filter(public_id=by.acting_for or "")
    decided = Approval.objects.filter(round=_newest_round(), person__public_id=by.person or "")
    given = Approval.objects.filter(
        round=_newest_round(),
        organisation__public_id=by.acting_for or "",
        decision=Approval.Decision.APPROVED,
    )
    waiting = _titled(needs.of(by).filter(text=Need.Text.FOR_APPROVAL)).annotate(
        given=_count(given, "organisation"), lacks=Subquery(organisation.values("approvals_needed")[:1])
    )
    return waiting.filter(~Exists(decided), given__lt=F("lacks"))


def to_publish(by: Actor) -> QuerySet[Need]:
    """Return the organisation's needs whose text is approved and not published."""
    return _titled(Need.objects.filter(owner__public_id=by.acting_for or "", text=Need.Text.APPROVED))


def to_join(by: Actor) -> QuerySet[Member, Any]:
    """Return what the organisation is asked to stand behind."""
    asked = Member.objects.filter(organisation__public_id=by.acting_for or "", state=Member.State.ASKED)
    return (
        asked.annotate(work_title=KeyTextTransform("title", F("need__draft")))
        .select_related("need")
        .defer("need__draft")
    )


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


def _news() -> QuerySet[Event]:
    return Event.objects.filter(
        about_type=Need._meta.label_lower,  # noqa: SLF001 - public in all but name
        about_id=OuterRef("public_id"),
        at__gte=timezone.now() - QUIET,
    )


def _count(found: QuerySet[Comment] | QuerySet[Member] | QuerySet[Approval], by: str = "need") -> Coalesce:
    """Return a count that joins nothing to the query around it."""
    return Coalesce(Subquery(found.order_by().values(by).annotate(n=Count("pk")).values("n")[:1]), 0)
