"""Reads of minutes: what was told in a meeting, for those who may open it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Prefetch
from django.utils import timezone

from mulighetsrom.web.common import sealed
from mulighetsrom.web.dialogue.models import Exchange, Minutes

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mulighetsrom.web.dialogue.models import Dialogue, Meetings, Request

ANSWERED: Final = (Minutes.State.CONFIRMED, Minutes.State.COMMENTED, Minutes.State.SILENT)


def whole(pk: int) -> Minutes:
    """Return minutes with all that they hang on."""
    return _joined().get(pk=pk)


def of(request: Request) -> Minutes | None:
    return _joined().filter(request=request).first()


def by_id(public_id: str) -> Minutes | None:
    return _joined().filter(public_id=public_id).first()


def exchanges(minutes: Minutes) -> list[Exchange]:
    return list(minutes.exchanges.select_related("text").order_by("position", "id"))


def text(one: Exchange) -> str:
    """Return what was told, to be shown; whoever calls it has asked `access` first."""
    return sealed.legible(one.text)


def comment(minutes: Minutes) -> str:
    return sealed.legible(minutes.comment) if minutes.comment else ""


def answered_in(dialogue: Dialogue) -> QuerySet[Minutes]:
    """Return the minutes that say what was said: confirmed, commented, or met with silence; all that they hold."""
    rows = _joined().filter(request__meetings__part__dialogue=dialogue, state__in=ANSWERED)
    told = Prefetch("exchanges", Exchange.objects.select_related("text").order_by("position", "id"))
    return rows.prefetch_related(told).order_by("sent_at", "id")


def to_pass() -> QuerySet[Minutes]:
    """Return the minutes that no company has answered, and whose day is over."""
    return Minutes.objects.filter(state=Minutes.State.SENT, due_date__lt=timezone.localdate())


def shared(meetings: Meetings) -> list[str]:
    """Return what one company was told and everybody is told now; by when it was shared, not by whom it was told."""
    rows = Exchange.objects.filter(minutes__request__meetings=meetings).exclude(shared="")
    return list(rows.order_by("minutes__shared_at", "position").values_list("shared", flat=True))


def _joined() -> QuerySet[Minutes]:
    return Minutes.objects.select_related(
        "request__meetings__part__dialogue__owner", "request__company", "request__by", "request__slot", "written_by",
        "comment",
    )  # fmt: skip
