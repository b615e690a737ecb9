"""Reads of needs: what everybody sees, and what their own people see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from mulighetsrom.web.drafting import queries as drafting
from mulighetsrom.web.needs import stages
from mulighetsrom.web.needs.models import Need, Version

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mulighetsrom.web.common.actor import Actor


def public() -> QuerySet[Need]:
    """Return the needs that everybody can read; show their versions, never their drafts."""
    return Need.objects.filter(stage__in=stages.PUBLIC).select_related("owner", "board__owner").defer("draft")


def of(by: Actor) -> QuerySet[Need]:
    """Return the needs whose text in work an actor may read: of their organisation, or that it is asked to join."""
    return drafting.of(Need.objects.all(), by)


def with_titles(needs: QuerySet[Need]) -> QuerySet[Need]:
    """Annotate `public_title`: the title that everybody can read, from the newest version, None before there is one."""
    versions = Version.objects.filter(need=OuterRef("pk")).order_by("-number")
    return needs.annotate(public_title=Subquery(versions.values("content__title")[:1]))


def templates(by: Actor) -> QuerySet[Need]:
    """Return the organisation's templates, which new needs can start from."""
    return of(by).filter(is_template=True, owner__public_id=by.acting_for)
