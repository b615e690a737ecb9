"""Reports of errors, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from mulighetsrom.web.insights.models import Report

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Counts:
    """How many reports there are, and what was decided."""

    reports: int
    waiting: int
    accepted: int
    rejected: int


def about(names: Collection[str]) -> list[Report]:
    """Return the reports about a notice, by any name it goes by, oldest first; what was written stays out."""
    return list(Report.objects.filter(notice_id__in=names).defer("words").order_by("sent_at"))


def waiting() -> QuerySet[Report]:
    """Return the reports that nobody has decided yet, oldest first."""
    return Report.objects.filter(decision=Report.Decision.WAITING).order_by("sent_at")


def counts() -> Counts:
    """Count all reports by what was decided: what readers found, apart from the measured error of the rule."""
    decided = {each.name.lower(): Count("pk", filter=Q(decision=each)) for each in Report.Decision}
    return Counts(**Report.objects.aggregate(reports=Count("pk"), **decided))
