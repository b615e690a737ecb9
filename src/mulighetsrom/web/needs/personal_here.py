"""What needs and plans keep about people, for the register."""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.common.personal import Personal

KINDS: Final = (
    Personal(
        what="Who answers for a need or a plan line, and who made and changed it",
        whose="who works for a municipality",
        why="so that a procurement can be accounted for",
        controller="the municipality",
        kept="as long as the need or the line",
        fields=(
            "needs.Need.responsible",
            "needs.Need.created_by",
            "needs.Line.responsible",
            "needs.Change.by",
        ),
    ),
    Personal(
        what="Who published a version of a need, and what they were called then",
        whose="who works for a municipality",
        why="the archive duty: what was public when, and on whose word",
        controller="the municipality",
        kept="always",
        fields=("needs.Version.published_by", "needs.Version.published_by_name"),
    ),
    Personal(
        what="Who commented, approved, returned, consented and read the quotes, and what they were called then",
        whose="who works for a municipality behind a need",
        why="the archive duty: on whose word a text was published",
        controller="the body that answers for the need",
        kept="always",
        fields=(
            "needs.Comment.author",
            "needs.Comment.author_name",
            "needs.Comment.text",
            "needs.Comment.resolved_by",
            "needs.Round.asked_by",
            "needs.Approval.person",
            "needs.Approval.person_name",
            "needs.Approval.note",
            "needs.Member.asked_by",
            "needs.Member.answered_by",
            "needs.Member.answered_by_name",
            "needs.VoiceCheck.by",
            "needs.VoiceCheck.by_name",
        ),
    ),
    Personal(
        what="What is written in needs and plans, such as what residents say, without names",
        whose="whoever is written about in spite of the guidance",
        why="a need is told in the words of those who have it",
        controller="the municipality",
        kept="as long as the need or the line; what was published, always",
        fields=(
            "needs.Need.draft",
            "needs.Attachment.title",
            "needs.Need.dropped_reason",
            "needs.Version.content",
            "needs.Version.why",
            "needs.Line.title",
            "needs.Line.text",
            "needs.Line.reason",
            "needs.Change.old",
            "needs.Change.new",
            "needs.Change.reason",
        ),
    ),
)

NOT_PERSONAL: Final = {
    "needs.Need.public_id",
    "needs.Need.stage",
    "needs.Need.text",
    "needs.Need.copied_from",
    "needs.Need.case_number",
    "needs.Line.public_id",
    "needs.Line.quarter",
    "needs.Line.probability",
    "needs.Line.focus_area",
    "needs.Line.cpv",
    "needs.Line.internal",
    "needs.Line.state",
    "needs.Change.field",
    "needs.Comment.public_id",
    "needs.Comment.field",
    "needs.Round.content_hash",
    "needs.Approval.decision",
    "needs.Member.public_id",
    "needs.Member.state",
    "needs.VoiceCheck.voices_hash",
}
