"""What conferences and workshops keep about people, for the register."""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.common.personal import Personal
from mulighetsrom.web.dialogue.actions import taking_part
from mulighetsrom.web.dialogue.queries import conference

KINDS: Final = (
    Personal(
        what="What somebody needs to take part in a conference or a workshop, sealed",
        whose="who signs up, and whoever comes with them",
        why="so that everybody can take part; who reads it is noted",
        controller="the municipality",
        kept="`dialogue.actions.taking_part.NEEDS_KEPT` (30 days) after the event",
        fields=("dialogue.SignUp.needs_given",),
        purge=taking_part.forget_needs,
    ),
    Personal(
        what="Who signs up for a conference or a workshop, and who comes: name, role, company, address",
        whose="who signs up, and whoever comes with them",
        why="so that there is a place for them, and a letter can reach them",
        controller="the municipality",
        kept=(
            "`dialogue.actions.taking_part.PEOPLE_KEPT` (400 days) after the event, the company as long as the "
            "dialogue's record, and with it in packages for the archive the names of who agreed to be shown; "
            "of a guest who did not confirm the address, "
            "`dialogue.actions.sign_ups.GOOD_FOR` (2 days)"
        ),
        fields=(
            "dialogue.SignUp.person",
            "dialogue.SignUp.company",
            "dialogue.SignUp.email",
            "dialogue.Participant.name",
            "dialogue.Participant.role",
        ),
        export=conference.of_person,
        purge=taking_part.forget_people,
    ),
    Personal(
        what="Materials of conferences and workshops, and who gathered them",
        whose="who works for a municipality; whoever spoke or is named in them",
        why="what is shown to some is shown to all; and the archive duty",
        controller="the body that answers for the dialogue",
        kept="as long as the dialogue's record",
        fields=("dialogue.Material.title", "dialogue.Material.text", "dialogue.Material.added_by"),
    ),
)
NOT_PERSONAL: Final = {
    "dialogue.Seats.how",
    "dialogue.SignUp.public_id",
    "dialogue.SignUp.language",
    "dialogue.SignUp.shown",
    "dialogue.Participant.public_id",
    "dialogue.Participant.state",
    "dialogue.Material.public_id",
}
