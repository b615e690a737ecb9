"""What can be done: a reader reports an error, an operator decides, time takes away what was written."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mulighetsrom.notices import privacy
from mulighetsrom.web.common import limits
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.insights.models import MOST_LETTERS, Report

if TYPE_CHECKING:
    from uuid import UUID

    from mulighetsrom.web.common.actor import Actor

REPORTS_AN_HOUR: Final = 5
WORDS_KEPT: Final = timedelta(days=30)
"""How long what a reader wrote is kept after the decision: an operator may have to look again."""
WORDS_KEPT_UNDECIDED: Final = timedelta(days=730)


class TooManyReportsError(Exception):
    """Raised when one network address has sent as many reports as it may for now."""


class DecisionRefusedError(Exception):
    """Raised when a report is not there or has been decided already, or the reason will not do; the message says."""


@transaction.atomic
def report_error(
    *, notice_id: str, dataset_version: int, wrong: str, words: str, key: UUID, sent_from: str, by: Actor
) -> Report:
    """Keep a report of an error. The same form sent again, as by a double click, gives the report it gave before.

    E-mail addresses, telephone numbers and named contacts are masked before anything is kept.
    """
    del by  # everyone may, and nobody is told of
    if earlier := Report.objects.filter(key=key).first():
        return earlier
    if not limits.take(what="report", who=sent_from, limit=REPORTS_AN_HOUR, period=timedelta(hours=1)):
        raise TooManyReportsError
    told = Report(
        reference=public_id(),
        notice_id=notice_id,
        dataset_version=dataset_version,
        wrong=wrong,
        words=privacy.mask(words)[:MOST_LETTERS],
        key=key,
    )
    Report.objects.bulk_create([told], ignore_conflicts=True)  # two at once: the first stays
    return Report.objects.get(key=key)


@transaction.atomic
def decide_report(*, reference: str, decision: Report.Decision, reason: str, by: Actor) -> Report:
    """Accept or reject a report, with a reason that everyone can read on the notice's page."""
    del by  # operators' commands only, until there are accounts
    if not 0 < len(reason.strip()) <= MOST_LETTERS:
        raise DecisionRefusedError(f"the reason must have from 1 to {MOST_LETTERS} letters")
    decided = {"decision": decision, "reason": reason.strip(), "decided_at": timezone.now()}
    waiting = Report.objects.filter(reference=reference, decision=Report.Decision.WAITING)
    if not waiting.update(**decided):  # compare and set: of two operators one decides
        there = Report.objects.filter(reference=reference).first()
        raise DecisionRefusedError(
            f"{reference} is {there.decision} already" if there else f"there is no report {reference}"
        )
    return Report.objects.get(reference=reference)


def forget_words() -> int:
    """Empty what readers wrote in reports that were decided, or that nobody has decided for years; return how many."""
    now = timezone.now()
    old = Q(decided_at__lt=now - WORDS_KEPT) | Q(sent_at__lt=now - WORDS_KEPT_UNDECIDED)
    return Report.objects.filter(old).exclude(words="").update(words="")
