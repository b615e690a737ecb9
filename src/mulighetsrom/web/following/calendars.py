"""Dates as calendars take them (RFC 5545), in the language of whoever reads."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from mulighetsrom.installation import config
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.dialogue import places, told
from mulighetsrom.web.following.queries.calendar import Dates, quarter_begins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mulighetsrom.web.needs.lines import LineView
    from mulighetsrom.web.needs.models import Meeting


def written(dates: Dates, *, name: str) -> bytes:
    """Return a calendar of these dates."""
    book = Calendar()
    book.add("prodid", "-//Mulighetsrom//NO")
    book.add("version", "2.0")
    book.add("x-wr-calname", name)
    for one in dates.meetings:
        book.add_component(_meeting(one))
    for own in dates.to_do:
        book.add_component(_to_do(own))
    for part in dates.parts:
        for event in _of_part(part):
            book.add_component(event)
    for line in dates.lines:
        for event in _of_line(line):
            book.add_component(event)
    return bytes(book.to_ical())


def _meeting(one: Meeting) -> Event:
    zone = timezone.get_default_timezone()
    event = _event(
        f"{one.public_id}",  # the same as in the meeting's own file: whoever has both sees one
        _("Contact meeting: %(who)s") % {"who": one.owner.name},
        reverse("needs:meeting", args=[one.public_id]),
        one.announced_at or one.created_at,
    )
    event.add("sequence", one.edit_version)
    event.add("dtstart", datetime.combine(one.date, one.starts, zone))
    event.add("dtend", datetime.combine(one.date, one.ends, zone))
    event.add("location", one.place)
    return event


def _to_do(line: Any) -> Event:
    """Return what somebody has to do. What is not public has no title here: calendars are kept by other firms."""
    title = line.public_title or _("a dialogue in work")
    event = _event(
        line.public_id,
        _("%(what)s: %(title)s") % {"what": line.get_kind_display(), "title": title},
        reverse("dialogue:plan", args=[line.dialogue.public_id]),
        line.dialogue.changed_at,
    )
    event.add("sequence", line.edit_version)
    event.add("dtstart", line.due_at)
    event.add("transp", "TRANSPARENT")
    return event


def _of_part(part: Any) -> Iterator[Event]:
    """Give when a part of `finding.dated` is held, and until when one can answer."""
    said = {"what": told.Told(part).name, "title": part.public_title or ""}
    if part.starts_at and part.ends_at:
        event = _part(part, part.public_id, _("%(what)s: %(title)s") % said, part.starts_at)
        event.add("dtend", part.ends_at)
        event.add("location", part.place)
        event.add("transp", "TRANSPARENT" if part.kind == part.Kind.MEETINGS else "OPAQUE")
        yield event
    if part.deadline_at:
        summary = _("%(what)s: %(title)s") % (said | {"what": str(places.DEADLINES[part.kind])})
        event = _part(part, f"{part.public_id}-deadline", summary, part.deadline_at)
        event.add("transp", "TRANSPARENT")
        yield event


def _part(part: Any, name: str, summary: str, starts: datetime) -> Event:
    """Return an event that a calendar takes in place of the one it has, once the part has moved or is cancelled."""
    is_off = part.dialogue.stage == part.dialogue.Stage.CANCELLED
    path = f"{reverse('dialogue:dialogue', args=[part.dialogue.public_id])}#{part.public_id}"
    event = _event(name, f"{summary}, {part.dialogue.owner.name}", path, part.told_at)
    event.add("sequence", part.sequence + is_off)
    event.add("status", "CANCELLED" if is_off or part.state == part.State.CANCELLED else "CONFIRMED")
    event.add("dtstart", starts)
    return event


def _of_line(line: LineView) -> Iterator[Event]:
    said = {"title": line.title, "who": line.owner_name}
    if line.quarter:
        yield _day(
            line, "quarter", _("Planned for this quarter: %(title)s, %(who)s") % said, quarter_begins(line.quarter)
        )
    if line.decision_date:
        yield _day(line, "decision", _("Political decision: %(title)s, %(who)s") % said, line.decision_date)


def _day(line: LineView, what: str, summary: str, day: date) -> Event:
    path = f"{reverse('needs:plan', args=[line.owner])}#{line.public_id}"
    event = _event(f"{line.public_id}-{what}", summary, path, line.changed_at)
    event.add("dtstart", day)
    event.add("transp", "TRANSPARENT")
    return event


def _event(name: str, summary: str, path: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{name}@{urlsplit(config.current().url).hostname}")
    event.add("summary", summary)
    event.add("url", absolute(path))
    event.add("dtstamp", stamp)
    return event
