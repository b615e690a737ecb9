"""Who is expected in the room, as a list to print and tick off at the door: names and companies, nothing else."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from mulighetsrom.web.common import pdf
from mulighetsrom.web.dialogue import conference
from mulighetsrom.web.dialogue.queries import conference as queries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.dialogue.models import Part, Participant

BY_LETTER: Final = 25
"""From how many people on they stand under the letter that their name begins with."""


def write(part: Part) -> bytes:
    """Return the list as PDF/A."""
    people = list(queries.at_the_door(part))
    count = ngettext("%(count)s person expected", "%(count)s people expected", len(people)) % {"count": len(people)}
    below = " · ".join(filter(None, (conference.when(part), part.place, count)))
    return pdf.write(
        pdf.Document(
            title=_("Door sheet: %(title)s") % {"title": conference.name(part)},
            above=part.dialogue.owner.name,
            below=below,
            sections=list(_sections(people)),
            language=get_language() or "nb",
            at=timezone.now(),
        )
    )


def _sections(people: list[Participant]) -> Iterator[pdf.Section]:
    if len(people) < BY_LETTER:
        yield pdf.Section(_("In the room"), _lines(people))
        return
    for letter, some in groupby(people, key=lambda one: one.name[:1].upper()):
        yield pdf.Section(letter, _lines(list(some)))


def _lines(people: list[Participant]) -> str:
    return "\n".join(f"☐  {one.name} · {one.sign_up.company}" for one in people) or _("Nobody has signed up yet")
