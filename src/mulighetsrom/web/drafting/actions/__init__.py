"""What is done with a text, and with those who stand behind it."""

from __future__ import annotations

from mulighetsrom.web.drafting.actions.behind import (
    answer_as_member,
    ask_member,
    let_answer_for,
    number_case,
    withdraw_as_member,
)
from mulighetsrom.web.drafting.actions.text import (
    TextClosedError,
    approve,
    ask_for_approval,
    ask_for_comments,
    comment,
    opened,
    publish,
    resolve,
    return_,
    save,
    take_back,
)

__all__ = [
    "TextClosedError",
    "answer_as_member",
    "approve",
    "ask_for_approval",
    "ask_for_comments",
    "ask_member",
    "comment",
    "let_answer_for",
    "number_case",
    "opened",
    "publish",
    "resolve",
    "return_",
    "save",
    "take_back",
    "withdraw_as_member",
]
