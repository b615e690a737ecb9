"""Log in by a letter: ask for it, try its code, use it once; and become a person here."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from mulighetsrom.web.accounts import codes
from mulighetsrom.web.accounts.models import Person, Proof
from mulighetsrom.web.accounts.queries import logins, people
from mulighetsrom.web.common import audit, limits, mail
from mulighetsrom.web.common.actor import Actor
from mulighetsrom.web.common.kernel import action

if TYPE_CHECKING:
    from mulighetsrom.web.common.models import Mail

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LETTERS_TO_ONE: Final = ((5, HOUR), (15, DAY))
"""How many letters one address gets that strangers ask for; each of its person's own browsers has as many."""
LETTERS_FROM_ONE: Final = ((60, timedelta(minutes=10)),)
"""How many letters strangers behind one network ask for: a town hall comes to work at eight.

The stretch is short: whoever uses it up keeps the others waiting for minutes, not for hours.
"""
WRONG_CODES_FOR_ONE: Final = ((10, DAY),)
"""How many wrong codes strangers may type for one address: so many guesses in a million a day. The link stays good."""
WRONG_CODES_FROM_ONE: Final = ((50, HOUR),)
"""How many wrong codes strangers behind one network may type, whatever the address. The link stays good."""
Counted = tuple[str, str, limits.Allowed]
"""By what it is counted, whose count it is, and how many there are in which stretches."""
KEPT: Final = timedelta(days=1)
"""How long it is known who asked for a letter."""


class TooManyLettersError(Exception):
    """Raised when an address or a network has asked for so many letters that it must wait."""


class TooManyCodesError(Exception):
    """Raised when so many wrong codes have been typed that only a letter's link is good."""


class UsedError(Exception):
    """Raised when a letter has been used, or has run out."""


@action
def ask(*, email: str, language: str, next_page: str, sent_from: str, browser: str = "", by: Actor) -> Proof:
    """Send a letter to log in with. Whether the address is known, is told by the letter alone.

    `browser` is one that the address's person has logged in with before (`familiar.of`): strangers do not use up its
    letters, whether they ask for the same address or from the same network. Raises TooManyLettersError, or
    mail.WrongAddressError.
    """
    if not _take("login letter", _letters(email, sent_from=sent_from, browser=browser, by=by)):
        raise TooManyLettersError
    known = people.by_email(email)
    proof = Proof.objects.create(email=email, next_page=next_page)
    _post(proof, language=known.language if known else language, person=known.public_id if known else "")
    return proof


@action
def ask_for_address(*, email: str, by: Actor) -> Proof:
    """Send a letter to the new address of a person. Raises TooManyLettersError, or mail.WrongAddressError."""
    if not _take("login letter", _letters(email, sent_from="", browser="", by=by)):
        raise TooManyLettersError
    person = Person.objects.get(public_id=by.person)
    proof = Proof.objects.create(purpose=Proof.Purpose.ADDRESS, email=email, person=person)
    _post(proof, language=person.language, person=person.public_id)
    return proof


@action
def try_code(*, proof: Proof, code: str, sent_from: str, browser: str = "", by: Actor) -> bool:
    """Use one of a letter's tries; return whether the code was right. `browser` is as in `ask`.

    Raises TooManyCodesError where only the letter's link is good: who guesses codes, shuts nobody else out.
    """
    if not logins.good().filter(pk=proof.pk, tries__lt=codes.TRIES).update(tries=F("tries") + 1):
        return False
    counted = _guesses(proof, sent_from=sent_from, browser=browser, by=by)
    if not _take("login code", counted):
        raise TooManyCodesError
    if not codes.is_code(proof, code):
        return False
    _give_back("login code", counted)
    return True


@action
def log_in(*, proof: Proof, by: Actor) -> Person:  # noqa: ARG001 - whoever has the letter
    """Use up a letter that has come to somebody we know. Raises UsedError."""
    _use(proof)
    person = people.by_email(proof.email)
    if not person:
        raise UsedError
    return person


