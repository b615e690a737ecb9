"""What is done about a contact meeting: by its municipality, by those who come, by companies."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from mulighetsrom.web.accounts.models import Organisation
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import audit, kernel, limits, outbox
from mulighetsrom.web.common.kernel import action, inside_action
from mulighetsrom.web.common.mail import Receiver, Sender, post
from mulighetsrom.web.needs import access
from mulighetsrom.web.needs.models import Contribution, Meeting, Presented, SignUp
from mulighetsrom.web.needs.queries import meeting as queries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.needs.models import Line

State = Meeting.State
NEXT: Final[dict[tuple[str, str], str]] = {
    (State.DRAFT, "announce"): State.ANNOUNCED,
    (State.ANNOUNCED, "hold"): State.HELD,
    (State.HELD, "close"): State.CLOSED,
}
SIGN_UPS_AN_HOUR: Final = 60
"""How many guests one network signs up: a firm may come with many. Whoever has logged in is counted alone."""
LETTERS_A_DAY: Final = 3
"""How many letters one address gets in a day about coming, to whatever meetings: a stranger may have typed it."""
CONTRIBUTIONS_A_DAY: Final = 20
ACCESS_NEEDS_KEPT: Final = timedelta(days=30)
"""How long after a meeting it is known what somebody needed there."""
UNCONFIRMED_KEPT: Final = access.SIGN_UP_GOOD_FOR
SIGN_UPS_KEPT: Final = timedelta(days=400)
"""How long after a meeting it is known who came: until the next one is over."""


class TooManyError(Exception):
    """Raised when a network address, an e-mail address or a company has done as much as it may for now."""


class ClosedError(Exception):
    """Raised when a meeting takes no more contributions, or no more people."""


class TooEarlyError(Exception):
    """Raised when a meeting is said to be held before its day."""


class UnansweredError(Exception):
    """Raised when a meeting cannot be closed: a contribution has no answer, or a line no outcome."""


@action
def add_meeting(
    *, owner: Organisation, responsible: Person, fields: Mapping[str, Any], lines: Sequence[Line], by: Actor
) -> Meeting:
    """Plan a meeting that nobody outside sees yet."""
    meeting = Meeting.objects.create(owner=owner, responsible=responsible, **fields)
    _present(meeting, lines)
    audit.record("meeting.add", about=meeting, by=by)
    return meeting


@action
def edit_meeting(*, meeting: Meeting, seen: int, fields: Mapping[str, Any], lines: Sequence[Line], by: Actor) -> None:
    """Change a meeting that was opened at edit version `seen`. Raises EditConflictError."""
    kernel.save_edit(meeting, seen=seen, **fields)
    _present(meeting, lines)
    audit.record("meeting.edit", about=meeting, by=by)


@action
def announce(*, meeting: Meeting, by: Actor) -> None:
    """Show a meeting to all, and write to the firms in the municipality. Raises StageConflictError."""
    told = _tell_local_firms(meeting)
    kernel.move(meeting, "announce", by=by, table=NEXT, field="state", announced_at=timezone.now(), told=told)
    outbox.add("meeting-announced", about=meeting)


@action
def hold(*, meeting: Meeting, by: Actor) -> None:
    """Note that a meeting was held. Raises TooEarlyError, StageConflictError."""
    if timezone.localdate() < meeting.date:
        raise TooEarlyError
    kernel.move(meeting, "hold", by=by, table=NEXT, field="state")


@action
def close(*, meeting: Meeting, by: Actor) -> None:
    """End a meeting: every contribution is answered, every line has its outcome. Raises UnansweredError."""
    lines = meeting.presented.select_for_update()
    if any(not one.outcome for one in lines) or Contribution.objects.filter(presented__in=lines, answer="").exists():
        raise UnansweredError
    kernel.move(meeting, "close", by=by, table=NEXT, field="state")


@action
def write_outcome(*, presented: Presented, seen: int, outcome: str, by: Actor) -> None:
    """Tell what became of a line. Raises EditConflictError."""
    kernel.save_edit(presented, seen=seen, outcome=outcome)
    audit.record("meeting.outcome", about=presented.meeting, by=by, line=presented.line.public_id)


@action
def contribute(
    *, presented: Presented, company: Organisation, person: Person, fields: Mapping[str, Any], by: Actor
) -> Contribution:
    """Challenge a line, or offer joint development of it. Raises ClosedError, TooManyError."""
    if not queries.takes_contributions(presented.meeting):
        raise ClosedError
    _limit("contribution", company.public_id, CONTRIBUTIONS_A_DAY, timedelta(days=1))
    made = Contribution.objects.create(presented=presented, company=company, by=person, **fields)
    audit.record("contribution.add", about=made, by=by)
    return made


@action
def answer(*, contribution: Contribution, seen: int, text: str, person: Person, by: Actor) -> None:
    """Answer a contribution, for all at one moment; its company gets a letter. Raises EditConflictError."""
    kernel.save_edit(contribution, seen=seen, answer=text, answered_by=person, answered_at=timezone.now())
    audit.record("contribution.answer", about=contribution, by=by)
    meeting = contribution.presented.meeting
    if contribution.by.email:
        post(
            "contribution-answered",
            to=_receiver(contribution.by),
            sender=_sender(meeting),
            about=contribution,
            once=str(contribution.edit_version),
        )
    outbox.add("meeting-answered", about=meeting)


@action
def sign_up(*, meeting: Meeting, person: Person | None, fields: Mapping[str, Any], sent_from: str, by: Actor) -> None:
    """Let somebody come. A guest must confirm by the letter they get; sent again, it gives a new letter at most.

    Raises TooManyError, ClosedError.
    """
    if not queries.takes_sign_ups(meeting):
        raise ClosedError
    _limit("sign-up", person.public_id if person else sent_from, SIGN_UPS_AN_HOUR, timedelta(hours=1))
    if person:
        _sign_up_person(meeting, person, fields)
        return
    _limit("sign-up by address", fields["email"].lower(), LETTERS_A_DAY, timedelta(days=1))
    made = SignUp(meeting=meeting, **fields)
    SignUp.objects.bulk_create([made], ignore_conflicts=True)
    waiting = SignUp.objects.filter(meeting=meeting, email__iexact=made.email, confirmed_at=None).first()
    if waiting:
        SignUp.objects.filter(pk=waiting.pk).update(created_at=timezone.now())
        to = Receiver(waiting.email, waiting.language)
        once = f"{timezone.now():%Y%m%d%H}"
        post("meeting-sign-up", to=to, sender=_sender(meeting), about=waiting, once=once)
    del by  # guests are nobody


@action
def confirm_sign_up(*, sign_up: SignUp, by: Actor) -> None:
    """Take a guest's word that the address is theirs. Raises ClosedError."""
    del by  # guests are nobody
    if not queries.takes_sign_ups(sign_up.meeting):
        raise ClosedError
    SignUp.objects.filter(pk=sign_up.pk, confirmed_at=None).update(confirmed_at=timezone.now())


