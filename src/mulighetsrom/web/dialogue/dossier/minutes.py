"""What the dossier and the archive hold of the minutes of meetings, once the company had its say.

What the company marked as secret, and its comment, which may tell the same, are never opened here. Where the company
kept silent, nothing that it said is known to be no secret: then all of that is held back.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from mulighetsrom.web.common import written
from mulighetsrom.web.dialogue.dossier import Chapter, held_back, joined, on
from mulighetsrom.web.dialogue.models import Exchange, Minutes
from mulighetsrom.web.dialogue.queries import minutes as queries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mulighetsrom.web.dialogue.models import Dialogue

State = Minutes.State


def chapters(dialogue: Dialogue) -> Iterator[Chapter]:
    """Yield the minutes that were answered, or met with silence, with what is claimed secret held back."""
    for one in queries.answered_in(dialogue):
        lines = [f"- {told.get_told_display()}: {_open(told)}" for told in one.exchanges.all()]
        comment = _("The company’s comment: %(words)s") % {"words": held_back(_("it may tell of secrets"))}
        text = joined(_how(one), "\n".join(lines), comment if one.comment else "", _shared(one))
        yield Chapter(_settled_at(one), title(one), text, f"R{one.public_id}", receiver=one.request.company.name)


def title(one: Minutes) -> str:
    """Return what minutes are called."""
    return _("Minutes of the meeting with %(company)s") % {"company": one.request.company.name}


def is_claimed(one: Exchange) -> bool:
    """Tell whether something is not to be read: the company marked it, or kept silent on what it had said."""
    kept_silent = one.minutes.state == State.SILENT and one.told == Exchange.Told.BY_COMPANY
    return one.is_secret or kept_silent


def reason(one: Exchange) -> str:
    """Return why it is not to be read."""
    return one.reason or _("the company has not answered the minutes")


def _open(one: Exchange) -> str:
    if is_claimed(one):
        return held_back(reason(one))
    return " ".join(queries.text(one).split())


def _settled_at(one: Minutes) -> datetime:
    """Return when the company had its say: when it answered, or when its last day to answer was over."""
    assert one.due_date  # noqa: S101 - the database holds a day for all that was sent
    return one.answered_at or on(one.due_date + timedelta(days=1))


def _how(one: Minutes) -> str:
    said: dict[str, Any] = {"name": one.written_by.name, "until": written.day(one.due_date) if one.due_date else ""}
    slot = getattr(one.request, "slot", None)
    when = _("The meeting was %(when)s.") % {"when": written.span(slot.starts_at, slot.ends_at)} if slot else ""
    wrote = _("Written by %(name)s. The company could answer until %(until)s.") % said
    match one.state:
        case State.CONFIRMED:
            answer = _("The company confirmed the minutes.")
        case State.COMMENTED:
            answer = _("The company commented on the minutes.")
        case _silent:
            answer = _("The company did not answer. That is silence, and no confirmation.")
    return " ".join(filter(None, [when, wrote, answer]))


def _shared(one: Minutes) -> str:
    shared = sum(bool(told.shared) for told in one.exchanges.all())
    if not one.shared_at:
        return _("Nothing of it has been told to everybody yet.")
    said = {"count": shared, "when": written.moment(one.shared_at)}
    return _("Told to everybody %(when)s: %(count)s of what the municipality had told.") % said