@action
def register(*, proof: Proof, name: str, language: str, by: Actor) -> Person:  # noqa: ARG001 - as above
    """Make a person of whoever has an address, with no organisation yet. Raises UsedError."""
    _use(proof)
    new = Person(name=name, email=proof.email, language=language)
    Person.objects.bulk_create([new], ignore_conflicts=True)  # somebody may have two letters and two windows
    person = people.by_email(proof.email)
    if not person:
        raise UsedError
    audit.record("person.registered", about=person, by=Actor(person=person.public_id))
    return person


@action
def change_address(*, proof: Proof, by: Actor) -> None:
    """Give a person their new address, which they have shown to be theirs. Raises UsedError."""
    _use(proof)
    others = Person.objects.filter(email__iexact=proof.email).exclude(public_id=by.person)
    if proof.person is None or proof.person.public_id != by.person or others.exists():
        raise UsedError
    before = Person.objects.select_for_update().get(pk=proof.person.pk)
    Person.objects.filter(pk=before.pk).update(email=proof.email)
    audit.record("person.address", about=before, by=by)
    _tell_old_address(before, once=proof.public_id)


@action
def take_address_back(*, letter: Mail, by: Actor) -> None:  # noqa: ARG001 - whoever has the letter
    """Give a person the address back that a letter told of losing, and end every other way into the account.

    All letters that told of a change are used up by it: none of them leads anywhere else. Raises UsedError where the
    address is somebody else's by now.
    """
    person = Person.objects.select_for_update().get(public_id=letter.receiver)
    if Person.objects.filter(email__iexact=letter.address).exclude(pk=person.pk).exists():
        raise UsedError
    Person.objects.filter(pk=person.pk).update(email=letter.address)
    person.sessions.all().delete()
    person.identities.all().delete()
    audit.record(logins.TAKEN_BACK, about=person, by=Actor(person=person.public_id))


def forget() -> int:
    """Delete what letters were asked for; return how many."""
    return Proof.objects.filter(made_at__lt=timezone.now() - KEPT).delete()[0]


def _tell_old_address(person: Person, *, once: str) -> None:
    with override(person.language):
        sender = mail.Sender(_("Log-in"))
    to = mail.Receiver(person.email, person.language, person.public_id)
    mail.post("address-changed", to=to, sender=sender, about=person, once=once)


def _use(proof: Proof) -> None:
    if not logins.good().filter(pk=proof.pk).update(used_at=timezone.now()):
        raise UsedError


def _letters(email: str, *, sent_from: str, browser: str, by: Actor) -> list[Counted]:
    """Return whose letters are counted, and how many they are; a refusal rolls back what was counted before it."""
    if browser:
        return [("browser", browser, LETTERS_TO_ONE)]
    asker: Counted = ("person", by.person, LETTERS_TO_ONE) if by.person else ("network", sent_from, LETTERS_FROM_ONE)
    return [asker, ("address", email.lower(), LETTERS_TO_ONE)]


def _guesses(proof: Proof, *, sent_from: str, browser: str, by: Actor) -> list[Counted]:
    if browser:
        return []  # the letter's own five tries bound it
    asker = ("person", by.person) if by.person else ("network", sent_from)
    return [(*asker, WRONG_CODES_FROM_ONE), ("address", proof.email.lower(), WRONG_CODES_FOR_ONE)]


def _take(of: str, counted: list[Counted]) -> bool:
    return all(not limits.take_each(what=f"{of} {kind}", who=who, allowed=allowed) for kind, who, allowed in counted)


def _give_back(of: str, counted: list[Counted]) -> None:
    for kind, who, allowed in counted:
        limits.give_back_each(what=f"{of} {kind}", who=who, allowed=allowed)


def _post(proof: Proof, *, language: str, person: str) -> None:
    with override(language):
        sender = mail.Sender(_("Log-in"))
    to = mail.Receiver(proof.email, language, person)
    mail.post(proof.purpose, to=to, sender=sender, about=proof)
