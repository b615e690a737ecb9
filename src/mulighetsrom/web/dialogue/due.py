"""When a dialogue must have its answer, and where it stands: 60 days after the last event or deadline.

Days are Norway's: the sixtieth ends at the same clock time, also when summer time began or ended between. A part that
was cancelled does not count, unless all were. An announced competition answers only together with what was heard: who
took part is still to hear what became of their words.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.dialogue.models import Answer, Dialogue

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.dialogue.models import Part

OSLO: Final = ZoneInfo("Europe/Oslo")
DAYS: Final = 60
FIRST: Final = 30
BEFORE: Final = 10
"""The last reminder comes so many days before the answer must be there: the fiftieth day, unless news were promised."""
LONGEST: Final = 120
"""The days after the last event by which news can be promised at the latest."""


class Standing(StrEnum):
    """Where a dialogue stands, as everybody is told."""

    GOING_ON = "going-on"
    WAITS = "waits"
    DECIDING = "deciding"
    UNANSWERED = "unanswered"
    COMPETITION = "competition"
    GOES_ON = "goes-on"
    POSTPONED = "postponed"
    DROPPED = "dropped"
    CANCELLED = "cancelled"


NAMES: Final[dict[Standing, StrOrPromise]] = {
    Standing.GOING_ON: _("Going on"),
    Standing.WAITS: _("Waiting for the answer"),
    Standing.DECIDING: _("Still being decided"),
    Standing.UNANSWERED: _("Unanswered"),
    Standing.COMPETITION: _("The competition is announced"),
    Standing.GOES_ON: _("Answered: it goes on"),
    Standing.POSTPONED: _("Answered: postponed"),
    Standing.DROPPED: _("Answered: nothing comes of it"),
    Standing.CANCELLED: _("Cancelled"),
}
ANSWERED: Final = frozenset({Standing.COMPETITION, Standing.GOES_ON, Standing.POSTPONED, Standing.DROPPED})


def later(moment: datetime, days: int) -> datetime:
    """Return the moment so many days later when Norway's clock shows the same; the first of two."""
    local = moment.astimezone(OSLO).replace(fold=0)
    return (local + timedelta(days=days)).astimezone(UTC)


def last_moment(dialogue: Dialogue) -> datetime:
    """Return when the last event or deadline of a dialogue is over; when it was begun, if none has a time."""
    parts = list(dialogue.parts.all())
    held = [part for part in parts if part.state == part.State.PLANNED] or parts
    return max(_moments(held), default=dialogue.created_at)


def ends(dialogue: Dialogue) -> datetime:
    """Return from when a dialogue without an answer is unanswered: later, where news were promised by a later day."""
    usual = later(last_moment(dialogue), DAYS)
    deciding = getattr(dialogue, "deciding", None)
    return max(usual, _end_of(deciding.news_by)) if deciding else usual


def standing(dialogue: Dialogue, now: datetime | None = None) -> Standing:
    """Return where a public dialogue stands at a moment."""
    now = now or timezone.now()
    last = max(dialogue.answers.all(), key=lambda one: one.number, default=None)
    if dialogue.stage == Dialogue.Stage.CANCELLED:
        return Standing.CANCELLED
    if last:
        return _of_outcome(last)
    is_stopped = dialogue.stage == Dialogue.Stage.STOPPED
    if is_stopped and dialogue.summaries.all():
        return Standing.COMPETITION
    if now >= ends(dialogue):
        return Standing.UNANSWERED
    if getattr(dialogue, "deciding", None):
        return Standing.DECIDING
    return Standing.WAITS if is_stopped or now >= last_moment(dialogue) else Standing.GOING_ON


def may_wait(dialogue: Dialogue) -> bool:
    """Tell whether somebody can say that it is still being decided; not where a competition says what was decided."""
    return dialogue.stage == Dialogue.Stage.OPEN and standing(dialogue) == Standing.WAITS


def reminder(dialogue: Dialogue, now: datetime) -> str:
    """Return which reminder of the answer it is time for: "first", "last", or none."""
    if standing(dialogue, now) not in {Standing.WAITS, Standing.DECIDING}:
        return ""
    if now >= later(ends(dialogue), -BEFORE):
        return "last"
    return "first" if now >= later(last_moment(dialogue), FIRST) else ""


def _moments(parts: Iterable[Part]) -> Iterable[datetime]:
    for part in parts:
        yield from (at for at in (part.starts_at, part.ends_at, part.deadline_at) if at)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), OSLO).astimezone(UTC)


def _of_outcome(answer: Answer) -> Standing:
    return Standing(answer.outcome)
