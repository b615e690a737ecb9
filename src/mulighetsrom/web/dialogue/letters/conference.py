"""The letters about conferences and workshops, in the receiver's language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from mulighetsrom.web.common import written
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.letters import Letter
from mulighetsrom.web.dialogue import conference, invites, log
from mulighetsrom.web.dialogue.actions import conference_letters as kinds
from mulighetsrom.web.dialogue.models import Participant, Seats, SignUp
from mulighetsrom.web.dialogue.queries import conference as queries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mulighetsrom.web.common.letters import Invite
    from mulighetsrom.web.common.mail import Receiver
    from mulighetsrom.web.common.models import Mail
    from mulighetsrom.web.dialogue.models import Part

State = Participant.State


def confirm(mail: Mail) -> Letter | None:
    """Ask a guest to confirm a sign-up; too late once they have, or once sign-up is closed."""
    found = _sign_up(mail)
    if not found or found.confirmed_at or not queries.takes_sign_ups(found.part):
        return None
    until = {"deadline": written.weekday_moment(found.part.deadline_at)} if found.part.deadline_at else {}
    return Letter(
        subject=_("Confirm the sign-up: %(title)s") % {"title": conference.name(found.part)},
        greeting=_("Hello!"),
        paragraphs=[
            conference.when(found.part),
            _("Open the page and confirm that you come, within two days. You have no place before that."),
            _("The sign-up closes %(deadline)s.") % until if until else "",
        ],
        button=(_("Confirm the sign-up"), absolute(conference.address("confirm_sign_up", found))),
        why=_("Somebody gave this address to sign up. If it was not you, you need not do anything: it is deleted."),
    )


def receipt(mail: Mail) -> Letter | None:
    """Tell who has signed up who has a place and who waits, and where the log ended."""
    found = _sign_up(mail)
    people = _coming(found)
    if not found or not people:
        return None
    seated = any(one.state == State.SEATED for one in people)
    subject = _("You are signed up: %(title)s") if seated else _("On the waiting list: %(title)s")
    return _letter(
        found,
        subject,
        *_who(people),
        _stream(found, people),
        _waits(people),
        _("The mark of the equal treatment log was then %(head)s.") % {"head": log.head(found.part.dialogue)},
        invites=[_invite(found, mail)] if seated else [],
    )


def moved_up(mail: Mail) -> Letter | None:
    """Tell that somebody on the waiting list has got a place."""
    rows = Participant.objects.filter(public_id=mail.about_id, state=State.SEATED)
    one = rows.select_related("seats", "sign_up__part__dialogue__owner").first()
    if not one:
        return None
    told = {"name": one.name, "how": one.seats.get_how_display()}
    return _letter(
        one.sign_up,
        _("You have got a place: %(title)s"),
        _("A place became free, and %(name)s was the next on the waiting list: %(how)s.") % told,
        _stream(one.sign_up, [one]),
        _("If you cannot come, withdraw on the page: then the next gets the place."),
        invites=[_invite(one.sign_up, mail)],
    )


def withdrawn(mail: Mail) -> Letter | None:
    """Confirm that somebody has withdrawn; out of the calendar once nobody comes."""
    found = _sign_up(mail)
    if not found:
        return None
    left = _coming(found)
    rest = [_("These still come:"), *_who(left)] if left else [_("Nobody comes by this sign-up any more.")]
    stays = any(one.state == State.SEATED for one in left)
    invites_ = [] if stays else [_event(found).cancellation(mail.address)]
    return _letter(found, _("You have withdrawn: %(title)s"), *rest, invites=invites_)


LETTERS: Final[dict[str, Callable[[Mail], Letter | None]]] = {
    kinds.CONFIRM: confirm,
    kinds.RECEIPT: receipt,
    kinds.MOVED_UP: moved_up,
    kinds.WITHDRAWN: withdrawn,
}
SECRET: Final = set(LETTERS)
"""Each holds the link that lets a guest in; whoever looks after the post is not let in by it."""


def _letter(found: SignUp, subject: str, *paragraphs: str, invites: Sequence[Invite] = ()) -> Letter:
    part = found.part
    where = " · ".join(filter(None, (conference.when(part), part.place)))
    return Letter(
        subject=subject % {"title": conference.name(part)},
        greeting=_("Hello!"),
        paragraphs=[where, *filter(None, paragraphs)],
        button=(_("See your sign-up"), absolute(conference.address("own_sign_up", found))),
        why=_("You get this because you have signed up."),
        invites=invites,
    )


def _sign_up(mail: Mail) -> SignUp | None:
    rows: Any = SignUp.objects.select_related("part__dialogue__owner", "person")
    found: SignUp | None = rows.filter(public_id=mail.about_id, forgotten_at=None).first()
    return found


def _coming(found: SignUp | None) -> list[Participant]:
    if not found:
        return []
    return list(found.participants.filter(state__in=queries.COMING).select_related("seats").order_by("id"))


def _who(people: list[Participant]) -> list[str]:
    return [f"{one.name}: {conference.place(one)}" for one in people]


def _waits(people: list[Participant]) -> str:
    if all(one.state == State.SEATED for one in people):
        return ""
    return _("When a place becomes free, the first on the waiting list gets it, and you get an e-mail.")


def _stream(found: SignUp, people: list[Participant]) -> str:
    watches = any(one.state == State.SEATED and one.seats.how == Seats.How.STREAM for one in people)
    return _("The stream: %(url)s") % {"url": found.part.stream} if watches and found.part.stream else ""


def _event(found: SignUp) -> invites.Event:
    in_room = found.participants.filter(seats__how=Seats.How.ROOM, state=State.SEATED).exists()
    place = "" if in_room else found.part.stream
    return invites.of_part(found.part, place=place, url=conference.address("own_sign_up", found))


def changed(part: Part, to: Receiver) -> Iterator[Invite]:
    """Yield what brings an event that was moved or cancelled up to date in the calendar of whoever has a place."""
    rows = list(queries.seated_for(part, to.person, to.address)) if part.starts_at else []
    both = zip(rows, kinds.each(rows), strict=True)
    address = to.address.lower()
    seated = next((one for one, found in both if address in {receiver.address.lower() for receiver in found}), None)
    if seated:
        page = absolute(conference.page(part))  # and not one's own, whose address is a secret: the letter goes to many
        yield replace(_event(seated), url=page).invitation(to.address)


def _invite(found: SignUp, mail: Mail) -> Invite:
    return _event(found).invitation(mail.address)
