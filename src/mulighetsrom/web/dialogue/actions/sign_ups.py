"""Sign-up for a conference or a workshop: with an account or as a guest, with several people, and back again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit, limits, sealed
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.dialogue import log, opening
from mulighetsrom.web.dialogue.actions import conference_letters as letters
from mulighetsrom.web.dialogue.actions import seats as seating
from mulighetsrom.web.dialogue.models import Participant, SignUp
from mulighetsrom.web.dialogue.queries import conference as queries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Part

    Person = Mapping[str, str]

MOST_PEOPLE: Final = 10
"""How many come by one sign-up: a company that wants to send more asks the municipality."""
FROM_ONE: Final[limits.Allowed] = [(30, limits.HOUR)]
"""How often somebody who has logged in signs up."""
FROM_NETWORK: Final[limits.Allowed] = [(60, limits.HOUR)]
"""How many guests one network signs up: a firm, or all who share its address."""
TO_ADDRESS: Final = "sign-up by address"
GOOD_FOR: Final = timedelta(days=2)
"""How long a guest has to confirm the address; never longer than the deadline."""
PURPOSE: Final = "taking-part"

State = Participant.State


class TooManySignUpsError(limits.UsedUpError):
    """Raised when a network, a person or an address has signed up so often that it must wait."""


class TooManyPeopleError(Exception):
    """Raised when more people would come by one sign-up than may."""


class ClosedError(Exception):
    """Raised when a sign-up or a withdrawal came too late: `at` is when it came, by the database's clock.

    `code` is "deadline", "begun", "cancelled", or "late" for a letter that has run out.
    """

    def __init__(self, code: str, arrival: opening.Arrival) -> None:
        super().__init__(code)
        self.code, self.at = code, arrival.at


@action
def sign_up(
    *, part: Part, organisation: Organisation | None, fields: Mapping[str, Any], people: Sequence[Person], by: Actor
) -> SignUp:
    """Sign people up, for who has logged in; a second time adds to the first.

    `fields` are company, shown and needs; each of `people` has name, role and how. Raises opening.NotOpenError,
    ClosedError, TooManySignUpsError, TooManyPeopleError.
    """
    arrival = _must_take(part)
    me = accounts.me(by=by)
    _take("sign-up by person", me.public_id, FROM_ONE)
    whose = {"part": part, "person": me, "organisation": organisation}
    company = organisation.name if organisation else fields["company"]
    told = {"company": company, "shown": fields["shown"], "confirmed_at": arrival.at}
    SignUp.objects.bulk_create([SignUp(language=me.language, **whose, **told)], ignore_conflicts=True)
    kept = SignUp.objects.select_for_update(no_key=True).get(withdrawn_at=None, **whose)
    kept.part, kept.person, kept.organisation = part, me, organisation  # read already
    if kept.shown != fields["shown"]:
        SignUp.objects.filter(pk=kept.pk).update(shown=fields["shown"])
    _keep_needs(kept, fields["needs"])
    _take_in(kept, _write_down(kept, people), by=by)
    return kept


@action
def sign_up_as_guest(
    *, part: Part, fields: Mapping[str, Any], people: Sequence[Person], sent_from: str, by: Actor
) -> SignUp:
    """Sign people up without an account: all waits until the address is confirmed by a letter.

    `fields` are email, language, company, shown and needs. Raises as `sign_up`, and mail.WrongAddressError.
    """
    del by
    _must_take(part)
    _take("sign-up by network", sent_from, FROM_NETWORK)
    _take(TO_ADDRESS, fields["email"].lower(), limits.GUEST_LETTERS)
    told = {name: fields[name] for name in ("email", "language", "company", "shown")}
    row: SignUp = SignUp.objects.create(part=part, **told)
    _keep_needs(row, fields["needs"])
    _write_down(row, people)
    _keep_few(row)
    letters.confirm(row)
    return row


@action
def confirm(*, sign_up: SignUp, by: Actor) -> SignUp:
    """Take a guest's word that the address is theirs: now those they signed up get their seats, or wait.

    An address that has signed up already adds to that. Return what holds it all. Raises as `sign_up`.
    """
    arrival = _must_take(sign_up.part)
    waiting = SignUp.objects.select_for_update(no_key=True).filter(pk=sign_up.pk, confirmed_at=None).first()
    if not waiting:
        return sign_up  # two clicks: the other one did it
    if arrival.at - waiting.created_at > GOOD_FOR:
        raise ClosedError("late", arrival)
    limits.give_back_each(what=TO_ADDRESS, who=waiting.email.lower(), allowed=limits.GUEST_LETTERS)
    people = list(waiting.participants.order_by("id"))
    kept = _joined(waiting) or waiting
    if kept == waiting:
        SignUp.objects.filter(pk=kept.pk).update(confirmed_at=arrival.at)
    _take_in(kept, people, by=by)
    return kept


@action
def add_people(*, sign_up: SignUp, people: Sequence[Person], by: Actor) -> None:
    """Sign more people up by the same sign-up. Raises as `sign_up`."""
    _must_take(sign_up.part)
    row = _going(sign_up)
    _take_in(row, _write_down(row, people), by=by)


@action
def withdraw(*, sign_up: SignUp, people: Sequence[Participant], by: Actor) -> None:
    """Let some of a sign-up's people not come, until the event begins; their seats go to those who wait.

    Raises ClosedError; who has withdrawn already stays so.
    """
    arrival = opening.arrive(sign_up.part)
    if not arrival.before_start:
        raise ClosedError("begun", arrival)
    row = SignUp.objects.select_for_update(no_key=True).get(pk=sign_up.pk)
    locked = [seats.pk for seats in seating.lock(one.seats_id for one in people)]
    leaving = row.participants.filter(pk__in=[one.pk for one in people], state__in=queries.COMING)
    gone = leaving.update(state=State.WITHDRAWN)
    if not gone:
        return
    if not row.participants.filter(state__in=queries.COMING).exists():
        SignUp.objects.filter(pk=row.pk).update(withdrawn_at=arrival.at)
    moved = seating.move_up(locked)
    letters.withdrawn(row, once=f"{arrival.at:%Y%m%d%H%M%S%f}")
    audit.record("sign-up.withdrawn", about=row, by=by, people=gone)
    log.write(row.part.dialogue, "withdrew", by=by, whom=queries.who(row), part=row.part.public_id, people=gone)
    seating.log_moved(row.part, moved)


def _must_take(part: Part) -> opening.Arrival:
    opening.keep_open(part.dialogue)
    arrival = opening.arrive(part)
    if not arrival.is_planned:
        raise ClosedError("cancelled", arrival)
    if not arrival.before_deadline:
        raise ClosedError("deadline", arrival)
    return arrival


def _take(what: str, who: str, allowed: limits.Allowed) -> None:
    used_up = limits.take_each(what=what, who=who, allowed=allowed)
    if used_up:
        raise TooManySignUpsError(used_up)


def _going(sign_up: SignUp) -> SignUp:
    """Lock a sign-up that has not been withdrawn."""
    return SignUp.objects.select_for_update(no_key=True).get(pk=sign_up.pk, withdrawn_at=None)


def _joined(waiting: SignUp) -> SignUp | None:
    """Add what waits to what the same address has signed up already, and return that; what was said last counts."""
    same = SignUp.objects.select_for_update(no_key=True).filter(part=waiting.part, email__iexact=waiting.email)
    kept = same.exclude(confirmed_at=None).filter(withdrawn_at=None).first()
    if not kept:
        return None
    waiting.participants.update(sign_up=kept)
    SignUp.objects.filter(pk=kept.pk).update(shown=waiting.shown)
    if waiting.needs:
        _forget_needs(kept)
        SignUp.objects.filter(pk=kept.pk).update(needs=waiting.needs, needs_given=True)
    waiting.delete()
    return kept


def _write_down(row: SignUp, people: Sequence[Person]) -> list[Participant]:
    ways = {how: seating.make(row.part, how) for how in {one["how"] for one in people}}
    made = [Participant(sign_up=row, seats=ways[one["how"]], name=one["name"], role=one["role"]) for one in people]
    return Participant.objects.bulk_create(made)


def _take_in(row: SignUp, people: Sequence[Participant], *, by: Actor) -> None:
    """Give these people their seats, and tell of it; the seats last, since others wait for them from then on."""
    _keep_few(row)
    letters.receipt(row, once=people[-1].public_id)
    audit.record("sign-up.signed-up", about=row, by=by, people=len(people))
    seating.place(people)
    waits = sum(one.state == State.WAITING for one in people)
    told = {"part": row.part.public_id, "people": len(people), "waiting": waits}
    log.write(row.part.dialogue, "signed-up", by=by, whom=queries.who(row), **told)


def _keep_few(row: SignUp) -> None:
    if row.participants.exclude(state=State.WITHDRAWN).count() > MOST_PEOPLE:
        raise TooManyPeopleError


def _keep_needs(row: SignUp, needs: str) -> None:
    if needs:
        _forget_needs(row)
        row.needs = sealed.seal(needs, owner=row.part.dialogue.owner.public_id, purpose=PURPOSE)
        SignUp.objects.filter(pk=row.pk).update(needs=row.needs, needs_given=True)


def _forget_needs(row: SignUp) -> None:
    if row.needs:
        row.needs.delete()
