"""What the pages of written input share: the way to them, the words of its rules, an answer with its bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from mulighetsrom.web.common import written
from mulighetsrom.web.common.components import Link
from mulighetsrom.web.dialogue import marking, trails
from mulighetsrom.web.dialogue.models import Intake
from mulighetsrom.web.dialogue.queries import input as queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mulighetsrom.web.dialogue.actions.input_handing_in import Written
    from mulighetsrom.web.dialogue.marking import Piece
    from mulighetsrom.web.dialogue.models import InputAnswer, Part

form_method: Final = require_http_methods(["GET", "HEAD", "POST"])
unstored: Final = cache_control(private=True, no_store=True)
"""For every answer that may hold what somebody marks, or has yet to mark, as secret."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as it is read: its pieces, and what its company says of the passages that are secret."""

    number: int
    question: str
    pieces: list[Piece]
    words: int
    secrets: int = 0
    reason: str = ""
    instead: str = ""


def shown(answer: InputAnswer, opened: Mapping[int, str] | None = None) -> Shown:
    """Return an answer that was handed in; `opened` are the passages that may be read."""
    return Shown(
        answer.asked.number,
        answer.asked.text,
        list(marking.pieces(answer.text, opened)),
        answer.words,
        len(answer.passages.all()),
        answer.reason,
        answer.instead,
    )


def as_others_read(one: Written) -> Shown:
    """Return an answer in a draft as those read it who may open nothing."""
    text, passages = marking.taken_out(one.text)
    pieces = list(marking.pieces(text))
    words = marking.words(one.text)
    return Shown(one.asked.number, one.asked.text, pieces, words, len(passages), one.reason, one.instead)


def as_written(one: Mapping[str, Any]) -> Shown:
    """Return an answer of the document that its company handed in, with its own secrets."""
    text, passages = marking.taken_out(one["answer"])
    pieces = list(marking.pieces(text, dict(enumerate(passages, 1))))
    words = marking.words(one["answer"])
    return Shown(one["number"], one["question"], pieces, words, len(passages), one["reason"], one["instead"])


def own_trail(part: Part, *rest: Link) -> list[Link]:
    """Return the way to what the municipality has received in a part, and from there to pages below it."""
    here = Link(_("Received input"), reverse("dialogue:inputs", args=_ids(part)))
    return trails.work(part.dialogue, here, *rest)


def name(part: Part) -> str:
    """Return what a part is called."""
    return part.title or str(part.get_kind_display())


def rules(part: Part) -> Iterator[str]:
    """Yield the rules of a part in sentences, the same for all."""
    if part.deadline_at:
        until = {"moment": written.weekday_moment(part.deadline_at)}
        yield _("Hand in before %(moment)s. You can change what you have handed in until then.") % until
    intake = queries.intake(part)
    if not intake:
        return
    if intake.late == Intake.Late.TAKEN:
        yield _("What comes after the deadline is taken, read as the others, and marked late. This goes for all.")
    else:
        yield _("What comes after the deadline is not taken. This goes for all, and a second too late is too late.")
    yield _("Business secrets are read until %(day)s by people named for it, and each opening is written down.") % {
        "day": written.day(intake.read_until_date)
    }


def promises() -> list[str]:
    """Return what a company reads before it hands in, and wherever somebody asks what is secret."""
    return [
        _("Your input is public unless it holds business secrets: anybody can ask to see it."),
        _("Your mark is a claim. The municipality decides what is a business secret by law."),
        _("You are told before anything that you marked is released, and can say what you hold on to and why."),
    ]


def _ids(part: Part) -> list[str]:
    return [part.dialogue.public_id, part.public_id]
