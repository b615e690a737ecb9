"""The record of a dialogue: who took part and what is done about it, and what its archive has been given."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit, files, journal, kernel
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue import log, records
from mulighetsrom.web.dialogue.models import Adviser, Archived, Package
from mulighetsrom.web.dialogue.queries import contacts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.journal import Entry
    from mulighetsrom.web.dialogue.models import Dialogue
    from mulighetsrom.web.dialogue.records import Record


class KnownAlreadyError(Exception):
    """Raised when somebody is on the list already."""


@action
def add_adviser(*, dialogue: Dialogue, name: str, role: str, by: Actor) -> Adviser:
    """Add somebody who advised and whom no part knows, such as a consultant. Raises KnownAlreadyError."""
    who = contacts.somebody(name)
    made, new = Adviser.objects.get_or_create(
        dialogue=dialogue, key=who.id, defaults={"name": who.name, "role": role, "added": True}
    )
    if not new:
        raise KnownAlreadyError
    audit.record("dialogue.adviser-added", about=dialogue, by=by)
    log.write(dialogue, "adviser-added", by=by, whom=who)
    return made


@action
def assess(*, dialogue: Dialogue, who: log.Somebody, seen: int, fields: Mapping[str, Any], by: Actor) -> None:
    """Say what advantage somebody has of having taken part, why, and what is done. Raises EditConflictError."""
    said = {**fields, "assessed_at": timezone.now(), "assessed_by": accounts.me(by=by)}
    row = Adviser.objects.filter(dialogue=dialogue, key=who.id).first()
    if row:
        kernel.save_edit(row, seen=seen, **said)
    else:
        _first(dialogue, who, said)
    content = hashlib.sha256("\n".join([fields["why"], fields["measure"]]).encode()).hexdigest()
    audit.record("dialogue.adviser-assessed", about=dialogue, by=by, advantage=fields["advantage"])
    log.write(dialogue, "adviser-assessed", by=by, whom=who, advantage=fields["advantage"], content=content)


@action
def pack(*, dialogue: Dialogue, records_: Sequence[Record], entries: Sequence[Entry], by: Actor) -> Package:
    """Keep the package of some documents. Raises StageConflictError where one was packed meanwhile."""
    number = dialogue.packages.count() + 1
    data = journal.package(entries, case=records.case(dialogue) | {"package": number})
    name = f"dialog-{dialogue.public_id}-{number}.zip"
    checked = files.Checked(name, "application/zip", hashlib.sha256(data).hexdigest(), data)
    file = files.keep(checked, owner=dialogue.answers_for.public_id, layer=Layer.SEALED)
    try:
        with transaction.atomic():
            made = Package.objects.create(dialogue=dialogue, number=number, file=file, made_by=accounts.me(by=by))
            Archived.objects.bulk_create(
                Archived(package=made, dialogue=dialogue, key=one.key, version=one.version, title=one.title[:300],
                         sha256=entry.sha256)
                for one, entry in zip(records_, entries, strict=True)
            )  # fmt: skip
    except IntegrityError as error:
        raise kernel.StageConflictError(f"a document of {dialogue.public_id} was packed meanwhile") from error
    audit.record("dialogue.packed", about=dialogue, by=by, package=made.public_id, documents=len(entries))
    log.write(dialogue, "archived", by=by, package=made.public_id, number=number, documents=len(entries))
    return made


@action
def number_documents(*, package: Package, numbers: Mapping[int, str], by: Actor) -> None:
    """Write the numbers that documents of a package have in the archive's journal, by their keys."""
    rows = list(package.documents.select_for_update())
    changed = [row for row in rows if row.pk in numbers and row.journal_number != numbers[row.pk]]
    for row in changed:
        row.journal_number = numbers[row.pk]
    Archived.objects.bulk_update(changed, ["journal_number"])
    audit.record("dialogue.journal-numbered", about=package.dialogue, by=by, package=package.public_id, n=len(changed))


def _first(dialogue: Dialogue, who: log.Somebody, said: Mapping[str, Any]) -> None:
    told = {"name": who.name, **said}
    _row, new = Adviser.objects.get_or_create(dialogue=dialogue, key=who.id, defaults=told)
    if not new:
        raise kernel.EditConflictError(f"somebody else has assessed {who.id} meanwhile")


@action
def remove_adviser(*, adviser: Adviser, by: Actor) -> None:
    """Take somebody off who was added by mistake; raises StageConflictError once they have been assessed."""
    gone, _each = Adviser.objects.filter(pk=adviser.pk, added=True, advantage="").delete()
    if not gone:
        raise kernel.StageConflictError(f"{adviser.key} has been assessed or removed")
    audit.record("dialogue.adviser-removed", about=adviser.dialogue, by=by)
    log.write(adviser.dialogue, "adviser-removed", by=by, whom=log.Somebody(adviser.key, adviser.name))
