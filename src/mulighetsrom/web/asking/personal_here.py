"""What questions and answers keep about people, for the register."""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.asking.actions import forgetting
from mulighetsrom.web.common.personal import Personal

KINDS: Final = (
    Personal(
        what="Who asks a question: the person, or the sealed address of a guest",
        whose="who asks",
        why="so that the answer reaches them, and changes and the end of a dialogue; no page and no log tells who they "
        "are, not even to the municipality",
        controller="who runs the installation",
        kept="`asking.actions.forgetting.ASKER_KEPT` (30 days) after the answer, on the letters too, and of a dialogue "
        "until its end; unanswered, `asking.actions.forgetting.ASKER_KEPT_WAITING` (365 days); not confirmed, "
        "`asking.codes.GOOD_FOR` (2 days); withdrawn, no longer",
        fields=("asking.Question.asker", "asking.Question.guest", "asking.Question.asked_text"),
        export=forgetting.of_person,
        purge=forgetting.forget,
    ),
    Personal(
        what="Questions as the municipality shows them, the answers and their drafts, and who wrote and gave them",
        whose="who works for a municipality; whoever is written about in spite of the guidance",
        why="what one supplier is told, all are told; and the archive duty",
        controller="the municipality",
        kept="drafts until the question is settled; a withdrawn question's text no longer; the rest as long as what it "
        "is about, and what was published, always",
        fields=(
            "asking.Question.text",
            "asking.Question.declined_reason",
            "asking.Question.settled_by",
            "asking.Draft.wording",
            "asking.Draft.text",
            "asking.Draft.by",
            "asking.Answer.text",
            "asking.Answer.by",
        ),
    ),
)
NOT_PERSONAL: Final = {
    "asking.Board.public_id",
    "asking.Board.kind",
    "asking.Question.public_id",
    "asking.Question.state",
    "asking.Question.language",
}
