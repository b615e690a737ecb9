"""What the questions and the desk give to the rest of the platform; the app's `ready()` asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common import registry
from mulighetsrom.web.needs import desk, question_letters
from mulighetsrom.web.needs.demo import questions
from mulighetsrom.web.needs.views import question

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DEEDS: Final[dict[str, StrOrPromise]] = {
    "question.answer": _("%(who)s answered a question about a need."),
    "question.corrected": _("%(who)s corrected the answer to a question about a need."),
    "question.decline": _("%(who)s told an asker why a question is not answered."),
    "need.handed-over": _("%(who)s gave the responsibility for a need to somebody else."),
}
"""What the history calls what is done here."""


def register() -> None:
    registry.letters.update(question_letters.LETTERS)
    registry.secret_letters.update(question_letters.SECRET)
    registry.parts["needs:need"].append(question.part)
    registry.desk.append(desk.waits)
    registry.open_work.append(desk.OPEN_WORK)
    registry.demo.append(questions.fill)
    registry.deeds.update(DEEDS)
    registry.own_places.insert(0, registry.Place("needs:desk", _("My desk")))  # where a log-in leads
