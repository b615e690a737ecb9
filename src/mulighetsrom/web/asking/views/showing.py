"""Answered questions as everybody reads them, on a page of their own and as part of another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulighetsrom.web.asking import access, kinds, queries
from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Link

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from mulighetsrom.web.asking.models import Answer, Board, Question
    from mulighetsrom.web.common.http import Request

ON_PART: Final = 3
"""How many answered questions the thing's own page shows."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answered question as everybody reads it."""

    question: Question
    answer: Answer
    day: str
    corrected: str
    earlier: list[tuple[str, str]]


def shown(question: Question) -> Shown:
    """Return an answered question, its answers newest first, in the reader's words."""
    newest, *earlier = question.told  # type: ignore[attr-defined] # prefetched by `queries.answered`
    first = earlier[-1] if earlier else newest
    return Shown(
        question=question,
        answer=newest,
        day=_("Answered %(day)s") % {"day": written.local_day(first.at)},
        corrected=_("Corrected %(day)s") % {"day": written.local_day(newest.at)} if earlier else "",
        earlier=[
            (_("The answer of %(day)s") % {"day": written.local_day(answer.at)}, answer.text) for answer in earlier
        ],
    )


def about(request: Request, board: Board) -> dict[str, Any]:
    """Return what every page about a board shows; what waits, only to those who answer."""
    kind, answers = kinds.of(board), access.answers_for(board, by=request.actor)
    return {
        "board": board,
        "space": kind.space,
        "says": kind.says,
        "closed": kind.closed(board),
        "answers": answers,
        "waiting": list(queries.waiting_about(board)) if answers else [],
        "drafted": queries.drafted(board).count() if answers else 0,
    }


def part(request: Request, board: Board) -> SafeString:
    """Write the newest answers for the thing's own page, and the way to ask."""
    found = queries.answered(board)
    told = [shown(question) for question in found[:ON_PART]]
    rest = _rest(found.count() - len(told)) if told else ""
    return render_to_string("asking/part.html", {**about(request, board), "questions": told, "rest": rest})


def work(request: Request, board: Board) -> SafeString:
    """Lead those who work with a thing to its questions, and tell those who answer how many wait."""
    return render_to_string("asking/work.html", about(request, board))


def trail(board: Board, here: str = "", label: str = "") -> list[Link]:
    """Return the way to the questions of a board, and to a page below them."""
    way = [*kinds.of(board).way(board), Link(_("Questions and answers"), kinds.address(board, "questions"))]
    return [*way, Link(label or _("Question"), here)] if here else way


def _rest(more: int) -> str:
    if more <= 0:
        return ""
    return ngettext("And %(more)d more question with its answer", "And %(more)d more questions with answers", more) % {
        "more": more
    }
