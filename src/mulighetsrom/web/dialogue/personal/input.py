"""What written input keeps about people, for the register."""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.common.personal import Personal
from mulighetsrom.web.dialogue.actions import input as writing
from mulighetsrom.web.dialogue.queries import input as queries
from mulighetsrom.web.dialogue.queries import input_readers as readers

KINDS: Final = (
    Personal(
        what="Who wrote last on a company's draft of written input; the draft itself is sealed",
        whose="who works for a company",
        why="so that colleagues know who saved what they did not write themselves",
        controller="the company",
        kept="`dialogue.actions.input.DRAFT_KEPT` (30 days) after the deadline",
        fields=("dialogue.InputDraft.changed_by",),
        purge=writing.forget_drafts,
    ),
    Personal(
        what="Who handed in a company's written input, or tried to after the deadline",
        whose="who works for a company",
        why="so that a receipt can be accounted for",
        controller="the body that answers for the dialogue",
        kept="always",
        fields=("dialogue.HandedIn.by", "dialogue.TooLate.by"),
        export=queries.handed_in_by,
    ),
    Personal(
        what="What companies answer in writing, and what municipalities ask",
        whose="whoever is named in it",
        why="the archive duty: what a municipality was told before it decided how to buy",
        controller="the body that answers for the dialogue",
        kept="always; passages marked as secret are sealed",
        fields=(
            "dialogue.Asked.text",
            "dialogue.Paper.title",
            "dialogue.Paper.may_change",
            "dialogue.InputAnswer.text",
            "dialogue.InputAnswer.reason",
            "dialogue.InputAnswer.instead",
        ),
    ),
    Personal(
        what="Who may open what companies have marked as secret, who named them, and each opening",
        whose="who works for a municipality behind a dialogue",
        why="so that a company sees who has read its secrets",
        controller="the body that answers for the dialogue",
        kept="always",
        fields=("dialogue.Reader.person", "dialogue.Reader.named_by", "dialogue.Opening.person"),
        export=readers.read_by,
    ),
)
NOT_PERSONAL: Final = {
    "dialogue.Intake.late",
    "dialogue.Paper.public_id",
    "dialogue.Paper.version",
    "dialogue.HandedIn.public_id",
    "dialogue.HandedIn.hash",
    "dialogue.HandedIn.head",
    "dialogue.Passage.public_id",
    "dialogue.Reader.public_id",
    "dialogue.Opening.why",
}
