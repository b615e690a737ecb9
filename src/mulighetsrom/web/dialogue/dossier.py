"""The case as one dossier in date order: what a reader who was not there needs, on paper that lasts.

A theme adds its chapters to `chapters`, when the app begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from mulighetsrom.web.common import markup, pdf, written
from mulighetsrom.web.dialogue import log, protocol, told
from mulighetsrom.web.dialogue.fields import INVITATION
from mulighetsrom.web.dialogue.queries import contacts
from mulighetsrom.web.drafting import queries as drafting
from mulighetsrom.web.drafting.comparing import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mulighetsrom.web.dialogue.models import Contact, Dialogue, Version


@dataclass(frozen=True, slots=True)
class Chapter:
    """Something that happened at a moment: a heading and light text."""

    at: datetime
    heading: str
    text: str


chapters: Final[list[Callable[[Dialogue], Iterable[Chapter]]]] = []


def paper(dialogue: Dialogue, at: datetime) -> bytes:
    """Return the dossier as PDF/A, in the owner's language: what happened, then who took part, then the log."""
    with override(dialogue.owner.language):
        told_ = sorted((one for find in chapters for one in find(dialogue)), key=lambda one: one.at)
        sections = [pdf.Section(f"{written.local_day(one.at)}: {one.heading}", one.text) for one in told_]
        sections += [protocol.participants_section(dialogue), protocol.log_section(dialogue)]
        below = _("The case as it was %(when)s. The log's mark: %(mark)s.") % {
            "when": written.moment(at),
            "mark": log.head(dialogue),
        }
        above = ", ".join(one.name for one in drafting.behind(dialogue))
        title = told.title(dialogue.draft)
        return pdf.write(pdf.Document(title, above, below, sections, dialogue.owner.language, at))


def invitations(dialogue: Dialogue) -> Iterator[Chapter]:
    """Yield each version of the invitation, whole."""
    for version in dialogue.versions.order_by("number"):
        heading = _("Invitation, version %(number)s") % {"number": version.number}
        yield Chapter(version.published_at, heading, invitation(version))


def noted(dialogue: Dialogue) -> Iterator[Chapter]:
    """Yield the contacts outside the dialogue's parts, as they were noted last, and what was told to all."""
    for one in contacts.newest(dialogue):
        at = timezone.make_aware(datetime.combine(one.date, time()))
        yield Chapter(at, _("Contact with %(company)s") % {"company": one.company}, contact(one))
    for told_ in contacts.told_to_all(dialogue):
        yield Chapter(told_.at, _("Told to everybody"), markup.plain(told_.text))


def holds(dialogue: Dialogue) -> Iterator[Chapter]:
    """Yield when deletion was stopped and went on."""
    for one in dialogue.holds.all():
        yield Chapter(one.placed_at, _("Deletion stopped"), str(one.get_kind_display()))
        if one.lifted_at:
            yield Chapter(one.lifted_at, _("Deletion goes on"), str(one.get_kind_display()))


def invitation(version: Version) -> str:
    """Return what a version of the invitation says, and its parts, as plain text."""
    fields = [
        f"{field.label}\n{markup.plain(text)}"
        for name, field in INVITATION.fields.items()
        if (text := plain(name, version.content.get(name), INVITATION))
    ]
    parts = [f"- {line}" for line in map(_part, told.Description(version.content).parts)]
    by = _("Published by %(name)s.") % {"name": version.published_by_name}
    return "\n\n".join([*fields, "\n".join(parts), by])


def contact(one: Contact) -> str:
    """Return what the note of a contact says, as plain text."""
    learned = markup.plain(one.given) or _("nothing that not everybody can read")
    lines = [
        f"{one.get_how_display()}. {markup.plain(one.about)}",
        _("What they learned: %(given)s") % {"given": learned},
        _("Noted %(when)s by %(name)s") % {"when": written.moment(one.entered_at), "name": one.entered_by.name},
    ]
    return "\n\n".join(lines)


def _part(part: told.Told) -> str:
    until = part.until
    where = [str(text) for text, _theirs in part.where]
    return ". ".join(filter(None, [part.name, part.when, ", ".join(where), f"{until[0]} {until[1]}" if until else ""]))
