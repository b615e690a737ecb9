"""What the front page and an organisation's own page show of needs and meetings: only what everybody can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from mulighetsrom.web.needs.models import Document, Meeting, Need
from mulighetsrom.web.needs.queries import meeting

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.models import Organisation

ASKED: tuple[str, ...] = (Need.Stage.PUBLISHED.value, Need.Stage.IN_DIALOGUE.value)
"""How far a need has come while companies can still shape what becomes of it."""


def newest_needs(most: int) -> QuerySet[Document]:
    """Return the newest needs that nobody has begun to buy for."""
    return Document.objects.filter(kind="need", stage__in=ASKED).order_by("-changed_at", "-id")[:most]


def next_meetings(most: int) -> QuerySet[Meeting]:
    """Return the contact meetings that come next, the first one first."""
    return _coming()[:most]


def next_meetings_of(owner: Organisation) -> QuerySet[Meeting]:
    """Return an organisation's contact meetings that come next, the first one first."""
    return _coming().filter(owner=owner)


def _coming() -> QuerySet[Meeting]:
    coming = meeting.announced().filter(state=Meeting.State.ANNOUNCED, date__gte=timezone.localdate())
    return coming.order_by("date", "starts", "id")
