"""What dialogues keep about people, for the register: first what all of them have, then each theme's own."""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.common.personal import Personal
from mulighetsrom.web.dialogue.actions import held
from mulighetsrom.web.dialogue.personal import input as personal_of_input
from mulighetsrom.web.dialogue.personal import log as personal_of_log
from mulighetsrom.web.dialogue.personal import timeline as personal_of_timeline
from mulighetsrom.web.dialogue.queries import announcing, life, meetings
from mulighetsrom.web.dialogue.words import access_request as words_of_access_request

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
            "dialogue.Dialogue.released_by",
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
)
MEETINGS: Final = (
    Personal(
        what="Who comes to a one-to-one meeting for a company, and what they do there",
        whose="who works for a company",
        why="so that the municipality knows whom it meets",
        controller="the municipality",
        kept="`dialogue.actions.held.PEOPLE_KEPT` (90 days) after the last of the meetings",
        fields=("dialogue.Request.people",),
        purge=held.forget_people,
    ),
    Personal(
        what="Who asked for a one-to-one meeting, the companies that come together, why it was moved or cancelled",
        whose="who works for a company, or for a municipality",
        why="equal treatment must be accounted for: who asked, who got a time, and why it was moved",
        controller="the municipality",
        kept="as long as the dialogue's record",
        fields=(
            "dialogue.Request.by",
            "dialogue.Request.group",
            "dialogue.Request.link",
            "dialogue.Request.cancelled_reason",
            "dialogue.Move.by",
            "dialogue.Move.reason",
        ),
        export=meetings.asked_by,
    ),
    Personal(
        what="Who sits in the teams that meet companies, what everybody is asked, and why no times were added",
        whose="who works for a municipality",
        why="no buyer meets a company alone, and all are asked the same",
        controller="the municipality",
        kept="as long as the dialogue's record",
        fields=(
            "dialogue.TeamMember.person",
            "dialogue.Meetings.questions",
            "dialogue.Meetings.no_more_reason",
        ),
    ),
    Personal(
        what="Who wrote and who answered the minutes of a one-to-one meeting, why something is secret, what all are "
        "told of it; the rest of the words is sealed",
        whose="who works for a company, or for a municipality",
        why="what was told to one can be told to all, and no secret is shared",
        controller="the municipality",
        kept="as long as the dialogue's record",
        fields=(
            "dialogue.Minutes.written_by",
            "dialogue.Minutes.answered_by",
            "dialogue.Exchange.reason",
            "dialogue.Exchange.shared",
        ),
    ),
)
ANNOUNCING: Final = (
    Personal(
        what="Who wrote to all who take part in a dialogue, what they were called then, and how the letter began",
        whose="who works for a municipality, and whoever is named in a letter",
        why="equal treatment: what everybody was told, when, and on whose word",
        controller="the body that answers for the dialogue",
        kept="always",
        fields=(
            "dialogue.Announcement.sent_by",
            "dialogue.Announcement.sent_by_name",
            "dialogue.Announcement.opening",
        ),
        export=announcing.sent_by,
    ),
)
KINDS: Final = (
    *INVITATION,
    *MEETINGS,
    *ANNOUNCING,
    *personal_of_input.KINDS,
    *words_of_access_request.KINDS,
    *personal_of_log.KINDS,
    *personal_of_timeline.KINDS,
)
NOT_PERSONAL: Final = (
    personal_of_log.NOT_PERSONAL
    | personal_of_input.NOT_PERSONAL
    | words_of_access_request.NOT_PERSONAL
    | personal_of_timeline.NOT_PERSONAL
    | {
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
        "dialogue.Announcement.public_id",
        "dialogue.Announcement.kind",
        "dialogue.Announcement.about",
        "dialogue.Announcement.language",
        "dialogue.Meetings.public_id",
        "dialogue.Meetings.missed",
        "dialogue.Meetings.state",
        "dialogue.Meetings.commitment",
        "dialogue.Meetings.frozen",
        "dialogue.Meetings.frozen_hash",
        "dialogue.Meetings.published",
        "dialogue.TeamMember.public_id",
        "dialogue.TeamMember.role",
        "dialogue.Request.public_id",
        "dialogue.Request.nonce",
        "dialogue.Request.receipt",
        "dialogue.Request.ranked",
        "dialogue.Request.can",
        "dialogue.Request.how",
        "dialogue.Request.state",
        "dialogue.Slot.public_id",
        "dialogue.Move.public_id",
        "dialogue.Minutes.public_id",
        "dialogue.Minutes.state",
        "dialogue.Exchange.public_id",
        "dialogue.Exchange.told",
    }
)
