"""Reads of what waits with texts of one kind: as many queries for one text as for thirty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from mulighetsrom.web.accounts.models import Organisation
from mulighetsrom.web.drafting import queries
from mulighetsrom.web.drafting.models import Approval, Drafted, Member

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor

Row = TypeVar("Row", bound=Drafted)


def answered_for(rows: QuerySet[Row], by: Actor) -> QuerySet[Row, Any]:
    """Return those of these rows that a person answers for in the organisation they act for.

    Annotated are `work_title`, `public_title`, `returned`, `open_comments` and `unanswered`, the organisations asked.
    """
    comments = _hanging(rows, "comments").filter(resolved_at=None)
    asked = _hanging(rows, "members").filter(state=Member.State.ASKED)
    returned = _approvals(rows).filter(decision=Approval.Decision.RETURNED)
    mine = rows.filter(owner__public_id=by.acting_for or "", responsible__public_id=by.person or "")
    told: dict[str, Any] = {"open_comments": _count(comments, _name(rows)), "unanswered": _count(asked, _name(rows))}
    found: QuerySet[Row, Any] = titled(mine).annotate(**told | {"returned": Exists(returned)})
    return found


def for_approval(rows: QuerySet[Row], by: Actor) -> QuerySet[Row, Any]:
    """Return the rows that wait for approval by the actor's organisation, and on which the person has not decided."""
    organisation = Organisation.objects.filter(public_id=by.acting_for or "")
    decided = _approvals(rows).filter(person__public_id=by.person or "")
    given = _approvals(rows).filter(organisation=organisation.values("pk")[:1], decision=Approval.Decision.APPROVED)
    lacks = {"given": _count(given, "organisation"), "lacks": Subquery(organisation.values("approvals_needed")[:1])}
    waiting: QuerySet[Row, Any] = titled(queries.of(rows.filter(text=Drafted.Text.FOR_APPROVAL), by)).annotate(**lacks)
    return waiting.filter(~Exists(decided), given__lt=F("lacks"))


def to_publish(rows: QuerySet[Row], by: Actor) -> QuerySet[Row, Any]:
    """Return the organisation's rows whose text is approved and not published."""
    return titled(rows.filter(owner__public_id=by.acting_for or "", text=Drafted.Text.APPROVED))


def to_join(rows: QuerySet[Row], by: Actor) -> QuerySet[Row, Any]:
    """Return the rows that the organisation is asked to stand behind."""
    asked = _hanging(rows, "members").filter(organisation__public_id=by.acting_for or "", state=Member.State.ASKED)
    return titled(rows.filter(Exists(asked)))


def titled(rows: QuerySet[Row]) -> QuerySet[Row, Any]:
    """Annotate what its own people call a row, and what everybody does, the one that changed last first."""
    versions = _hanging(rows, "versions").order_by("-number")
    titles = {"work_title": KT("draft__title"), "public_title": Subquery(versions.values("content__title")[:1])}
    found: QuerySet[Row, Any] = rows.annotate(**titles).defer("draft").order_by("-changed_at", "pk")
    return found


def _name(rows: QuerySet[Row]) -> str:
    return rows.model._meta.model_name or ""  # noqa: SLF001 - public in all but name


def _related(rows: QuerySet[Row], relation: str) -> QuerySet[Any]:
    found: QuerySet[Any] = QuerySet(rows.model._meta.get_field(relation).related_model)  # noqa: SLF001 - as above
    return found


def _hanging(rows: QuerySet[Row], relation: str) -> QuerySet[Any]:
    """Return what hangs on the row that an outer query looks at."""
    return _related(rows, relation).filter(**{_name(rows): OuterRef("pk")})


def _approvals(rows: QuerySet[Row]) -> QuerySet[Any]:
    """Return what was decided in the newest round of the row that an outer query looks at."""
    rounds = _related(rows, "rounds")
    newest = rounds.filter(**{_name(rows): OuterRef(OuterRef("pk"))}).order_by("-number").values("pk")[:1]
    model = rounds.model._meta.get_field("approvals").related_model  # noqa: SLF001 - as above
    found: QuerySet[Any] = QuerySet(model)
    return found.filter(round=Subquery(newest))


def _count(found: QuerySet[Any], by: str) -> Coalesce:
    """Return a count that joins nothing to the query around it."""
    return Coalesce(Subquery(found.order_by().values(by).annotate(n=Count("pk")).values("n")[:1]), 0)
