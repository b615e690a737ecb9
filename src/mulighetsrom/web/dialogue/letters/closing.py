"""What everybody who took part is told when a dialogue ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mulighetsrom.web.common import markup, registry, written
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.letters import Letter
from mulighetsrom.web.dialogue import access, due, named
from mulighetsrom.web.dialogue.actions import closing, stopping, summary
from mulighetsrom.web.dialogue.letters import to_everybody as announcing
from mulighetsrom.web.dialogue.letters.announcing import page
from mulighetsrom.web.dialogue.queries import closing as queries
from mulighetsrom.web.dialogue.queries import summary as summaries

if TYPE_CHECKING:
    from mulighetsrom.web.common.mail import Receiver
    from mulighetsrom.web.common.models import Mail
    from mulighetsrom.web.dialogue.models import Answer, Competition, Deciding, Dialogue, SummaryVersion


def register() -> None:
    """Let the ends of a dialogue be told to everybody."""
    announcing.register(
        stopping.LETTER,
        announcing.Kind(
            name=gettext_lazy("The competition is announced"),
            load=lambda dialogue, _id: queries.competition(dialogue),
            opening=_about_competition,
            facts=_competition,
        ),
    )
    announcing.register(
        closing.ANSWER,
        announcing.Kind(
            name=gettext_lazy("What came of the dialogue"),
            load=lambda dialogue, number: queries.answers(dialogue).filter(number=int(number)).first(),
            opening=_about_answer,
            facts=_answer,
            to=announcing.everybody_ever,
        ),
    )
    announcing.register(
        closing.DECIDING,
        announcing.Kind(
            name=gettext_lazy("Still being decided"),
            load=lambda dialogue, _id: queries.deciding(dialogue),
            opening=_about_deciding,
            facts=_deciding,
        ),
    )
    announcing.register(
        summary.LETTER,
        announcing.Kind(
            name=gettext_lazy("What was heard"),
            load=lambda dialogue, number: summaries.versions(dialogue).filter(number=int(number)).first(),
            opening=_about_summary,
            facts=_summary,
        ),
    )
    registry.letters[closing.REMINDER] = _reminder


def _about_competition(dialogue: Dialogue, competition: Competition) -> str:  # noqa: ARG001 - as a kind is asked
    return _(
        "Thank you for taking part. We have announced the competition. From now on all questions go through it, so "
        "that everybody hears the same."
    )


def _competition(dialogue: Dialogue, competition: Competition, to: Receiver) -> Letter:  # noqa: ARG001 - as above
    said = {"day": written.weekday(competition.announced), "link": competition.link}
    return Letter(
        subject=_("The competition is announced: %(title)s") % {"title": named.title(dialogue)},
        greeting=_("Hello!"),
        paragraphs=[
            _("It was announced %(day)s: %(link)s") % said,
            _("The dialogue takes no more questions, sign-ups, wishes or input. Its page stays."),
        ],
        button=(_("See the dialogue"), page(dialogue)),
    )


def _about_answer(dialogue: Dialogue, answer: Answer) -> str:  # noqa: ARG001 - as above
    return _("Thank you for taking part. Here is what came of the dialogue, and why.")


def _answer(dialogue: Dialogue, answer: Answer, to: Receiver) -> Letter:  # noqa: ARG001 - as above
    outcome = str(answer.get_outcome_display())
    until = _("Postponed until %(day)s.") % {"day": written.day(answer.until)} if answer.until else f"{outcome}."
    return Letter(
        subject=_("What came of the dialogue: %(title)s") % {"title": named.title(dialogue)},
        greeting=_("Hello!"),
        paragraphs=[until, markup.plain(answer.reason)],
        button=(_("See the dialogue"), page(dialogue)),
    )


def _about_deciding(dialogue: Dialogue, deciding: Deciding) -> str:  # noqa: ARG001 - as above
    return _("Thank you for your patience. We have not decided yet what comes of the dialogue.")


def _deciding(dialogue: Dialogue, deciding: Deciding, to: Receiver) -> Letter:  # noqa: ARG001 - as above
    return Letter(
        subject=_("Still being decided: %(title)s") % {"title": named.title(dialogue)},
        greeting=_("Hello!"),
        paragraphs=[_("There will be news by %(day)s.") % {"day": written.weekday(deciding.news_by)}, deciding.text],
        button=(_("See the dialogue"), page(dialogue)),
    )


def _about_summary(dialogue: Dialogue, version: SummaryVersion) -> str:  # noqa: ARG001 - as above
    return _("Thank you for taking part. We have published what we heard, and what we change because of it.")


def _summary(dialogue: Dialogue, version: SummaryVersion, to: Receiver) -> Letter:  # noqa: ARG001 - as above
    count = len(version.content["rows"])
    points = ngettext("There is one point.", "There are %(count)s points.", count) % {"count": count}
    return Letter(
        subject=_("What we heard: %(title)s") % {"title": named.title(dialogue)},
        greeting=_("Hello!"),
        paragraphs=[one for one in (version.why, markup.plain(version.content.get("intro", "")), points) if one],
        button=(_("Read what we heard"), page(dialogue)),
    )


def _reminder(mail: Mail) -> Letter | None:
    """Remind whoever answers for a dialogue; not once it has its answer."""
    dialogue = access.for_system(mail.about_id)
    if due.standing(dialogue) not in {due.Standing.WAITS, due.Standing.DECIDING, due.Standing.UNANSWERED}:
        return None
    waited = _("Those who took part wait to hear whether it goes on, is postponed or dropped.")
    button, page_ = _("Answer"), "answer"
    if dialogue.stage == dialogue.Stage.STOPPED:
        waited = _(
            "The competition is announced. Those who took part wait to read what you heard, and what you change."
        )
        button, page_ = _("Write what you heard"), "write_summary"
    return Letter(
        subject=_("Suppliers wait for an answer: %(title)s") % {"title": named.title(dialogue)},
        paragraphs=[
            waited,
            _("Without an answer the page says “unanswered” from %(moment)s.")
            % {"moment": written.weekday_moment(due.ends(dialogue))},
        ],
        button=(button, absolute(reverse(f"dialogue:{page_}", args=[dialogue.public_id]))),
        why=_("You get this because you answer for the dialogue."),
    )
