"""What one-to-one meetings give to the rest of the platform; the app's `ready()` asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.common import registry
from mulighetsrom.web.dialogue import changing, dossier, took_part
from mulighetsrom.web.dialogue.actions.giving import company
from mulighetsrom.web.dialogue.desk import meetings as desk_of_meetings
from mulighetsrom.web.dialogue.dossier import meetings as dossier_of_meetings
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.letters import meetings as letters_of_meetings
from mulighetsrom.web.dialogue.letters import minutes as letters_of_minutes
from mulighetsrom.web.dialogue.log import gaps
from mulighetsrom.web.dialogue.queries import meetings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mulighetsrom.web.common.mail import Receiver
    from mulighetsrom.web.dialogue.models import Dialogue, Part, Request


def register() -> None:
    registry.letters |= letters_of_meetings.KINDS | letters_of_minutes.KINDS
    registry.desk.append(desk_of_meetings.waits)
    gaps.finders.append(desk_of_meetings.without_minutes)
    audience.register(who_asked)
    audience.register_left(_who_withdrew)
    changing.calendars.append(letters_of_meetings.changed)
    dossier.chapters.append(dossier_of_meetings.chapters)
    took_part.sources.append(_companies)


def who_asked(dialogue: Dialogue, part: Part | None) -> Iterator[Receiver]:
    """Yield who has asked for a meeting and not withdrawn."""
    yield from _receivers(meetings.asked_in(dialogue, part))


def _who_withdrew(dialogue: Dialogue, part: Part | None) -> Iterator[Receiver]:
    """Yield who asked for a meeting and has withdrawn."""
    yield from _receivers(meetings.withdrawn_in(dialogue, part))


def _receivers(requests: Iterable[Request]) -> Iterator[Receiver]:
    for receivers in audience.speaking((one.by, one.company) for one in requests):
        yield from receivers


def _companies(dialogue: Dialogue) -> Iterator[took_part.Taking]:
    """Yield the companies that were met; who only asked for a meeting has advised nobody."""
    for one in meetings.met(dialogue):
        yield took_part.Taking(company(one), one.meetings.part.title or one.meetings.part.get_kind_display())
