"""Contacts outside a dialogue's own parts: noted, corrected by a new row, and what was told made known to all."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Any

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit, kernel, outbox
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.models import Contact, Shared
from mulighetsrom.web.dialogue.queries import contacts as queries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue


@action
def note(*, dialogue: Dialogue, fields: Mapping[str, Any], by: Actor) -> Contact:
    """Note a contact: `date`, `how`, `company`, `about` and `given`, and `mail` where it made up for a letter."""
    made = Contact.objects.create(dialogue=dialogue, entered_by=accounts.me(by=by), salt=_salt(), **fields)
    audit.record("dialogue.contact-noted", about=dialogue, by=by, contact=made.public_id)
    _log("contact", made, by=by)
    return made


@action
def correct(*, contact: Contact, seen: int, fields: Mapping[str, Any], by: Actor) -> Contact:
    """Write a contact down anew; what stood there stays. Raises EditConflictError where somebody did so meanwhile."""
    first = Contact.objects.select_for_update(of=("self",)).get(pk=contact.first_id or contact.pk)
    last = queries.rows(first).last() or first
    if last.number != seen:
        raise kernel.EditConflictError(f"{first.public_id} was corrected since row {seen}")
    made = Contact.objects.create(
        dialogue=first.dialogue, first=first, number=last.number + 1, mail=first.mail,
        entered_by=accounts.me(by=by), salt=_salt(), **fields,
    )  # fmt: skip
    audit.record("dialogue.contact-corrected", about=first.dialogue, by=by, contact=made.public_id)
    _log("contact-corrected", made, by=by)
    return made


@action
def share(*, contact: Contact, how: str, text: str, by: Actor) -> Shared:
    """Tell all what a company learned: `text` for the dialogue's page, or where everybody can read it already."""
    dialogue = contact.dialogue
    made = Shared.objects.create(contact=contact, how=how, text=text, by=accounts.me(by=by))
    audit.record("dialogue.told-all", about=dialogue, by=by, contact=contact.public_id, how=how)
    if how == Shared.How.PUBLISHED:
        outbox.add("dialogue-told-all", about=dialogue, shared=made.public_id)
    content = hashlib.sha256(text.encode()).hexdigest()
    log.write(dialogue, "told-all", by=by, contact=contact.public_id, how=how, content=content)
    return made


def _salt() -> str:
    """Return what keeps the hash of a note from telling whoever guesses its words, once they are deleted."""
    return secrets.token_hex(16)


def _log(kind: str, contact: Contact, *, by: Actor) -> None:
    whom = queries.somebody(contact.company)
    facts = {"contact": contact.public_id, "how": contact.how, "day": contact.date, "content": contact.content_hash()}
    log.write(contact.dialogue, kind, by=by, whom=whom, told=bool(contact.given), **facts)
