"""What is said of meetings in words: what has become of a company's wish, how much room there is, for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.dialogue import opening
from mulighetsrom.web.dialogue.models import Request
from mulighetsrom.web.dialogue.queries import meetings as queries

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.dialogue.models import Meetings

State = Request.State
STANDING: Final[dict[str, StrOrPromise]] = {
    State.ASKED: _("Your company has asked for a meeting"),
    State.GIVEN: _("Your company has a meeting"),
    State.WAITING: _("Your company is on the waiting list"),
    State.WITHDRAWN: _("Your company has withdrawn"),
    State.HELD: _("Your company has had its meeting"),
    State.MISSED: _("Your company did not come to its meeting"),
    State.CANCELLED: _("Your company's meeting is cancelled"),
}
NO_MORE: Final[dict[str, StrOrPromise]] = {
    State.ASKED: _("Your company had asked for a meeting"),
    State.WAITING: _("Your company was on the waiting list"),
}
"""Where nothing more is given."""
CANCELLED: Final = NO_MORE | {State.GIVEN: _("Your company's meeting is cancelled")}


def standing(own: Request) -> str:
    """Return what a company's wish has become, also where the part is cancelled or the dialogue over."""
    part = own.meetings.part
    if part.state == part.State.CANCELLED:
        return str((STANDING | CANCELLED)[own.state])
    return str((STANDING if opening.takes(part.dialogue) else STANDING | NO_MORE)[own.state])


def noted(own: Request) -> str:
    """Return what is noted of a meeting, also of a company that went last on the waiting list since it did not come."""
    return str(own.get_state_display() if own.state == State.HELD else State.MISSED.label)


def who_can(row: Meetings) -> str:
    """Return what becomes of times that are added once times are drawn."""
    can = queries.can_at_added(row)
    rule = gettext("Each goes at once to the next in drawn order who has said that any time will do, with an e-mail.")
    count = ngettext("On the waiting list there is %(n)s.", "On the waiting list there are %(n)s.", can) % {"n": can}
    return f"{rule} {count}"


def room(wishes: int, times: int) -> str:
    """Return how many have asked, and how many times there are."""
    asked = ngettext("%(n)s company has asked.", "%(n)s companies have asked.", wishes) % {"n": wishes}
    has = ngettext("There is %(n)s time.", "There are %(n)s times.", times) % {"n": times}
    return f"{asked} {has}"
