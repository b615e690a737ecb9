"""What the history and the log of equal treatment call what is done about conferences and workshops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DEEDS: Final[dict[str, StrOrPromise]] = {
    "part.seats-set": _("%(who)s said how many can come to an event of a dialogue."),
    "sign-up.signed-up": _("%(who)s signed people up for an event of a dialogue."),
    "sign-up.withdrawn": _("%(who)s withdrew people from an event of a dialogue."),
    "sign-up.needs-read": _("%(who)s read what people need to take part in an event of a dialogue."),
    "participant.arrived": _("%(who)s noted that somebody came to an event of a dialogue."),
    "participant.arrival-undone": _("%(who)s took back that somebody came to an event of a dialogue."),
    "material.added": _("%(who)s put something to the materials of an event of a dialogue."),
    "material.removed": _("%(who)s took something out of the materials of an event of a dialogue."),
    "material.released": _("%(who)s released the materials of an event of a dialogue to everybody."),
}
LOG: Final[dict[str, StrOrPromise]] = {
    "seats-added": _("%(who)s added places for all: %(part)s. In the room: %(room)s. By the stream: %(stream)s."),
    "signed-up": _("%(whom)s signed up for %(part)s: people %(people)s, of them on the waiting list %(waiting)s."),
    "moved-up": _("%(whom)s got a place from the waiting list: %(part)s."),
    "withdrew": _("%(whom)s withdrew from %(part)s: people %(people)s."),
    "arrived": _("%(whom)s came to %(part)s, says %(who)s."),
    "arrival-undone": _("%(who)s took back that somebody from %(whom)s came to %(part)s."),
    "materials-released": _("%(who)s released materials of %(part)s to everybody: %(count)s."),
}
