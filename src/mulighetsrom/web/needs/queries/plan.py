"""Reads of a municipality's plan. What everybody sees comes as `LineView`s, never as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from mulighetsrom.web.needs.lines import LineView, own_view, public_view
from mulighetsrom.web.needs.models import Line, Member, Need, Version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor


def whole(lines: QuerySet[Line]) -> QuerySet[Line]:
    """Bring along what `lines.public_view` and `lines.own_view` look at."""
    versions = Version.objects.filter(need=OuterRef("need")).order_by("-number")
    return (
        lines.select_related("owner", "need")
        .defer("need__draft")
        .prefetch_related("changes")
        .annotate(need_title=Subquery(versions.values("content__title")[:1]))
    )


def published() -> QuerySet[Line]:
    """Return the lines that everybody can see something of; show them by `public_view` only."""
    return whole(Line.objects.filter(published_at__isnull=False))


def of(by: Actor) -> QuerySet[Line]:
    """Return the lines that an actor's organisation owns, published or not."""
    return whole(Line.objects.filter(owner__public_id=by.acting_for or ""))


def public_plan(organisation: Organisation) -> list[LineView]:
    """Return what everybody may see of a plan, by quarter; last what is not told when."""
    return _in_order(public_view(line) for line in published().filter(owner=organisation))


def about(need: Need) -> list[LineView]:
    """Return the planned procurements that everybody may know a need is behind, by quarter."""
    told = [public_view(line) for line in published().filter(need=need)]
    return _in_order(line for line in told if line.need)


def own_plan(organisation: Organisation) -> list[LineView]:
    """Return a whole plan for the owner's people, by quarter."""
    return _in_order(own_view(line) for line in whole(Line.objects.filter(owner=organisation)))


def unpublished(organisation: Organisation) -> QuerySet[Line]:
    """Return the lines that nobody outside sees yet and that can be published."""
    waiting = Line.objects.filter(owner=organisation, published_at=None, state=Line.State.PLANNED)
    return whole(waiting).order_by("quarter", "title", "id")


def needs_to_choose(organisation: Organisation) -> QuerySet[Need]:
    """Return the needs that a line of this organisation can be about: its own, and those it stands behind."""
    behind = Member.objects.filter(organisation=organisation, state=Member.State.CONSENTED)
    found = Need.objects.filter(Q(owner=organisation) | Q(pk__in=behind.values("need")), is_template=False)
    return found.order_by("-changed_at", "id")[:500]


def by_id(organisation: Organisation, public_ids: Iterable[str]) -> list[Line]:
    """Return those of the lines with these ids that wait to be published."""
    return [line for line in unpublished(organisation) if line.public_id in set(public_ids)]


def this_quarter() -> str:
    """Return the quarter that today is in, such as 2027-Q3."""
    today = timezone.localdate()
    return f"{today.year}-Q{(today.month + 2) // 3}"


def overdue(owner: str) -> QuerySet[Line]:
    """Return the planned lines whose quarter has passed, oldest first."""
    planned = Line.objects.filter(owner__public_id=owner, state=Line.State.PLANNED)
    return planned.filter(quarter__lt=this_quarter()).order_by("quarter", "title")


def past_decision(owner: str) -> QuerySet[Line]:
    """Return the planned lines that still wait for a decision whose day has passed, oldest first."""
    planned = Line.objects.filter(owner__public_id=owner, state=Line.State.PLANNED, depends_on_decision=True)
    return planned.filter(decision_date__lt=timezone.localdate()).order_by(F("decision_date"), "title")


def open_of(person: str, owner: str) -> QuerySet[Line]:
    """Return the planned lines that a person answers for in an organisation, by quarter."""
    mine = Line.objects.filter(owner__public_id=owner, responsible__public_id=person, state=Line.State.PLANNED)
    return mine.order_by("quarter", "title", "id")


def _in_order(lines: Iterable[LineView]) -> list[LineView]:
    return sorted(lines, key=lambda line: (line.quarter or "9999", line.title.casefold(), line.public_id))
