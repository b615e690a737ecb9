"""Events of a dialogue as calendars take them (RFC 5545), and as invitations that update by mail (RFC 5546, 6047).

One event has one `uid` for everybody, and its `sequence` grows when what it says is changed: a calendar that has it
takes the newer one, and takes it away where it is cancelled.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, vCalAddress
from icalendar import Event as Entry

from mulighetsrom.installation import config
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.letters import Invite, one_line
from mulighetsrom.web.dialogue import conference, named

if TYPE_CHECKING:
    from datetime import datetime

    from mulighetsrom.web.dialogue.models import Part, Request

PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"
_OURS: Final = "-//Mulighetsrom//NO"


@dataclass(frozen=True, slots=True)
class Event:
    """What a calendar shows of an event; `url` is where more stands, `host` and `mailbox` who invites.

    Of a meeting that a company has given back nobody knows any more when it was.
    """

    uid: str
    sequence: int
    title: str
    starts: datetime | None
    ends: datetime | None
    place: str
    url: str
    host: str
    mailbox: str
    is_cancelled: bool = False

    def as_file(self) -> bytes:
        """Return the event as a file to open: nobody is invited by it."""
        return self._written(PUBLISH)

    def invitation(self, attendee: str) -> Invite:
        """Return what puts the event into somebody's calendar, or brings it up to date there."""
        method = CANCEL if self.is_cancelled else REQUEST
        return Invite(method, self._written(method, attendee).decode())

    def cancellation(self, attendee: str) -> Invite:
        """Return what takes the event out of somebody's calendar: they have withdrawn, and it is held without them."""
        return replace(self, is_cancelled=True).invitation(attendee)

    def _written(self, method: str, attendee: str = "") -> bytes:
        book = Calendar()
        for name, value in {"prodid": _OURS, "version": "2.0", "method": method}.items():
            book.add(name, value)
        book.add_component(self._entry(attendee))
        return bytes(book.to_ical())

    def _entry(self, attendee: str) -> Entry:
        entry = Entry()
        told = {
            "uid": f"{self.uid}@{urlsplit(config.current().url).hostname}",
            "sequence": self.sequence,
            "dtstamp": timezone.now(),
            "dtstart": self.starts,
            "dtend": self.ends,
            "summary": one_line(self.title),
            "location": one_line(self.place),
            "url": self.url,
            "status": "CANCELLED" if self.is_cancelled else "CONFIRMED",
        }
        for name, value in told.items():
            if value not in {None, ""}:
                entry.add(name, value)
        for name, who in self._people(attendee).items():
            entry.add(name, who)
        return entry

    def _people(self, attendee: str) -> dict[str, vCalAddress]:
        """Return who invites whom; nobody in a file that is published (RFC 5546, 3.2.1)."""
        if not attendee or not self.mailbox:
            return {}
        host, guest = vCalAddress(f"mailto:{self.mailbox}"), vCalAddress(f"mailto:{attendee}")
        host.params["CN"] = one_line(self.host)
        guest.params |= {"PARTSTAT": "ACCEPTED", "RSVP": "FALSE", "ROLE": "REQ-PARTICIPANT"}
        return {"organizer": host, "attendee": guest}


def of_part(part: Part, place: str = "", url: str = "") -> Event:
    """Return a conference or a workshop; `place` where it is another than the room, `url` where more stands."""
    if part.starts_at is None:
        raise ValueError(f"{part.public_id} has no day yet")
    return Event(
        uid=part.public_id,
        sequence=part.sequence,
        title=_("%(kind)s: %(title)s") % {"kind": part.get_kind_display(), "title": conference.name(part)},
        starts=part.starts_at,
        ends=part.ends_at,
        place=place or part.place,
        url=absolute(url or conference.page(part)),
        host=part.dialogue.owner.name,
        mailbox=part.dialogue.owner.mailbox,
        is_cancelled=part.state == part.State.CANCELLED,
    )


def of_meeting(one: Request, place: str = "") -> Event:
    """Return a company's one-to-one meeting; its video room as `place` where only those read it who meet."""
    part, slot = one.meetings.part, getattr(one, "slot", None)
    way = reverse("dialogue:meeting", args=[part.dialogue.public_id, part.public_id, one.public_id])
    return Event(
        uid=one.public_id,
        sequence=one.sequence + part.sequence,
        title=f"{named.title(part.dialogue)}: {one.company.name}",
        starts=slot.starts_at if slot else None,
        ends=slot.ends_at if slot else None,
        place=place or ("" if one.how == "video" else part.place),
        url=absolute(way),
        host=part.dialogue.owner.name,
        mailbox=part.dialogue.owner.mailbox,
        is_cancelled=part.state == part.State.CANCELLED or one.state == one.State.CANCELLED,
    )