@inside_action
def hand_over(*, meeting: Meeting, to: Person, by: Actor) -> None:
    """Let somebody else answer for a meeting."""
    kernel.save_edit(meeting, seen=meeting.edit_version, responsible=to)
    audit.record("meeting.hand-over", about=meeting, by=by, to=to.public_id)


def forget_sign_ups() -> int:
    """Empty what people needed at meetings long past, delete who never confirmed and who came long ago."""
    now, today = timezone.now(), timezone.localdate()
    past = SignUp.objects.filter(meeting__date__lt=today - ACCESS_NEEDS_KEPT).exclude(access_needs="")
    emptied = past.update(access_needs="")
    gone, _ = SignUp.objects.filter(confirmed_at=None, created_at__lt=now - UNCONFIRMED_KEPT).delete()
    old, _ = SignUp.objects.filter(meeting__date__lt=today - SIGN_UPS_KEPT).delete()
    return emptied + gone + old


def _limit(what: str, who: str, limit: int, period: timedelta) -> None:
    if not limits.take(what=what, who=who, limit=limit, period=period):
        raise TooManyError


def _sign_up_person(meeting: Meeting, person: Person, fields: Mapping[str, Any]) -> None:
    told = {**fields, "name": person.name, "person": person, "language": person.language}
    told["confirmed_at"] = timezone.now()
    kept = SignUp.objects.filter(meeting=meeting, email__iexact=person.email).first()
    if kept:
        SignUp.objects.filter(pk=kept.pk).update(**told)
    else:
        SignUp.objects.create(meeting=meeting, **(told | {"email": person.email}))


def _present(meeting: Meeting, lines: Sequence[Line]) -> None:
    """Let a meeting present these lines, in this order; a line that has got contributions stays."""
    kept = {one.line_id: one for one in meeting.presented.all()}
    chosen = {line.pk for line in lines}
    gone = [one.pk for one in kept.values() if one.line_id not in chosen]
    meeting.presented.filter(pk__in=gone, contributions=None, outcome="").delete()
    for position, line in enumerate(lines):
        Presented.objects.update_or_create(meeting=meeting, line=line, defaults={"position": position})


def _tell_local_firms(meeting: Meeting) -> int:
    """Write to the firms with an office in the municipality; return to how many."""
    if not meeting.owner.municipality:
        return 0
    firms = Organisation.objects.filter(kind=Organisation.Kind.SUPPLIER, municipality=meeting.owner.municipality)
    return sum(_tell_firm(meeting, firm) for firm in firms.order_by("id"))


def _tell_firm(meeting: Meeting, firm: Organisation) -> bool:
    members = [one.person for one in people.holders(firm, May.OFFER) if one.person.email]
    for person in members:
        post("meeting-announced", to=_receiver(person), sender=_sender(meeting), about=meeting)
    return bool(members)


def _receiver(person: Person) -> Receiver:
    return Receiver(person.email, person.language, person.public_id)


def _sender(meeting: Meeting) -> Sender:
    return Sender(meeting.owner.name, meeting.owner.mailbox)
