"""What the letter to a guest holds, to show that a question is theirs: made of the question's id, and kept nowhere."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from mulighetsrom.web.asking import kinds

if TYPE_CHECKING:
    from mulighetsrom.web.asking.models import Board, Question

CODE: Final = "kode"
GOOD_FOR: Final = timedelta(days=2)
"""How long a guest has to confirm a question."""
SALT: Final = "needs.question"
"""As it was when only needs were asked about: links in letters that have been sent stay good."""


def code(public_id: str) -> str:
    """Return what the letter's link holds. Without the installation's secret nobody can make it from the database."""
    return salted_hmac(SALT, public_id, algorithm="sha256").hexdigest()[:40]


def guest(board: Board, address: str) -> str:
    """Return what all questions about one thing from one address share; without the secret nobody finds the address."""
    return salted_hmac("asking.guest", f"{board.public_id} {address.lower()}", algorithm="sha256").hexdigest()[:24]


def is_code(question: Question, tried: str) -> bool:
    return constant_time_compare(code(question.public_id), tried)


def is_good(question: Question) -> bool:
    """Tell whether the letter's link still confirms the question."""
    return timezone.now() - question.asked_at < GOOD_FOR


def link(question: Question) -> str:
    """Return the address that confirms a question; its code is in the query, which no log holds."""
    path = kinds.address(question.board, "confirm_question", question.public_id)
    return f"{path}?{urlencode({CODE: code(question.public_id)})}"
