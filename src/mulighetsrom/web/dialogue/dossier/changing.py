"""What the dossier and the archive hold of changes, moves and cancellations, and of all letters to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from mulighetsrom.web.common import markup, written
from mulighetsrom.web.dialogue import changing
from mulighetsrom.web.dialogue.actions.changing import LETTER
from mulighetsrom.web.dialogue.dossier import Chapter, joined, on
from mulighetsrom.web.dialogue.letters import to_everybody as announcing
from mulighetsrom.web.dialogue.models import Change
from mulighetsrom.web.dialogue.queries import announcing as letters_
from mulighetsrom.web.dialogue.queries import changing as queries
from mulighetsrom.web.dialogue.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mulighetsrom.web.dialogue.models import Announcement, Dialogue


def chapters(dialogue: Dialogue) -> Iterator[Chapter]:
    """Yield each change with old, new and reason, and when the notice on Doffin followed it."""
    told = {one.about: one for one in letters_.of(dialogue).filter(kind=LETTER)}
    for one in queries.recorded(dialogue):
        what = Told(one.part).name if one.part else _("the whole dialogue")
        cancelled = one.what == Change.What.CANCELLED
        heading = (_("Cancelled: %(part)s") if cancelled else _("Changed: %(part)s")) % {"part": what}
        yield Chapter(one.at, heading, _change(one, told), f"E{one.public_id}", receiver=_("Everybody"))
        if one.corrected_date and one.corrected_by:
            text = _("Noted by %(name)s.") % {"name": one.corrected_by.name}
            yield Chapter(on(one.corrected_date), _("The notice on Doffin was corrected"), text)


def letters(dialogue: Dialogue) -> Iterator[Chapter]:
    """Yield the letters that went to all who took part."""
    for one in letters_.of(dialogue).order_by("id"):
        heading = _("Letter to all who take part: %(about)s") % {"about": announcing.names.get(one.kind, one.kind)}
        text = joined(markup.plain(one.opening), sent(one))
        yield Chapter(one.sent_at, heading, text, f"W{one.public_id}", receiver=_("All who take part"))


def sent(one: Announcement) -> str:
    """Return when something was told, to how many and on whose word."""
    said = {"when": written.moment(one.sent_at), "receivers": one.receivers, "name": one.sent_by_name}
    return _("Told %(when)s by %(name)s, by letter to all who took part then. Receivers: %(receivers)s.") % said


def _change(one: Change, told: Mapping[str, Announcement]) -> str:
    nothing = _("nothing")
    lines = [
        "- " + _("%(field)s: from %(old)s to %(new)s") % {"field": field, "old": old or nothing, "new": new or nothing}
        if old or new
        else "- " + _("%(field)s: changed; only those who have signed up see it") % {"field": field}
        for field, old, new in _flat(one)
    ]
    why = _("Why: %(reason)s") % {"reason": markup.plain(one.reason)}
    by = _("Decided by %(name)s.") % {"name": one.by.name}
    letter = sent(told[one.public_id]) if one.public_id in told else ""
    return joined("\n".join(lines), why, by, letter)


def _flat(one: Change) -> Iterator[tuple[str, str, str]]:
    for field, old, new in changing.told(one):
        yield str(field), "; ".join(old.split("\n")), "; ".join(new.split("\n"))
