"""What the questions and the desk give to the rest of the platform; the app's `ready()` asks for it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common import registry
from mulighetsrom.web.needs import desk, question_letters
from mulighetsrom.web.needs.views import question


def register() -> None:
    registry.letters.update(question_letters.LETTERS)
    registry.secret_letters.update(question_letters.SECRET)
    registry.parts["needs:need"].append(question.part)
    registry.desk.append(desk.waits)
    registry.open_work.append(desk.OPEN_WORK)
    registry.own_places.insert(0, registry.Place("needs:desk", _("My desk")))  # where a log-in leads
