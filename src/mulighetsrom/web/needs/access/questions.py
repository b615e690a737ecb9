"""From the ids in an address to questions about needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from mulighetsrom.web.accounts import access
from mulighetsrom.web.accounts.roles import May, may
from mulighetsrom.web.needs import asking
from mulighetsrom.web.needs.models import (
    Need,
    Question,
)

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor


def question(need: str, public_id: str, *, by: Actor) -> Question:
    """Return a question to a need of the organisation the actor acts for, where they may answer.

    To everybody else it is not there, whether it has been answered or not: they have the page of the questions.
    """
    if not by.person:
        raise access.LoginNeededError
    found = _question(need, public_id)
    if found.state == Question.State.UNCONFIRMED or found.need.owner.public_id != by.acting_for:
        raise Http404
    if not may(by, May.ANSWER):
        raise PermissionDenied
    return found


def question_of_guest(need: str, public_id: str, code: str, *, by: Actor) -> Question:  # noqa: ARG001 - by the code
    """Return a question for whoever holds the letter that went to its asker."""
    found = _question(need, public_id)
    if not found.address or not asking.is_code(found, code):
        raise Http404
    return found


def answers_for(need: Need, *, by: Actor) -> bool:
    """Tell whether the actor may answer the questions about a need."""
    return access.is_in(need.owner, by=by) and may(by, May.ANSWER)


def _question(need: str, public_id: str) -> Question:
    ids_are_ids = need.isalnum() and public_id.isalnum()
    found = Question.objects.filter(need__public_id=need, public_id=public_id) if ids_are_ids else None
    question = found.select_related("need", "need__owner", "address", "asker").first() if found is not None else None
    if not question:
        raise Http404
    return question
