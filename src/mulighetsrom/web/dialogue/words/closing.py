"""What the history and the log call the steps that end a dialogue, and what they keep about people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from mulighetsrom.web.common.personal import Personal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DEEDS: Final[dict[str, StrOrPromise]] = {
    "dialogue.summary-written": _("%(who)s wrote on the summary of a dialogue."),
    "dialogue.summary-published": _("%(who)s published what was heard in a dialogue."),
    "dialogue.close": _("%(who)s closed a dialogue with its answer."),
    "dialogue.answered": _("%(who)s told what came of a dialogue."),
    "dialogue.deciding": _("%(who)s said that what comes of a dialogue is still being decided."),
    "dialogue.stop": _("%(who)s stopped a dialogue: the competition is announced."),
}
LOG: Final[dict[str, StrOrPromise]] = {
    "summary": _("%(who)s published version %(version)s of what was heard."),
    "answered": _("%(who)s told everybody what came of the dialogue: %(outcome)s."),
    "deciding": _("%(who)s told everybody that it is still being decided, with news by %(news_by)s."),
    "stopped": _("%(who)s stopped the dialogue: the competition was announced %(announced)s."),
}
KINDS: Final = (
    Personal(
        what="Who stopped, summed up and answered a dialogue, and what they were called then",
        whose="who works for a municipality",
        why="so that it can be accounted for when a dialogue ended, and on whose word",
        controller="the municipality",
        kept="always",
        fields=(
            "dialogue.Competition.stopped_by",
            "dialogue.Competition.stopped_by_name",
            "dialogue.Answer.answered_by",
            "dialogue.Answer.answered_by_name",
            "dialogue.Deciding.said_by",
            "dialogue.Deciding.said_by_name",
            "dialogue.SummaryVersion.published_by",
            "dialogue.SummaryVersion.published_by_name",
        ),
    ),
    Personal(
        what="What was heard in a dialogue, and what came of it and why, in the municipality's words",
        whose="whoever is written about in spite of the guidance",
        why="suppliers who gave hours to a dialogue are told what came of it",
        controller="the municipality",
        kept="always",
        fields=(
            "dialogue.Answer.reason",
            "dialogue.Deciding.text",
            "dialogue.Summary.draft",
            "dialogue.SummaryVersion.content",
            "dialogue.SummaryVersion.why",
        ),
    ),
)
NOT_PERSONAL: Final = {"dialogue.Competition.link", "dialogue.Answer.outcome", "dialogue.Reminder.which"}
