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
}
LOG: Final[dict[str, StrOrPromise]] = {
    "seats-added": _("%(who)s added places for all: %(part)s. In the room: %(room)s. By the stream: %(stream)s."),
    "signed-up": _("%(whom)s signed up for %(part)s: people %(people)s, of them on the waiting list %(waiting)s."),
    "moved-up": _("%(whom)s got a place from the waiting list: %(part)s."),
    "withdrew": _("%(whom)s withdrew from %(part)s: people %(people)s."),
}
