"""What the dossier and the archive hold of written input; what is marked stays sealed, and its place is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from mulighetsrom.web.common import written
from mulighetsrom.web.dialogue import marking
from mulighetsrom.web.dialogue.dossier import Chapter, held_back, joined, late
from mulighetsrom.web.dialogue.queries import input as queries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.dialogue.models import Dialogue, HandedIn, InputAnswer, TooLate


def chapters(dialogue: Dialogue) -> Iterator[Chapter]:
    """Yield what was handed in, also what was replaced since, and who came too late."""
    for one in queries.handed_in(dialogue):
        yield _handed_in(one)
    for refused in queries.refused(dialogue):
        yield _refused(refused)


def title(one: HandedIn) -> str:
    """Return what a written input is called."""
    return _("Written input of %(company)s, number %(number)s") % {"company": one.company.name, "number": one.number}


def _handed_in(one: HandedIn) -> Chapter:
    said = {
        "part": one.part.title or one.part.get_kind_display(),
        "at": written.second(one.at),
        "deadline": written.weekday_moment(one.deadline_at),
        "number": one.number - 1,
        "hash": one.hash,
        "mark": one.head,
    }
    facts = [
        _("%(part)s. Received %(at)s; the deadline was %(deadline)s.") % said,
        _("It replaces number %(number)s.") % said if one.number > 1 else "",
        late(one.part.intake.late) if one.is_late else "",
        _("Receipt: the document’s SHA-256 is %(hash)s.") % said,
        _("The log’s mark: %(mark)s.") % said if one.head else "",
    ]
    answers = [joined(answer.asked.text, _answer(answer), _instead(answer)) for answer in queries.told(one)]
    text = joined(" ".join(filter(None, facts)), *answers)
    return Chapter(one.at, title(one), text, f"I{one.public_id}", "1", sender=one.company.name)


def _refused(one: TooLate) -> Chapter:
    heading = _("%(company)s came too late with written input") % {"company": one.company.name}
    said = {"at": written.second(one.at), "deadline": written.weekday_moment(one.deadline_at)}
    came = _("It came %(at)s; the deadline was %(deadline)s. It was not taken, and its words are not kept.") % said
    key = f"IL{one.part.public_id}{one.company.public_id}"
    return Chapter(one.at, heading, joined(came, late(one.part.intake.late)), key, sender=one.company.name)


def _answer(answer: InputAnswer) -> str:
    return "".join(piece.words or held_back(answer.reason) for piece in marking.pieces(answer.text))


def _instead(answer: InputAnswer) -> str:
    words = _("The company’s own words in place of what is held back: %(words)s")
    return words % {"words": answer.instead} if answer.instead else ""
