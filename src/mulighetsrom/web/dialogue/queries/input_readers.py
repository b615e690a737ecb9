"""Reads of who may open what companies have marked as secret, and of the reading log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.dialogue.models import Intake, Opening, Reader
from mulighetsrom.web.dialogue.queries import impartiality
from mulighetsrom.web.drafting import queries as drafting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue, HandedIn, Part


def named(dialogue: Dialogue) -> QuerySet[Reader]:
    """Return who may open marked passages now, in the order they were named."""
    return dialogue.readers.filter(ended_at=None).select_related("person", "named_by").order_by("id")


def is_named(dialogue: Dialogue, *, by: Actor) -> bool:
    """Tell whether the actor is a named reader who still works with the dialogue; who has left may not read."""
    return named(dialogue).filter(person__public_id=by.person or "").exists() and by.person in candidates(dialogue)


def candidates(dialogue: Dialogue) -> dict[str, Person]:
    """Return who can be named: the people of the organisations behind a dialogue who work with it, which is more than
    to read its text, and are not out of the case.
    """
    behind, out = drafting.behind(dialogue), impartiality.shut_out(dialogue)
    able = (one.person for of in behind for one in people.able(of, May.COMMENT))
    return {one.public_id: one for one in able if one.public_id not in out}


def is_readable(part: Part) -> bool:
    """Tell whether marked passages may still be read; deciding an access request is another matter."""
    intake = Intake.objects.filter(part=part).first()
    return intake is not None and timezone.localdate() <= intake.read_until_date


def openings(dialogue: Dialogue) -> QuerySet[Opening]:
    """Return the reading log of a dialogue, newest first."""
    return _with_places(Opening.objects.filter(passage__answer__handed_in__part__dialogue=dialogue))


def openings_of(handed_in: HandedIn) -> QuerySet[Opening]:
    """Return who opened what of an input, newest first."""
    return _with_places(Opening.objects.filter(passage__answer__handed_in=handed_in))


def read_by(person: str) -> Iterator[dict[str, Any]]:
    """Yield what a person may open and has opened, as JSON takes it."""
    for one in Reader.objects.filter(person__public_id=person).select_related("dialogue").order_by("id"):
        ended = one.ended_at and one.ended_at.isoformat()
        yield {"dialogue": one.dialogue.public_id, "may_read_from": one.named_at.isoformat(), "until": ended}
    opened = _with_places(Opening.objects.filter(person__public_id=person)).order_by("id")
    for line in opened:
        yield {"opened": line.passage.public_id, "at": line.at.isoformat(), "why": line.why}


def _with_places(found: QuerySet[Opening]) -> QuerySet[Opening]:
    joined = ("person", "passage__answer__asked", "passage__answer__handed_in__company")
    return found.select_related(*joined).order_by("-id")
