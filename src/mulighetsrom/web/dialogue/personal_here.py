"""What dialogues keep about people, for the register: first what all of them have, then each theme's own."""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.common.personal import Personal
from mulighetsrom.web.dialogue.queries import life

INVITATION: Final = (
    Personal(
        what="Who answers for a dialogue, who made it and who published its invitation",
        whose="who works for a municipality",
        why="so that a dialogue can be accounted for: what was public when, and on whose word",
        controller="the municipality",
        kept="always",
        fields=(
            "dialogue.Dialogue.responsible",
            "dialogue.Dialogue.created_by",
            "dialogue.Version.published_by",
            "dialogue.Version.published_by_name",
        ),
    ),
    Personal(
        what="Who commented, approved, returned and consented to an invitation, and what they were called then",
        whose="who works for a municipality behind a dialogue",
        why="the archive duty: on whose word an invitation was published",
        controller="the body that answers for the dialogue",
        kept="always",
        fields=(
            "dialogue.Comment.author",
            "dialogue.Comment.author_name",
            "dialogue.Comment.text",
            "dialogue.Comment.resolved_by",
            "dialogue.Round.asked_by",
            "dialogue.Approval.person",
            "dialogue.Approval.person_name",
            "dialogue.Approval.note",
            "dialogue.Member.asked_by",
            "dialogue.Member.answered_by",
            "dialogue.Member.answered_by_name",
        ),
        export=life.said_by,
    ),
    Personal(
        what="What is written in invitations and their parts, such as who speaks at a conference",
        whose="whoever is named in a programme",
        why="an invitation says who is met",
        controller="the municipality",
        kept="always",
        fields=(
            "dialogue.Dialogue.draft",
            "dialogue.Version.content",
            "dialogue.Version.why",
            "dialogue.Part.title",
            "dialogue.Part.text",
            "dialogue.Part.place",
            "dialogue.Part.stream",
            "dialogue.Part.programme",
            "dialogue.Part.cancelled_reason",
        ),
    ),
    Personal(
        what="Who the pseudonyms of an equal treatment log are: the name as it was then",
        whose="who took part in a dialogue, or worked with it",
        why="so that equal treatment can be accounted for; the log itself holds pseudonyms only",
        controller="the body that answers for the dialogue",
        kept="as long as the dialogue's record; the log stays whole without it",
        fields=("dialogue.Known.name",),
    ),
)
RECORD: Final = (
    Personal(
        what="Who stopped the purges of a dialogue, and who let them go on",
        whose="who works for a municipality",
        why="so that nothing is deleted while a complaint, an access request or a dispute is open",
        controller="the body that answers for the dialogue",
        kept="always",
        fields=("dialogue.Hold.placed_by", "dialogue.Hold.lifted_by"),
    ),
)
KINDS: Final = INVITATION + RECORD
NOT_PERSONAL: Final = {
    "dialogue.Dialogue.public_id",
    "dialogue.Dialogue.text",
    "dialogue.Dialogue.stage",
    "dialogue.Dialogue.copied_from",
    "dialogue.Dialogue.case_number",
    "dialogue.Dialogue.doffin_form",
    "dialogue.Dialogue.doffin_number",
    "dialogue.Comment.public_id",
    "dialogue.Comment.field",
    "dialogue.Round.content_hash",
    "dialogue.Approval.decision",
    "dialogue.Member.public_id",
    "dialogue.Member.state",
    "dialogue.Part.public_id",
    "dialogue.Part.kind",
    "dialogue.Part.how",
    "dialogue.Part.state",
    "dialogue.Entry.kind",
    "dialogue.Entry.who",
    "dialogue.Entry.whom",
    "dialogue.Entry.facts",
    "dialogue.Entry.before",
    "dialogue.Entry.hash",
    "dialogue.Known.pseudonym",
    "dialogue.Hold.public_id",
    "dialogue.Hold.kind",
}
