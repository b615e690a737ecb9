"""The letters about one-to-one meetings, in the receiver's language. Each tells one company of its own meeting only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from mulighetsrom.web.common import written
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.letters import Letter
from mulighetsrom.web.dialogue import invites
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.models import Meetings, Move, Request
from mulighetsrom.web.dialogue.queries import meetings as queries
from mulighetsrom.web.drafting import queries as texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from django_stubs_ext import StrOrPromise

    from mulighetsrom.web.common.letters import Invite
    from mulighetsrom.web.common.mail import Receiver
    from mulighetsrom.web.common.models import Mail
    from mulighetsrom.web.dialogue.models import Part


def receipt(mail: Mail) -> Letter | None:
    """Confirm a wish, with all it takes to find it again in the draw and in the log."""
    one = _request(mail, Request.State.ASKED)
    if not one or one.receipt != mail.facts["head"]:
        return None  # a later wish has its own receipt
    told = {"wish": one.public_id, "nonce": one.nonce, "commitment": one.meetings.commitment, "head": one.receipt}
    return _letter(
        one,
        _("Your wish for a meeting is received: %(title)s"),
        _("You can change or withdraw it until %(deadline)s.") % {"deadline": _deadline(one)},
        _("If more ask than there is room for, times are drawn. Keep this e-mail: with it you can check the draw."),
        _("Your wish in the draw: %(wish)s. Its number: %(nonce)s.") % told,
        _("Promised before the first wish: %(commitment)s.") % told,
        _("The mark of the equal treatment log was then %(head)s.") % told,
    )


def times_added(mail: Mail) -> Letter | None:
    """Tell who has asked that there are more times, for all."""
    one = _request(mail, Request.State.ASKED)
    if not one or one.meetings.state != Meetings.State.OPEN:
        return None
    return _letter(
        one,
        _("More times for meetings: %(title)s"),
        _("There are more times, and everybody who has asked is told now. Look whether one suits you better."),
        _("You can change your wish until %(deadline)s.") % {"deadline": _deadline(one)},
    )


def given(mail: Mail) -> Letter | None:
    """Tell a company its time."""
    one = _request(mail, Request.State.GIVEN)
    if not one:
        return None
    told = (_when(one), _where(one), _may_withdraw())
    return _letter(one, _("You have a meeting: %(title)s"), *told, events=[_event(one, mail)])


def waiting(mail: Mail) -> Letter | None:
    """Tell a company that it waits, and for what."""
    one = _request(mail, Request.State.WAITING)
    if not one:
        return None
    return _letter(
        one,
        _("You are on the waiting list for a meeting: %(title)s"),
        _("The draw gave you no time that you can. You are number %(place)s in the drawn order.")
        % {"place": one.place},
        _("If a time that you can becomes free, the first in that order gets it, and an e-mail."),
    )


def moved(mail: Mail) -> Letter | None:
    """Tell a company that its meeting is at another time, and why."""
    one = _request(mail, Request.State.GIVEN)
    change = Move.objects.filter(public_id=mail.once).first()
    if not one or not change:
        return None
    told = {"old": written.weekday_moment(change.old_starts_at), "new": written.weekday_moment(change.new_starts_at)}
    return _letter(
        one,
        _("Your meeting is moved: %(title)s"),
        _("From %(old)s to %(new)s.") % told,
        change.reason,
        _may_withdraw(),
        events=[_event(one, mail)],
    )


def cancelled(mail: Mail) -> Letter | None:
    """Tell a company that its meeting is cancelled, and why."""
    one = _request(mail, Request.State.CANCELLED)
    if not one:
        return None
    return _letter(
        one,
        _("Your meeting is cancelled: %(title)s"),
        _("The meeting of %(when)s is not held.") % {"when": _when(one)},
        one.cancelled_reason,
        _("If the municipality finds another time for you, you get an e-mail."),
        events=[invites.of_meeting(one).cancellation(mail.address)],
    )


def withdrawn(mail: Mail) -> Letter | None:
    """Confirm that a company has withdrawn."""
    one = _request(mail, Request.State.WITHDRAWN)
    if not one:
        return None
    gone = [invites.of_meeting(one).cancellation(mail.address)] if mail.facts.get("had") else []
    subject = _("You have withdrawn from the meetings: %(title)s")
    return _letter(one, subject, _("If you had a time, the next has it."), events=gone)


def missed(mail: Mail) -> Letter | None:
    """Tell a company what becomes of a meeting that it did not come to."""
    one = _request(mail, Request.State.MISSED, Request.State.WAITING)
    if not one:
        return None
    return _letter(
        one,
        _("You did not come to the meeting: %(title)s"),
        _("The stated rule: %(rule)s.") % {"rule": one.meetings.get_missed_display()},
    )


def corrected(mail: Mail) -> Letter | None:
    """Take back that a company did not come."""
    one = _request(mail, Request.State.GIVEN, Request.State.HELD)
    if not one:
        return None
    return _letter(
        one,
        _("Corrected: your meeting: %(title)s"),
        _("We wrote that you did not come to the meeting. That was wrong, and it has been taken back."),
    )


def _request(mail: Mail, *states: str) -> Request | None:
    rows = Request.objects.select_related("meetings__part__dialogue__owner", "company", "slot")
    return rows.filter(public_id=mail.about_id, state__in=states).first()


def changed(part: Part, to: Receiver) -> Iterator[Invite]:
    """Yield what brings the meetings that somebody has before them up to date in their calendar, or takes them out."""
    given = list(queries.given_to(part, to.person))
    for one, receivers in zip(given, audience.speaking((one.by, one.company) for one in given), strict=True):
        if to.person in {receiver.person for receiver in receivers}:
            yield invites.of_meeting(one).invitation(to.address)


def _event(one: Request, mail: Mail) -> Invite:
    return invites.of_meeting(one).invitation(mail.address)


def _letter(one: Request, subject: StrOrPromise, *paragraphs: StrOrPromise, events: Sequence[Invite] = ()) -> Letter:
    part = one.meetings.part
    version = texts.newest(part.dialogue)
    way = absolute(reverse("dialogue:meeting", args=[part.dialogue.public_id, part.public_id, one.public_id]))
    return Letter(
        subject=subject % {"title": version.content["title"] if version else ""},
        greeting=_("Hello!"),
        paragraphs=[text for text in paragraphs if text],
        button=(_("See your meeting"), way),
        why=_("You get this because you asked for a one-to-one meeting."),
        invites=events,
    )


def _when(one: Request) -> str:
    return written.span(one.slot.starts_at, one.slot.ends_at)


def _where(one: Request) -> str:
    if one.how == "video":
        return _("By video. You find the link on the page of the meeting.")
    return one.meetings.part.place


def _may_withdraw() -> str:
    return _("If you cannot come, say so on the page of the meeting: then the next in drawn order gets the time.")


def _deadline(one: Request) -> str:
    deadline = one.meetings.part.deadline_at
    return written.weekday_moment(deadline) if deadline else ""


KINDS: Final[dict[str, Callable[[Mail], Letter | None]]] = {
    "meeting-receipt": receipt,
    "meeting-times-added": times_added,
    "meeting-given": given,
    "meeting-waiting": waiting,
    "meeting-moved": moved,
    "meeting-cancelled": cancelled,
    "meeting-withdrawn": withdrawn,
    "meeting-missed": missed,
    "meeting-corrected": corrected,
}
