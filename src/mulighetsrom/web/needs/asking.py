"""What the letter to a guest holds, to show that a question is theirs: made of the question's id, and kept nowhere."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

if TYPE_CHECKING:
    from mulighetsrom.web.needs.models import Question

CODE: Final = "kode"
GOOD_FOR: Final = timedelta(days=2)
"""How long a guest has to confirm a question."""


def code(public_id: str) -> str:
    """Return what the letter's link holds. Without the installation's secret nobody can make it from the database."""
    return salted_hmac("needs.question", public_id, algorithm="sha256").hexdigest()[:40]


def is_code(question: Question, tried: str) -> bool:
    return constant_time_compare(code(question.public_id), tried)


def is_good(question: Question) -> bool:
    """Tell whether the letter's link can still be used."""
    return timezone.now() - question.asked_at < GOOD_FOR


def link(question: Question) -> str:
    """Return the address that confirms a question; its code is in the query, which no log holds."""
    args = [question.need.public_id, question.public_id]
    return f"{reverse('needs:confirm_question', args=args)}?{urlencode({CODE: code(question.public_id)})}"
