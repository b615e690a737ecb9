"""Impartiality: declared, out of the case meanwhile, decided by somebody else, and who answers meanwhile."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.queries import people
from mulighetsrom.web.common import audit, kernel
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.common.mail import Receiver, Sender, post
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.actions import responsibility
from mulighetsrom.web.dialogue.models import Declaration
from mulighetsrom.web.dialogue.queries import impartiality as queries

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Person
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue


class OwnCaseError(Exception):
    """Raised when somebody would decide on their own impartiality."""


@action
def declare(*, dialogue: Dialogue, interest: str, text: str = "", by: Actor) -> Declaration:
    """Declare one's interests; with one, one is out of the case at once. Raises StageConflictError for who is out."""
    me = accounts.me(by=by)
    if queries.is_shut_out(dialogue, me.public_id):
        raise kernel.StageConflictError(f"{me.public_id} is out of {dialogue.public_id}")
    try:
        with transaction.atomic():
            made = Declaration.objects.create(dialogue=dialogue, person=me, interest=interest, text=text)
    except IntegrityError as error:  # twice at once
        raise kernel.StageConflictError(f"{me.public_id} is out of {dialogue.public_id}") from error
    if interest == Declaration.Interest.SOME:
        _tell_owners(made)
    audit.record("dialogue.declared", about=dialogue, by=by, declaration=made.public_id, interest=interest)
    content = hashlib.sha256(text.encode()).hexdigest() if text else ""
    log.write(dialogue, "declared", by=by, declaration=made.public_id, interest=interest, content=content)
    return made


@action
def decide(*, declaration: Declaration, decision: str, reason: str, by: Actor) -> None:
    """Decide whether somebody stays out. Raises OwnCaseError, StageConflictError where the same was decided already."""
    me = accounts.me(by=by)
    if me == declaration.person:
        raise OwnCaseError
    undecided = queries.standing().filter(pk=declaration.pk).exclude(decision=decision)
    said = {"decision": decision, "reason": reason, "decided_by": me, "decided_at": timezone.now()}
    if not undecided.update(**said):
        raise kernel.StageConflictError(f"{declaration.public_id} has been decided")
    dialogue, person = declaration.dialogue, declaration.person
    audit.record("dialogue.impartiality-decided", about=dialogue, by=by, of=person.public_id, decision=decision)
    content = hashlib.sha256(reason.encode()).hexdigest()
    whom = log.Somebody(person.public_id, person.name)
    facts = {"declaration": declaration.public_id, "decision": decision, "content": content}
    log.write(dialogue, "impartiality-decided", by=by, whom=whom, **facts)


@action
def name_deputy(*, dialogue: Dialogue, to: Person, by: Actor) -> None:
    """Let somebody who is not out of the case answer for it. Raises StageConflictError for who is."""
    if queries.is_shut_out(dialogue, to.public_id):
        raise kernel.StageConflictError(f"{to.public_id} is out of {dialogue.public_id}")
    responsibility.hand_over(dialogue, to=to, by=by)
    log.write(dialogue, "handed-over", by=by, whom=log.Somebody(to.public_id, to.name))


def _tell_owners(made: Declaration) -> None:
    dialogue = made.dialogue
    sender, out = Sender(dialogue.owner.name, dialogue.owner.mailbox), queries.shut_out(dialogue)
    for owner in (one.person for one in people.owners(dialogue.owner)):
        if owner.email and owner.public_id not in out:
            to = Receiver(owner.email, owner.language, owner.public_id)
            post("impartiality-declared", to=to, sender=sender, about=dialogue, once=made.public_id)
