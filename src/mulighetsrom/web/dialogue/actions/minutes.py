"""Minutes of a meeting: written by the team, answered by the company, only then shared. Silence is kept as silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import timezone

from mulighetsrom.web.accounts.roles import May
from mulighetsrom.web.common import audit, kernel, sealed, workdays
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.common.mail import Envelope, Receiver, post_many
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.actions.giving import company
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.letters import to_everybody as announcing
from mulighetsrom.web.dialogue.models import Exchange, Minutes, Request
from mulighetsrom.web.dialogue.queries import impartiality
from mulighetsrom.web.dialogue.queries import minutes as queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.common.actor import Actor

State = Minutes.State
NEXT: Final[dict[tuple[str, str], str]] = {
    (State.DRAFT, "send"): State.SENT,
    (State.SENT, "confirm"): State.CONFIRMED,
    (State.SENT, "comment"): State.COMMENTED,
    (State.SENT, "pass"): State.SILENT,
}


class TooLateError(Exception):
    """Raised when the day to answer minutes is over."""


@action
def write(*, request: Request, seen: int, said: Iterable[tuple[str, str]], person: Person, by: Actor) -> Minutes:
    """Write what was told in a meeting that was held, as (who told, text); the words are sealed.

    `seen` is the edit version that was opened, 0 where there were no minutes. Raises EditConflictError,
    StageConflictError.
    """
    row = _drafted(request, person, seen)
    owner = request.meetings.part.dialogue.owner.public_id
    kernel.save_edit(row, seen=row.edit_version, written_by=person)
    old = list(row.exchanges.select_related("text"))
    row.exchanges.all().delete()
    for one in old:
        one.text.delete()
    for position, (told, text) in enumerate(said):
        kept = sealed.seal(text, owner=owner, purpose="minutes")
        Exchange.objects.create(minutes=row, told=told, text=kept, position=position)
    audit.record("minutes.write", about=row, by=by)
    return row


@action
def send(*, minutes: Minutes, by: Actor) -> None:
    """Ask the company to confirm, comment, and say what is secret, within the stated working days.

    Raises StageConflictError.
    """
    row = queries.whole(minutes.pk)
    if not row.exchanges.exists():
        raise kernel.StageConflictError(f"{row.public_id} has nothing to confirm")
    now, days = timezone.now(), row.request.meetings.confirm_days
    due = workdays.add(timezone.localdate(now), days)
    kernel.move(row, "send", by=by, table=NEXT, field="state", sent_at=now, due_date=due)
    [receivers] = audience.speaking([(row.request.by, row.request.company)])
    _post("minutes-sent", row, receivers)
    ours, theirs = (row.exchanges.filter(told=told).count() for told in Exchange.Told)
    dialogue, who = row.request.meetings.part.dialogue, company(row.request)
    log.write(dialogue, "minutes-sent", by=by, whom=who, until=due, ours=ours, theirs=theirs)


@action
def answer(*, minutes: Minutes, secrets: Mapping[str, str], comment: str, person: Person, by: Actor) -> None:
    """Confirm minutes, or comment on them; `secrets` are the reasons of what is secret, by the ids of what was told.

    Raises TooLateError, StageConflictError.
    """
    row = queries.whole(minutes.pk)
    if row.due_date and timezone.localdate() > row.due_date:
        raise TooLateError
    owner = row.request.company.public_id
    kept = sealed.seal(comment, owner=owner, purpose="minutes") if comment else None
    told = {"answered_at": timezone.now(), "answered_by": person, "comment": kept}
    kernel.move(row, "comment" if comment else "confirm", by=by, table=NEXT, field="state", **told)
    for name, reason in secrets.items():
        row.exchanges.filter(public_id=name).update(is_secret=True, reason=reason)
    _post("minutes-answered", row, _writer(row))
    who, dialogue = company(row.request), row.request.meetings.part.dialogue
    if comment:
        log.write(dialogue, "minutes-commented", by=by, whom=who, secrets=len(secrets))
    else:
        log.write(dialogue, "minutes-confirmed", by=by, whom=who, secrets=len(secrets))


@action
def note_silence(*, minutes: Minutes, by: Actor) -> None:
    """Record that the company has not answered in time; it is no yes. Raises StageConflictError."""
    row = queries.whole(minutes.pk)
    kernel.move(row, "pass", by=by, table=NEXT, field="state")
    log.write(row.request.meetings.part.dialogue, "minutes-silence", by=by, whom=company(row.request))


@action
def share(*, minutes: Minutes, chosen: Iterable[Exchange], by: Actor) -> None:
    """Tell everybody what the municipality told one company, without saying whom; after the answer, never a secret.

    Raises StageConflictError.
    """
    row = queries.whole(minutes.pk)
    if row.state not in queries.ANSWERED:
        raise kernel.StageConflictError(f"{row.public_id}: share from {row.state}")
    told = [one for one in chosen if one.told == Exchange.Told.BY_BUYER and not one.is_secret]
    for one in told:
        Exchange.objects.filter(pk=one.pk, is_secret=False).update(shared=sealed.open_(one.text))
    Minutes.objects.filter(pk=row.pk).update(shared_at=timezone.now())
    audit.record("minutes.share", about=row, by=by, count=len(told))
    log.write(row.request.meetings.part.dialogue, "minutes-shared", by=by, whom=company(row.request), count=len(told))


@action
def read(*, minutes: Minutes, by: Actor) -> None:
    """Note that somebody of the municipality has opened what a company marked as secret."""
    audit.record("minutes.read", about=minutes, by=by)


def _drafted(request: Request, person: Person, seen: int) -> Minutes:
    if Request.objects.select_for_update().get(pk=request.pk).state != Request.State.HELD:
        raise kernel.StageConflictError(f"{request.public_id} has not been held")
    if not seen:
        Minutes.objects.bulk_create([Minutes(request=request, written_by=person)], ignore_conflicts=True)
    row = Minutes.objects.select_for_update().get(request=request)
    if row.state != State.DRAFT:
        raise kernel.StageConflictError(f"{row.public_id}: write in {row.state}")
    if row.edit_version != (seen or 1):
        raise kernel.EditConflictError(f"{row.public_id}: saved by somebody else since version {seen}")
    return row


def _writer(row: Minutes) -> list[Receiver]:
    """Return who wrote the minutes, or who answers for the dialogue once that person works with it no longer."""
    dialogue = row.request.meetings.part.dialogue
    still = row.written_by in impartiality.fit(dialogue, May.WRITE)
    to = row.written_by if still else impartiality.fit_responsible(dialogue, May.WRITE)
    return [Receiver(to.email, to.language, to.public_id)] if to else []


def _post(kind: str, row: Minutes, receivers: Iterable[Receiver]) -> None:
    sender = announcing.sender(row.request.meetings.part.dialogue)
    post_many(kind, [Envelope(to, sender, row) for to in receivers])
