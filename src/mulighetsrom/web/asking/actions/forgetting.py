"""What time takes away of questions and their askers, and what one gets of one's own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import F, Q
from django.utils import timezone

from mulighetsrom.web.asking import codes, kinds
from mulighetsrom.web.asking.actions import posting
from mulighetsrom.web.asking.models import Question
from mulighetsrom.web.common.kernel import inside_action
from mulighetsrom.web.common.mail import actions as mails
from mulighetsrom.web.common.models import Sealed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

ASKER_KEPT: Final = timedelta(days=30)
"""How long after the answer it is known who asked: until a correction is no longer likely."""
ASKER_KEPT_WAITING: Final = timedelta(days=365)
"""How long it is known who asked what nobody answers, or is still to hear what comes of a dialogue."""


def forget() -> int:
    """Forget what has been kept long enough; return how many rows."""
    return forget_unconfirmed() + forget_askers()


def forget_unconfirmed() -> int:
    """Delete the questions that no guest confirmed in time, with their addresses; return how many."""
    old = timezone.now() - codes.GOOD_FOR
    late = Question.objects.filter(state=Question.State.UNCONFIRMED, asked_at__lt=old)
    return _forget_addresses(late) and late.delete()[1]["asking.Question"]


def forget_askers() -> int:
    """Forget who asked what was settled long ago, or what nobody will answer any more; return of how many questions.

    Who is still to hear what comes of a dialogue is known until then, or as long as if nobody answered.
    """
    now = timezone.now()
    awaited = Q(settled_at=None) | Q(board__in=kinds.awaited())
    old = Q(settled_at__lt=now - ASKER_KEPT) & ~awaited | Q(asked_at__lt=now - ASKER_KEPT_WAITING) & awaited
    found = Question.objects.filter(old).exclude(asker=None, address=None)
    found.exclude(text=F("asked_text")).update(asked_text="")
    count = _forget_addresses(found)
    found.update(asker=None)
    return count


@inside_action
def forget_asker(question: Question) -> None:
    """Forget at once who asked a question."""
    _forget_addresses(Question.objects.filter(pk=question.pk))
    Question.objects.filter(pk=question.pk).update(asker=None)


def of_person(person: str) -> Iterator[dict[str, Any]]:
    """Yield what a person asked, as JSON takes it."""
    for question in Question.objects.filter(asker__public_id=person).select_related("board").order_by("asked_at"):
        yield {
            "about": [question.board.kind, question.board.public_id],
            "question": question.asked_text or question.text,
            "asked_at": question.asked_at.isoformat(),
            "state": question.state,
            "declined_reason": question.declined_reason,
        }


def _forget_addresses(found: QuerySet[Question]) -> int:
    """Forget the addresses of those who asked, also on the letters that went to them; return how many questions."""
    ids = dict(found.values_list("public_id", "address"))
    Question.objects.filter(public_id__in=ids).update(guest="")
    mails.forget(posting.TO_ASKER, about=Question, public_ids=ids)
    Sealed.objects.filter(pk__in=[pk for pk in ids.values() if pk]).delete()
    return len(ids)
