"""What can be done: a reader reports an error, an operator decides, time takes away what was written."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils import timezone

from mulighetsrom.notices import privacy
from mulighetsrom.web.common import audit, limits
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.insights.models import MOST_LETTERS, Report

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor

REPORTS_AN_HOUR: Final = 20
WORDS_KEPT: Final = timedelta(days=30)
"""How long what a reader wrote is kept after the decision: an operator may have to look again."""
WORDS_KEPT_UNDECIDED: Final = timedelta(days=730)


class TooManyReportsError(Exception):
    """Raised when one network address has sent as many reports as it may for now."""


class DecisionRefusedError(Exception):
    """Raised when a report is not there or has been decided already, or the reason will not do; the message says."""


@action
def report_error(*, notice_id: str, dataset_version: int, wrong: str, words: str, sent_from: str, by: Actor) -> Report:
    """Keep a report of an error, which everyone may send; nothing is kept of who did.

    E-mail addresses, telephone numbers and named contacts are masked before anything is kept.
    """
    del by
    if not limits.take(what="report", who=sent_from, limit=REPORTS_AN_HOUR, period=timedelta(hours=1)):
        raise TooManyReportsError
    return Report.objects.create(
        reference=public_id(),
        notice_id=notice_id,
        dataset_version=dataset_version,
        wrong=wrong,
        words=privacy.mask(words)[:MOST_LETTERS],
    )


@action
def decide_report(*, reference: str, decision: Report.Decision, reason: str, by: Actor) -> Report:
    """Accept or reject a report, with a reason that everyone can read on the notice's page."""
    if not 0 < len(reason.strip()) <= MOST_LETTERS:
        raise DecisionRefusedError(f"the reason must have from 1 to {MOST_LETTERS} letters")
    decided = {"decision": decision, "reason": reason.strip(), "decided_at": timezone.now()}
    waiting = Report.objects.filter(reference=reference, decision=Report.Decision.WAITING)
    if not waiting.update(**decided):  # compare and set: of two operators one decides
        there = Report.objects.filter(reference=reference).first()
        raise DecisionRefusedError(
            f"{reference} is {there.decision} already" if there else f"there is no report {reference}"
        )
    report = Report.objects.get(reference=reference)
    audit.record("report.decided", about=report, by=by, decision=decision)
    return report


def forget_words() -> int:
    """Empty what readers wrote in reports that were decided, or that nobody has decided for years; return how many."""
    now = timezone.now()
    old = Q(decided_at__lt=now - WORDS_KEPT) | Q(sent_at__lt=now - WORDS_KEPT_UNDECIDED)
    return Report.objects.filter(old).exclude(words="").update(words="")
