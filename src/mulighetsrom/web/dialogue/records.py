"""The documents of a dialogue as an archive takes them, and which of them it has not been given yet.

A theme adds its documents to `sources`, when the app begins.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from mulighetsrom.web.common import journal, pdf
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.dialogue import chain, dossier, log, protocol, told, took_part
from mulighetsrom.web.dialogue.queries import contacts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from mulighetsrom.web.dialogue.models import Dialogue

OWN_LINES: Final = ("archived", chain.FORGOTTEN)
"""The lines of archiving itself, and of what is no longer kept: they are no reason to archive the log again."""


@dataclass(frozen=True, slots=True)
class Record:
    """A document: `key` names it for ever, `version` is another whenever it says something else.

    `body` makes its bytes; a PDF/A, where it has no file `name` of its own.
    """

    key: str
    version: str
    title: str
    dated: datetime
    sender: str
    receiver: str
    body: Callable[[], bytes]
    name: str = ""


sources: Final[list[Callable[[Dialogue], Iterable[Record]]]] = []


def of(dialogue: Dialogue) -> list[Record]:
    """Return every document of a dialogue, in the owner's language."""
    with override(dialogue.owner.language):
        return [record for source in sources for record in source(dialogue)]


def waiting(dialogue: Dialogue) -> list[Record]:
    """Return the documents that no archive package holds as they are now."""
    given = set(dialogue.archived.values_list("key", "version"))
    return [record for record in of(dialogue) if (record.key, record.version) not in given]


def entries(dialogue: Dialogue, records: Sequence[Record]) -> list[journal.Entry]:
    """Return the lines of a package's journal with the documents made."""
    with override(dialogue.owner.language):
        return [
            journal.entry(
                document_id=f"{dialogue.public_id}-{one.key}" + (f"-{one.version}" if one.version else ""),
                context=dialogue.case_number or dialogue.public_id,
                related=absolute(f"/nb/dialog/{dialogue.public_id}/"),
                title=one.title, sender=one.sender, receiver=one.receiver, dated=one.dated, registered=one.dated,
                file=f"dokument/{one.key}-{one.name}" if one.name else f"dokument/{one.key}.pdf", body=one.body(),
            )
            for one in records
        ]  # fmt: skip


def paper(dialogue: Dialogue, section: pdf.Section, at: datetime) -> bytes:
    """Return a document of one section, with the case above it."""
    title, owner = told.title(dialogue.draft), dialogue.owner
    return pdf.write(pdf.Document(title, owner.name, dialogue.case_number, [section], owner.language, at))


def told_of(dialogue: Dialogue) -> Iterator[Record]:
    """Yield the chapters of the dossier that are documents."""
    for one in dossier.told_in_order(dialogue):
        if one.key:
            section = pdf.Section(one.heading, one.text)
            yield own(dialogue, one.key, one.version, section, one.at, sender=one.sender, to=one.receiver)


def noted(dialogue: Dialogue) -> Iterator[Record]:
    """Yield each note of a contact as it was written down, and each thing that was told to all."""
    for one in contacts.noted(dialogue).filter(forgotten_at=None):
        section = pdf.Section(_("Contact with %(company)s") % {"company": one.company}, dossier.contact(one))
        yield own(dialogue, f"K{one.public_id}", "", section, one.entered_at)
        for shared in one.shared.all():
            section = pdf.Section(_("Told to everybody"), shared.text)
            yield own(dialogue, f"F{shared.public_id}", "", section, shared.at, to=_("Everybody"))


def taking_part(dialogue: Dialogue) -> Iterator[Record]:
    """Yield the list of those who advised or took part, once there is somebody, and until some are forgotten."""
    is_whole = not dialogue.log.filter(kind=chain.FORGOTTEN).exists()
    if is_whole and took_part.everybody(dialogue):
        section = protocol.participants_section(dialogue)
        yield own(dialogue, "D", _hash(section.text), section, timezone.now())


def the_log(dialogue: Dialogue) -> Iterator[Record]:
    """Yield the log, as JSON that can be checked and as paper, once it has begun."""
    last = dialogue.log.exclude(kind__in=OWN_LINES).order_by("-number").first()
    if last:
        version = str(last.number)
        yield own(dialogue, "L", version, protocol.log_section(dialogue), last.at)
        whole = _JSON(_("Equal treatment log, to be checked"), dialogue, timezone.now())
        sender, to = dialogue.owner.name, dialogue.answers_for.name
        yield Record("J", version, whole.title, last.at, sender, to, whole, "log.json")


def own(
    dialogue: Dialogue, key: str, version: str, section: pdf.Section, at: datetime, *, sender: str = "", to: str = ""
) -> Record:
    """Return a document of one section; from the owner to the body that answers, unless others are named."""

    def body() -> bytes:
        return paper(dialogue, section, at)

    between = sender or dialogue.owner.name, to or dialogue.answers_for.name
    return Record(key, version, section.heading, at, *between, body)


@dataclass(frozen=True, slots=True)
class _JSON:
    """The export of the log, made when it is packed."""

    title: str
    dialogue: Dialogue
    at: datetime

    def __call__(self) -> bytes:
        return json.dumps(protocol.data(self.dialogue, self.at), ensure_ascii=False, indent=1).encode()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def case(dialogue: Dialogue) -> dict[str, Any]:
    """Return what a package tells of its case beside the journal."""
    return {"dialogue": dialogue.public_id, "case_number": dialogue.case_number, "log": str(log.head(dialogue))}
