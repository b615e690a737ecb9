"""The way of a question, as a table."""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.asking.models import Question

State = Question.State

STATES: Final[dict[tuple[str, str], str]] = {
    (State.UNCONFIRMED, "confirm"): State.WAITING,
    (State.WAITING, "draft"): State.DRAFTED,
    (State.DRAFTED, "discard"): State.WAITING,
    **{(state, "answer"): State.ANSWERED for state in (State.WAITING, State.DRAFTED)},
    **{(state, "decline"): State.DECLINED for state in (State.WAITING, State.DRAFTED)},
    **{(state, "withdraw"): State.WITHDRAWN for state in (State.UNCONFIRMED, State.WAITING, State.DRAFTED)},
}


def can_be_withdrawn(question: Question) -> bool:
    """Tell whether its asker can still take a question back."""
    return (question.state, "withdraw") in STATES
