"""Letters: posted with what they tell of, sent at least once, taken back by time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app

from mulighetsrom.web.common import audit, letters, registry
from mulighetsrom.web.common.kernel import action, inside_action
from mulighetsrom.web.common.mail import transport
from mulighetsrom.web.common.models import Mail

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from django.db.models import Model, QuerySet
    from procrastinate.types import JSONValue

ADDRESS_KEPT: Final = timedelta(days=90)
"""How long it is known to whom a letter went: until nobody asks any more whether it came."""

LONGEST_ADDRESS: Final = 254
AT_A_TIME: Final = 1000
WITHDRAWN: Final = "withdrawn"
State = Mail.State


class WrongAddressError(ValueError):
    """Raised when a letter cannot go to an address, whatever its mail server would say."""


class NotNowError(Exception):
    """Raised when a letter must be tried again later; it says the server's code and nothing of whom it goes to."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Whom a letter goes to; `person` is a public id, empty for a guest."""

    address: str
    language: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name a letter goes, such as a municipality's, and the mailbox that answers go to."""

    name: str
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A letter of `post_many`: to whom, in whose name, about what; `once` and `ids` as in `post`."""

    to: Receiver
    sender: Sender
    about: Any
    once: str = ""
    ids: dict[str, str | int] = field(default_factory=dict)


@inside_action
def post(kind: str, *, to: Receiver, sender: Sender, about: Any, once: str = "", **ids: str | int) -> Mail | None:
    """Put a letter in the post: it is sent when the action is whole.

    Return None where it is in the post already: of one kind, about one thing, to one address, and of one `once`. `ids`
    are for whoever writes the letter; no text and no address. Raises WrongAddressError.
    """
    return next(iter(_put([_mail(kind, Envelope(to, sender, about, once, ids))])), None)


@inside_action
def post_many(kind: str, envelopes: Sequence[Envelope]) -> list[str]:
    """Put many letters of a kind in the post, a thousand at a time; return their public ids, in the same order.

    The id is that of the earlier letter where one is in the post already, and empty where an address is none.
    """
    posted: list[str] = []
    for at in range(0, len(envelopes), AT_A_TIME):
        posted += _post_some(kind, envelopes[at : at + AT_A_TIME])
    return posted


def _post_some(kind: str, envelopes: Sequence[Envelope]) -> list[str]:
    mails = [_mail_if_possible(kind, one) for one in envelopes]
    possible = [mail for mail in mails if mail]
    _put(possible)
    known = {"about_id__in": {mail.about_id for mail in possible}, "address__in": {mail.address for mail in possible}}
    there = {_same(mail): mail.public_id for mail in Mail.objects.filter(kind=kind, **known)}
    return [there[_same(mail)] if mail else "" for mail in mails]


def _same(mail: Mail) -> tuple[str, ...]:
    return mail.about_type, mail.about_id, mail.address, mail.once


def _mail_if_possible(kind: str, envelope: Envelope) -> Mail | None:
    try:
        return _mail(kind, envelope)
    except WrongAddressError:
        return None


def _mail(kind: str, envelope: Envelope) -> Mail:
    if kind not in registry.letters:
        raise LookupError(f"nobody has registered who writes letters of the kind {kind}")
    to, sender, about = envelope.to, envelope.sender, envelope.about
    return Mail(
        kind=kind,
        receiver=to.person,
        address=_checked(to.address),
        language=to.language,
        sender_name=letters.one_line(sender.name),
        reply_to=_checked(sender.reply_to) if sender.reply_to else "",
        about_type=about._meta.label_lower,  # noqa: SLF001 - public in all but name
        about_id=about.public_id,
        once=envelope.once,
        facts={name: audit.fact(name, value) for name, value in envelope.ids.items()},
    )


def _put(mails: Sequence[Mail]) -> list[Mail]:
    """Write the rows and jobs of those letters that are not in the post yet; return these."""
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    ours = [mail.public_id for mail in mails]
    new = list(Mail.objects.filter(public_id__in=ours))
    if new:
        jobs: list[dict[str, JSONValue]] = [{"mail": mail.public_id} for mail in new]
        app.configure_task("send_mail").batch_defer(*jobs)
    return new


def send(public_id: str, *, last: bool = False) -> None:
    """Send a letter that waits. Raises NotNowError where it must be tried again, unless this was the last time."""
    later = _try(public_id=public_id, last=last)
    if later:
        raise NotNowError(later)


@action
def _try(*, public_id: str, last: bool) -> str:
    """Hand a letter over and note the answer, with its row locked meanwhile; return why it must wait, or nothing."""
    mail = Mail.objects.select_for_update().filter(public_id=public_id, state=State.WAITING).first()
    if not mail:
        return ""  # sent already
    mail.attempts += 1
    message = letters.write(mail)
    if message is None:
        return _note(mail, State.REFUSED, WITHDRAWN)
    try:
        answer = transport.deliver(message, mail)
    except transport.RefusedError as error:
        return _note(mail, State.REFUSED, str(error))
    except transport.LaterError as error:
        return _note(mail, State.REFUSED if last else State.WAITING, str(error))
    return _note(mail, State.SENT, answer)


def _note(mail: Mail, state: str, answer: str) -> str:
    mail.state, mail.answer = state, letters.one_line(answer)
    mail.sent_at = timezone.now() if state == State.SENT else None
    mail.save(update_fields=["state", "answer", "sent_at", "attempts"])
    return answer if state == State.WAITING else ""


def note_bounce(*, public_id: str, status: str) -> bool:
    """Note that a letter came back; return whether there was such a letter that had not come back yet."""
    return bool(Mail.objects.filter(public_id=public_id, state=State.SENT).update(state=State.BOUNCED, answer=status))


def purge() -> int:
    """Forget to whom letters went that were sent or refused long ago, and what the servers said of them."""
    old = timezone.now() - ADDRESS_KEPT
    return _forget(Mail.objects.filter(Q(sent_at__lt=old) | Q(state=State.REFUSED, waits_since__lt=old)))


def forget(kinds: Collection[str], *, about: type[Model], public_ids: Collection[str]) -> int:
    """Forget to whom letters of some kinds about some rows went, where a slice keeps that for a shorter time."""
    of_rows = Mail.objects.filter(about_type=about._meta.label_lower, about_id__in=public_ids)  # noqa: SLF001 - as above
    return _forget(of_rows.filter(kind__in=kinds))


def _forget(letters_: QuerySet[Mail]) -> int:
    transport.forget(letters_.exclude(address="").values_list("public_id", flat=True))
    return letters_.exclude(address="", receiver="", answer="").update(address="", receiver="", answer="", facts={})


def of_person(person: str) -> Iterator[dict[str, Any]]:
    """Yield the letters to a person, as JSON takes them."""
    for mail in Mail.objects.filter(receiver=person).order_by("waits_since"):
        yield {
            "kind": mail.kind,
            "address": mail.address,
            "language": mail.language,
            "posted_at": mail.waits_since.isoformat(),
            "sent_at": mail.sent_at and mail.sent_at.isoformat(),
            "state": mail.state,
            "answer": mail.answer,
        }


def _checked(address: str) -> str:
    """Return an address that can stand in a header; one in quotes could hold anything, and nobody has one."""
    try:
        validate_email(address)
        letters.address(address)
    except (ValidationError, ValueError, IndexError) as error:
        raise WrongAddressError("no letter can go to this address") from error
    if '"' in address or len(address) > LONGEST_ADDRESS:
        raise WrongAddressError("no letter can go to this address")
    return address
