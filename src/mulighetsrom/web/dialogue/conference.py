"""What a conference or a workshop is called, when it is, and what somebody has got there: in the reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulighetsrom.web.common import written
from mulighetsrom.web.dialogue import named
from mulighetsrom.web.dialogue.access import conference as access
from mulighetsrom.web.dialogue.models import Participant
from mulighetsrom.web.dialogue.queries import conference as queries

if TYPE_CHECKING:
    from mulighetsrom.web.dialogue.models import Part, Seats, SignUp


def name(found: Part) -> str:
    """Return what an event is called: by its own title, else by its dialogue's."""
    return found.title or named.title(found.dialogue)


def when(found: Part) -> str:
    """Write when an event is held, by Norway's clock."""
    if not found.starts_at:
        return _("Not decided yet")
    return written.span(found.starts_at, found.ends_at) if found.ends_at else written.weekday_moment(found.starts_at)


def room_left(one: Seats, *, takes: bool) -> str:
    """Say whether there is room, while sign-ups are taken; and not how many have signed up: some let nobody know."""
    told = {"capacity": written.number(one.capacity or 0)}
    if not takes:
        return ngettext("%(capacity)s place", "%(capacity)s places", one.capacity) % told if one.capacity else ""
    if one.capacity is None:
        return _("Everybody who signs up gets a place")
    if one.taken < one.capacity:
        free = ngettext("%(capacity)s place, and it is free", "%(capacity)s places, and some are free", one.capacity)
        return free % told
    taken = ngettext(
        "%(capacity)s place, and it is taken: you go on the waiting list",
        "%(capacity)s places, and all are taken: you go on the waiting list",
        one.capacity,
    )
    return taken % told


def page(found: Part) -> str:
    """Return the address of an event's page."""
    return reverse("dialogue:conference", args=[found.dialogue.public_id, found.public_id])


def address(name: str, found: SignUp) -> str:
    """Return the address of a page of a sign-up, with what lets a guest in there."""
    way = reverse(f"dialogue:{name}", args=[found.part.dialogue.public_id, found.part.public_id, found.public_id])
    return way if found.person_id else f"{way}?{urlencode({access.CODE: access.code(found)})}"


def place(one: Participant) -> str:
    """Say what somebody has got."""
    told = {"how": one.seats.get_how_display()}
    match one.state:
        case Participant.State.SEATED:
            return _("Has a place: %(how)s") % told
        case Participant.State.WAITING:
            told["number"] = str(queries.place_in_line(one))
            return _("Number %(number)s on the waiting list: %(how)s") % told
    return str(one.get_state_display())
