"""The invitation on Doffin: which form, when it was sent and stood on TED, and the notice that it became."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q
from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit, kernel, outbox
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.actions import timeline
from mulighetsrom.web.dialogue.models import Dialogue
from mulighetsrom.web.dialogue.queries import doffin as queries
from mulighetsrom.web.dialogue.timeline import DOFFIN

if TYPE_CHECKING:
    from datetime import date, datetime

    from mulighetsrom.web.common.actor import Actor

Form, Stage = Dialogue.Form, Dialogue.Stage
_NOT_SENT: Final = Q(doffin_number="", sent_at=None, ted_date=None)
_WAITS_FOR_TED: Final = Q(doffin_form=Form.EEA, stage=Stage.UNPUBLISHED, text=Dialogue.Text.APPROVED)


class AnnouncementError(ValueError):
    """Raised for a day or a number that cannot be that of the notice; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@action
def choose_form(*, dialogue: Dialogue, form: str, by: Actor) -> None:
    """Choose the form on Doffin, before a notice was sent; the one that goes to TED, before the page is public.

    Raises StageConflictError.
    """
    may = _NOT_SENT & (Q(stage=Stage.UNPUBLISHED) if form == Form.EEA else Q())
    _set(dialogue, may, doffin_form=form)
    timeline.lay(dialogue, by=by)
    audit.record("dialogue.form-chosen", about=dialogue, by=by, form=form)


@action
def plan_competition(*, dialogue: Dialogue, planned: date | None, by: Actor) -> None:
    """Say when the competition is likely to be announced, or that nobody knows."""
    _set(dialogue, Q(), planned_date=planned)
    audit.record("dialogue.competition-planned", about=dialogue, by=by, planned=planned)


@action
def note_receipt(*, dialogue: Dialogue, sent_at: datetime, by: Actor) -> None:
    """Note when the receipt of the notice was confirmed: 48 hours later the page goes public in the actor's name.

    Raises AnnouncementError where that lies ahead, StageConflictError where no approved invitation waits for TED.
    """
    if sent_at > timezone.now():
        raise AnnouncementError("ahead")
    _set(dialogue, _WAITS_FOR_TED, sent_at=sent_at, released_by=accounts.me(by=by))
    audit.record("dialogue.sent", about=dialogue, by=by, at=sent_at)
    log.write(dialogue, "notice-sent", by=by, at=sent_at)


@action
def note_ted(*, dialogue: Dialogue, ted_date: date, by: Actor) -> None:
    """Note that the notice stands on TED, and since when: the page goes public in the actor's name. Raises as above."""
    if ted_date > timezone.localdate():
        raise AnnouncementError("ahead")
    if dialogue.sent_at and ted_date < timezone.localdate(dialogue.sent_at):
        raise AnnouncementError("before-sent")
    _set(dialogue, _WAITS_FOR_TED, ted_date=ted_date, released_by=accounts.me(by=by))
    audit.record("dialogue.on-ted", about=dialogue, by=by, ted=ted_date)
    outbox.add("dialogue-on-ted", about=dialogue)
    log.write(dialogue, "on-ted", by=by, ted=ted_date)


@action
def take_back_receipt(*, dialogue: Dialogue, by: Actor) -> None:
    """Say that the notice was not sent after all, before the page is public."""
    _set(dialogue, Q(stage=Stage.UNPUBLISHED), sent_at=None, ted_date=None, released_by=None)
    audit.record("dialogue.not-sent", about=dialogue, by=by)
    log.write(dialogue, "notice-not-sent", by=by)


@action
def announce(*, dialogue: Dialogue, number: str, announced: date, by: Actor) -> None:
    """Enter the notice's number on Doffin and its day; entered again, it is the number of a correction, and the
    log keeps the earlier one.

    Raises AnnouncementError: ahead, before-page, before-ted, other-year, taken. Raises StageConflictError for a
    dialogue that nobody can read yet: the notice leads there.
    """
    row = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    if not row.is_public:
        raise kernel.StageConflictError(f"{row.public_id} is not public")
    _must_be_possible(row, number, announced)
    _set(dialogue, Q(), doffin_number=number, doffin_date=announced)
    timeline.done(dialogue, DOFFIN, by=by)
    audit.record("dialogue.numbered-on-doffin", about=dialogue, by=by, number=number, day=announced)
    outbox.add("dialogue-announced", about=dialogue)
    if row.doffin_number in {"", number}:
        log.write(dialogue, "announced", by=by, number=number, day=announced)
    else:
        log.write(dialogue, "renumbered", by=by, old=row.doffin_number, number=number, day=announced)


def _must_be_possible(row: Dialogue, number: str, announced: date) -> None:
    first = timezone.localdate(row.versions.earliest("number").published_at)
    wrong = {
        "ahead": announced > timezone.localdate(),
        "before-page": row.doffin_form == Form.BELOW_EEA and announced < first,
        "before-ted": row.ted_date is not None and announced < row.ted_date,
        # A notice that is made in December may be published in January.
        "other-year": not announced.year - 1 <= int(number[:4]) <= announced.year,
        "taken": queries.with_number(number).exclude(pk=row.pk).exists(),
    }
    if code := next((code for code, is_so in wrong.items() if is_so), ""):
        raise AnnouncementError(code)


def _set(dialogue: Dialogue, may: Q, **values: Any) -> None:
    """Set values if the dialogue is as `may` says at this moment; raises StageConflictError."""
    if not Dialogue.objects.filter(may, pk=dialogue.pk).update(**values):
        raise kernel.StageConflictError(f"{dialogue.public_id}: {', '.join(values)}")
    for name, value in values.items():
        setattr(dialogue, name, value)
