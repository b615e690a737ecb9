"""What the dossier and the archive hold of questions and answers; who asked, they do not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from mulighetsrom.web.asking import queries
from mulighetsrom.web.asking.models import Question
from mulighetsrom.web.common import markup, written
from mulighetsrom.web.dialogue.dossier import Chapter, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.asking.models import Answer
    from mulighetsrom.web.dialogue.models import Dialogue

State = Question.State


def chapters(dialogue: Dialogue) -> Iterator[Chapter]:
    """Yield each answer, each question that was not answered and why, what was taken back, and what still waits."""
    for one in queries.reached(dialogue.board):
        when = {"when": written.moment(one.asked_at)}
        match one.state:
            case State.ANSWERED:
                yield from (_answered(one, answer) for answer in one.answers.all())
            case State.DECLINED if one.settled_at:
                text = joined(_question(one), _("Not answered: %(why)s") % {"why": markup.plain(one.declined_reason)})
                yield Chapter(one.settled_at, _("A question that is not answered"), text, f"Q{one.public_id}")
            case State.WITHDRAWN if one.settled_at:
                text = _("It was asked %(when)s. Whoever asked took it back, and its words are not kept.") % when
                yield Chapter(one.settled_at, _("A question was taken back"), text, f"Q{one.public_id}")
            case _waits:
                text = _("It waits for its answer. Its words stand here once it is settled.")
                yield Chapter(one.asked_at, _("A question was asked"), text)


def _answered(one: Question, answer: Answer) -> Chapter:
    is_first = answer.number == 1
    heading = _("Question and answer") if is_first else _("The answer to a question was corrected")
    published = _("Published %(when)s by %(name)s.") % {"when": written.moment(answer.at), "name": answer.by.name}
    said = _("Answer: %(text)s") % {"text": markup.plain(answer.text)}
    key, number = f"Q{one.public_id}", f"{answer.number}"
    return Chapter(answer.at, heading, joined(_question(one), said, published), key, number, receiver=_("Everybody"))


def _question(one: Question) -> str:
    said = {"when": written.moment(one.asked_at), "id": one.public_id, "text": markup.plain(one.text)}
    asked = _("Asked %(when)s, in the log %(id)s: %(text)s") % said
    other = _("The municipality has put it in other words than it came in.") if _is_reworded(one) else ""
    return joined(asked, other)


def _is_reworded(one: Question) -> bool:
    """Tell whether the words are others than came; what came is emptied once the asker is forgotten."""
    return bool(one.asked_text) and one.is_reworded
