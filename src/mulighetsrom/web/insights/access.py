"""From what an address names to what it is about, or 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from mulighetsrom.web.insights import dataset
from mulighetsrom.web.insights.models import Report

if TYPE_CHECKING:
    from mulighetsrom.notices.reference.municipalities import County, Municipality
    from mulighetsrom.notices.schema import Row
    from mulighetsrom.notices.store import Version
    from mulighetsrom.notices.store.manifest import Removed
    from mulighetsrom.web.common.actor import Actor


class NoticeRemovedError(Exception):
    """Raised for a notice that was there and has been taken out; it has its tombstone."""

    def __init__(self, tombstone: Removed) -> None:
        super().__init__(tombstone.notice_id)
        self.tombstone = tombstone


def municipality(number: str, *, by: Actor) -> Municipality:  # noqa: ARG001 - open to all, and says so here
    """Return the municipality of today for any number since 2017; the caller redirects from an earlier number."""
    found = dataset.register().by_number(number)
    if not found:
        raise Http404
    return found


def county(number: str, *, by: Actor) -> County:  # noqa: ARG001 - open to all, and says so here
    """Return the county of today with this number."""
    found = next((one for one in dataset.register().counties() if one.number == number), None)
    if not found:
        raise Http404
    return found


def notice(version: Version | None, name: str, *, by: Actor) -> Row:  # noqa: ARG001 - open to all, and says so here
    """Return a notice by any name it goes by; the caller redirects from a name that is not its key."""
    if version and (tombstone := version.removed(name)):
        raise NoticeRemovedError(tombstone)
    found = version.notice(name) if version else None
    if not found:
        raise Http404
    return found


def report(reference: str, *, notice_id: str, by: Actor) -> Report:  # noqa: ARG001 - whoever has its reference may
    """Return a report by its reference, on the page of the notice that it is about."""
    reports = Report.objects.filter(reference=reference, notice_id=notice_id)
    found = reports.first() if reference.isalnum() else None  # PostgreSQL is not asked for a NUL
    if not found:
        raise Http404
    return found
