"""What the insights keep about people, for the register."""

from __future__ import annotations

from typing import Final

from mulighetsrom.web.common.personal import Personal
from mulighetsrom.web.insights import actions

KINDS: Final = (
    Personal(
        what="What a reader writes in a report of an error",
        whose="the reader, and whomever they write about",
        why="to find out what is wrong",
        controller="who runs the installation",
        kept=(
            "`insights.actions.WORDS_KEPT` (30 days) after the decision; undecided, "
            "`insights.actions.WORDS_KEPT_UNDECIDED` (730 days) after it was sent"
        ),
        fields=("insights.Report.words",),
        purge=actions.forget_words,
    ),
    Personal(
        what="The report itself: which notice, what kind of error, the decision and its reason",
        whose="nobody, unless the operator names somebody in the reason",
        why="errors that readers find are counted, and shown on the notice's page",
        controller="who runs the installation",
        kept="always",
        fields=("insights.Report.reason",),
    ),
)

NOT_PERSONAL: Final = {
    "insights.Report.reference",
    "insights.Report.notice_id",
    "insights.Report.wrong",
    "insights.Report.decision",
}
