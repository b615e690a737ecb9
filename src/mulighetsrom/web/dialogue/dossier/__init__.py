"""The case as one dossier in date order: what a reader who was not there needs, on paper that lasts.

A theme adds its chapters to `chapters`, when the app begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from mulighetsrom.web.common import markup, pdf, written
from mulighetsrom.web.dialogue import log, protocol, told
from mulighetsrom.web.dialogue.fields import INVITATION
from mulighetsrom.web.dialogue.models import Intake
from mulighetsrom.web.dialogue.queries import contacts
from mulighetsrom.web.drafting import queries as drafting
from mulighetsrom.web.drafting.comparing import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from mulighetsrom.web.dialogue.models import Approval, Contact, Dialogue, Part, Version


@dataclass(frozen=True, slots=True)
class Chapter:
    """Something that happened at a moment: a heading and plain text, where a line that begins with "- " is a point.

    With a `key` it is a document of the archive, too (`records.Record`): from the owner to the body that answers,
    unless another sender or receiver is named.
    """

    at: datetime
    heading: str
    text: str
    key: str = ""
    version: str = ""
    sender: str = ""
    receiver: str = ""


chapters: Final[list[Callable[[Dialogue], Iterable[Chapter]]]] = []


def told_in_order(dialogue: Dialogue) -> list[Chapter]:
    """Return all that happened in a dialogue, oldest first, in the language that is active."""
    return sorted((one for find in chapters for one in find(dialogue)), key=lambda one: one.at)


def when(one: Chapter) -> str:
    """Return when something happened in words: only the day, of what has no more than that."""
    return written.local_day(one.at) if one.at == on(timezone.localdate(one.at)) else written.moment(one.at)


def rows(dialogue: Dialogue) -> list[dict[str, Any]]:
    """Return the same as JSON takes it."""
    return [
        {"at": one.at.isoformat(), "what": one.heading, "text": one.text, "document": one.key}
        for one in told_in_order(dialogue)
    ]


def paper(dialogue: Dialogue, at: datetime) -> bytes:
    """Return the dossier as PDF/A, in the owner's language: what happened, then who took part, then the log."""
    with override(dialogue.owner.language):
        told_ = told_in_order(dialogue)
        sections = [pdf.Section(f"{when(one)}: {one.heading}", one.text) for one in told_]
        sections += [protocol.participants_section(dialogue), protocol.log_section(dialogue)]
        below = _("The case as it was %(when)s. The log's mark: %(mark)s.") % {
            "when": written.moment(at),
            "mark": log.head(dialogue),
        }
        above = ", ".join(one.name for one in drafting.behind(dialogue))
        title = told.title(dialogue.draft)
        return pdf.write(pdf.Document(title, above, below, sections, dialogue.owner.language, at))


def joined(*paragraphs: str) -> str:
    """Return paragraphs as one text, without those that are empty."""
    return "\n\n".join(filter(None, paragraphs))


def on(day: date) -> datetime:
    """Return the moment at which a day begins in Norway, for what has a day and no moment."""
    return timezone.make_aware(datetime.combine(day, time()))


def noted_on(day: date, noted_at: datetime) -> datetime:
    """Return the moment that something of a day stands at: when it was noted, where that was on the same day."""
    return noted_at if timezone.localdate(noted_at) == day else on(day)


def held_back(reason: str) -> str:
    """Return what stands in the place of words that are claimed to be a business secret: they are never opened here."""
    return _("[held back: %(reason)s]") % {"reason": " ".join(reason.split()).rstrip(".") or _("a business secret")}


def programme(part: Part) -> list[str]:
    """Return the programme of an event, a line for each thing."""
    rows = part.programme
    return [f"{row['at']} {row['what']}{' (' + row['who'] + ')' if row['who'] else ''}".strip() for row in rows]


def late(rule: str) -> str:
    """Return what becomes of written input that comes late."""
    return _("The rule of this part for what comes late: %(rule)s.") % {"rule": Intake.Late(rule).label}


def invitations(dialogue: Dialogue) -> Iterator[Chapter]:
    """Yield each version of the invitation, whole, and the decisions that it was published on."""
    for version in dialogue.versions.order_by("number"):
        heading, key = _("Invitation, version %(number)s") % {"number": version.number}, f"V{version.number}"
        yield Chapter(version.published_at, heading, invitation(version), key, receiver=_("Everybody"))
    for asked in dialogue.rounds.prefetch_related("approvals__organisation"):
        decided = list(asked.approvals.all())
        heading, key = _("Approval, round %(number)s") % {"number": asked.number}, f"G{asked.number}"
        if decided:
            yield Chapter(asked.asked_at, heading, "\n".join(map(_approval, decided)), key, str(len(decided)))


def noted(dialogue: Dialogue) -> Iterator[Chapter]:
    """Yield the contacts outside the dialogue's parts, as they were noted last, and what was told to all."""
    for one in contacts.newest(dialogue):
        yield Chapter(
            noted_on(one.date, one.entered_at), _("Contact with %(company)s") % {"company": one.called}, contact(one)
        )
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
        f"# {field.label}\n{markup.plain(text)}"
        for name, field in INVITATION.fields.items()
        if (text := plain(name, version.content.get(name), INVITATION))
    ]
    parts = [line for part in version.content.get("parts", []) for line in _part(part)]
    by = _("Published by %(name)s.") % {"name": version.published_by_name}
    return "\n\n".join([*fields, "\n".join(parts), by])


def contact(one: Contact) -> str:
    """Return what the note of a contact says, as plain text."""
    learned = markup.plain(one.given) or _("nothing beyond what everybody can read")
    words = [
        f"{one.get_how_display()}. {markup.plain(one.about)}",
        _("What they learned: %(given)s") % {"given": learned},
    ]
    lines = [
        *([f"{one.get_how_display()}.", one.forgotten] if one.forgotten_at else words),
        _("Noted %(when)s by %(name)s") % {"when": written.moment(one.entered_at), "name": one.entered_by.name},
    ]
    return "\n\n".join(lines)


def _approval(one: Approval) -> str:
    said = f"{one.organisation.name}: {one.person_name}, {one.get_decision_display()}. {one.note}".strip()
    return f"- {written.moment(one.at)} {said}"


def _part(held: dict[str, Any]) -> Iterator[str]:
    """Yield how one could take part, as a version holds it: when and where, the programme, what is asked in writing."""
    part = told.Told(told.as_it_was(held))
    until = f"{part.until[0]} {part.until[1]}" if part.until else ""
    where = ", ".join(str(text) for text, _theirs in part.where)
    yield f"- {part.name}: {'; '.join(filter(None, [part.when, where, until]))}"
    if lines := programme(part.part):
        yield _("Programme:") + f" {'; '.join(lines)}"
    for number, asked in enumerate(held.get("asked", ()), 1):
        said = {"number": number, "most": asked["most_words"], "text": asked["text"]}
        yield _("Question %(number)s, at most %(most)s words: %(text)s") % said
    if held.get("late"):
        yield late(held["late"])
    for paper in held.get("papers", ()):
        said = {"title": paper["title"], "version": paper["version"], "hash": paper["sha256"]}
        yield _("Draft to comment on: %(title)s, version %(version)s. SHA-256: %(hash)s.") % said
