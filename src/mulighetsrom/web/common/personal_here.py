"""What the foundation itself keeps about people, for the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.web.common import files, kernel, limits, sealed
from mulighetsrom.web.common.mail import actions as mails
from mulighetsrom.web.common.models import Event
from mulighetsrom.web.common.personal import Personal

if TYPE_CHECKING:
    from collections.abc import Iterator


def _deeds(person: str) -> Iterator[dict[str, Any]]:
    for event in Event.objects.filter(by=person).order_by("id").iterator():
        yield {"at": event.at.isoformat(), "kind": event.kind, "about": event.about_id, "for": event.acting_for}


KINDS: Final = (
    Personal(
        what="A keyed hash of a network address",
        whose="who sends a form that is open to all",
        why="so that nobody sends without end",
        controller="who runs the installation",
        kept="`common.limits.KEPT` (1 day)",
        fields=("common.Allowance.who",),
        purge=limits.forget,
    ),
    Personal(
        what="Which forms were sent, by public id",
        whose="who sends a form",
        why="so that a double click is one act",
        controller="who runs the installation",
        kept="`common.kernel.DONE_KEPT` (2 days)",
        fields=("common.Done.who",),
        purge=kernel.forget_done,
    ),
    Personal(
        what="Who did what and when, by public ids and codes, without a word that anybody wrote",
        whose="who acts on the platform",
        why="so that a procurement can be accounted for",
        controller="the organisation that is acted for",
        kept="always; the name behind an id goes with the person's own page",
        fields=("common.Event.by", "common.Event.about_id", "common.Event.facts"),
        export=_deeds,
    ),
    Personal(
        what="Files that were handed in, and their names",
        whose="whoever is named in them",
        why="they are part of what they were handed in with",
        controller="the organisation that owns them",
        kept="until the day that was set when they came, or as long as what they hang on",
        fields=("common.File.name",),
        purge=files.purge,
    ),
    Personal(
        what="Sealed texts, encrypted",
        whose="who wrote them, and whoever is named in them",
        why="business secrets must be readable to named readers only",
        controller="the organisation that owns them",
        kept="until the day that was set when they came, or as long as what they hang on",
        fields=("common.Sealed.closed_text",),
        purge=sealed.purge,
    ),
    Personal(
        what="Letters: to whom, about what, and what the receiver's server answered; never their text",
        whose="who gets a letter",
        why="so that a letter is sent once, and an operator can see what did not arrive",
        controller="who runs the installation",
        kept="`common.mail.actions.ADDRESS_KEPT` (90 days) after it was sent or refused; then about what only",
        fields=(
            "common.Mail.receiver",
            "common.Mail.address",
            "common.Mail.sender_name",
            "common.Mail.reply_to",
            "common.Mail.about_id",
            "common.Mail.facts",
            "common.Mail.answer",
        ),
        export=mails.of_person,
        purge=mails.purge,
    ),
)

NOT_PERSONAL: Final = {
    "common.Allowance.what",
    "common.Done.what",
    "common.Done.said",
    "common.Done.result_type",
    "common.Event.kind",
    "common.Event.about_type",
    "common.Event.acting_for",
    "common.Event.mode",
    "common.File.public_id",
    "common.File.owner",
    "common.File.layer",
    "common.File.type",
    "common.File.sha256",
    "common.File.stored_as",
    "common.Sealed.public_id",
    "common.Sealed.owner",
    "common.Sealed.purpose",
    "common.Sealed.key_id",
    "common.Sealed.closed_key",
    "common.Mail.public_id",
    "common.Mail.kind",
    "common.Mail.language",
    "common.Mail.about_type",
    "common.Mail.once",
    "common.Mail.state",
}
