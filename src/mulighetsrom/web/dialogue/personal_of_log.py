"""What the record of a dialogue keeps about people: its log, contacts, holds, who took part, who is impartial."""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.common.personal import Personal
from mulighetsrom.web.dialogue.queries import contacts

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
        what="Contacts with companies outside the parts of a dialogue, who noted them and who told all what was said",
        whose="who works for a municipality; whoever is written about in spite of the guidance",
        why="equal treatment: what one company was told, all are told; and the archive duty",
        controller="the body that answers for the dialogue",
        kept="always",
        fields=(
            "dialogue.Contact.company",
            "dialogue.Contact.about",
            "dialogue.Contact.given",
            "dialogue.Contact.entered_by",
            "dialogue.Shared.text",
            "dialogue.Shared.by",
        ),
        export=contacts.noted_by,
    ),
)
NOT_PERSONAL: Final = {
    "dialogue.Hold.public_id",
    "dialogue.Hold.kind",
    "dialogue.Contact.public_id",
    "dialogue.Contact.how",
    "dialogue.Contact.mail",
    "dialogue.Shared.public_id",
    "dialogue.Shared.how",
}
