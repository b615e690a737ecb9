"""What the record of a dialogue keeps about people: its log, contacts, holds, who took part, who is impartial."""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.common.personal import Personal
from mulighetsrom.web.dialogue.actions import forgetting
from mulighetsrom.web.dialogue.queries import contacts, impartiality

YEARS: Final = "`dialogue.queries.forgetting.KEPT` (1826 days) after the last line of the dialogue's log"
KINDS: Final = (
    Personal(
        what="Who stopped the purges of a dialogue, and who let them go on",
        whose="who works for a municipality",
        why="so that nothing is deleted while a complaint, an access request or a dispute is open",
        controller="the body that answers for the dialogue",
        kept="always",
        fields=("dialogue.Hold.placed_by", "dialogue.Hold.lifted_by"),
    ),
    Personal(
        what="Who the pseudonyms of an equal treatment log are: the name as it was then",
        whose="the companies that took part; who worked with it for a municipality",
        why=(
            "so that equal treatment can be accounted for; the log itself holds pseudonyms only, and of a company "
            "is not kept who acted for it"
        ),
        controller="the body that answers for the dialogue",
        kept=f"{YEARS}; the log stays whole without it",
        fields=("dialogue.Known.name",),
        purge=forgetting.forget_old,  # with it the notes, who advised, and the packages
    ),
    Personal(
        what="What was noted of contacts with companies outside the parts of a dialogue",
        whose="whoever is written about in spite of the guidance; who works for a company",
        why="equal treatment: what one company was told, all are told; and the archive duty",
        controller="the body that answers for the dialogue",
        kept=f"{YEARS}; the day, how, and a hash that tells nothing stay",
        fields=("dialogue.Contact.company", "dialogue.Contact.about", "dialogue.Contact.given"),
        export=contacts.noted_by,
    ),
    Personal(
        what="Who noted contacts, what everybody was told of them, and who told it",
        whose="who works for a municipality",
        why="so that equal treatment can be accounted for",
        controller="the body that answers for the dialogue",
        kept="always",
        fields=("dialogue.Contact.entered_by", "dialogue.Shared.text", "dialogue.Shared.by"),
    ),
    Personal(
        what="Who advised or took part in planning, what advantage that gives, what is done, and who assessed it",
        whose="consultants and others who are no company; who works for a municipality",
        why="the procurement protocol must tell of measures against distortion of competition",
        controller="the body that answers for the dialogue",
        kept=f"of who is no company here, {YEARS}; of companies always",
        fields=(
            "dialogue.Adviser.key",
            "dialogue.Adviser.name",
            "dialogue.Adviser.role",
            "dialogue.Adviser.why",
            "dialogue.Adviser.measure",
            "dialogue.Adviser.assessed_by",
        ),
    ),
    Personal(
        what="Who made a package for the archive, and the titles of its documents",
        whose="who works for a municipality; whoever is named in a title",
        why="the archive duty: what was exported when",
        controller="the body that answers for the dialogue",
        kept=f"always; the package itself, and titles that name whom a contact was with, {YEARS}",
        fields=("dialogue.Package.made_by", "dialogue.Archived.title"),
    ),
    Personal(
        what="What people declare of their interests in a dialogue, and what was decided, by whom and why",
        whose="who works with a dialogue for a municipality; whoever is named in a declaration",
        why="impartiality must be accounted for (forvaltningsloven § 6, FOA § 7-5)",
        controller="the body that answers for the dialogue",
        kept="always",
        fields=(
            "dialogue.Declaration.person",
            "dialogue.Declaration.text",
            "dialogue.Declaration.reason",
            "dialogue.Declaration.decided_by",
        ),
        export=impartiality.declared_by,
    ),
)
NOT_PERSONAL: Final = {
    "dialogue.Hold.public_id",
    "dialogue.Hold.kind",
    "dialogue.Contact.public_id",
    "dialogue.Contact.how",
    "dialogue.Contact.mail",
    "dialogue.Contact.salt",
    "dialogue.Shared.public_id",
    "dialogue.Shared.how",
    "dialogue.Adviser.advantage",
    "dialogue.Package.public_id",
    "dialogue.Archived.key",
    "dialogue.Archived.version",
    "dialogue.Archived.sha256",
    "dialogue.Archived.journal_number",
    "dialogue.Declaration.public_id",
    "dialogue.Declaration.interest",
    "dialogue.Declaration.decision",
}
