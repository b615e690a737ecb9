"""The letters about questions: to the asker, and to whoever answers for the need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.letters import Letter
from mulighetsrom.web.common.markup import plain
from mulighetsrom.web.drafting import queries as drafting
from mulighetsrom.web.needs import asking
from mulighetsrom.web.needs.actions import question as actions
from mulighetsrom.web.needs.models import Question
from mulighetsrom.web.needs.queries import question as questions

if TYPE_CHECKING:
    from collections.abc import Callable

    from mulighetsrom.web.common.models import Mail
    from mulighetsrom.web.needs.models import Need


def confirm(mail: Mail) -> Letter | None:
    """Ask a guest to confirm a question; too late once they have, or once the time is over."""
    question = _question(mail)
    if not question or question.state != Question.State.UNCONFIRMED or not asking.is_good(question):
        return None
    return Letter(
        subject=_("Confirm your question about “%(title)s”") % {"title": _title(question.need)},
        greeting=_("Hello!"),
        paragraphs=[
            _("You have asked this about a need of %(owner)s:") % {"owner": question.need.owner.name},
            question.text,
            _("Open the page and confirm it within 48 hours. The municipality then gets it, without your address."),
        ],
        button=(_("Confirm the question"), absolute(asking.link(question))),
        why=_(
            "Somebody gave this address with a question. "
            "If it was not you, you need not do anything: the question is deleted."
        ),
    )


def asked(mail: Mail) -> Letter | None:
    """Tell whoever answers for a need that somebody asks about it."""
    question = _question(mail)
    if not question or question.state != Question.State.WAITING:
        return None
    address = reverse("needs:question", args=[question.need.public_id, question.public_id])
    return Letter(
        subject=_("A question about “%(title)s”") % {"title": _title(question.need)},
        greeting=_("Hello!"),
        paragraphs=[
            _("Somebody asks this about a need that you answer for:"),
            question.text,
            _("When you answer, everybody gets to read question and answer at the same moment."),
        ],
        button=(_("Answer the question"), absolute(address)),
        why=_("You get this because you are the one who answers for the need."),
    )


def answered(mail: Mail) -> Letter | None:
    """Give the asker the answer that counts now, which everybody can read."""
    question = _question(mail)
    told = questions.newest_answer(question) if question else None
    if not question or not told or str(told.number) != mail.once:
        return None
    first = told.number == 1
    subject = (
        _("The answer to your question about “%(title)s”")
        if first
        else _("Corrected answer to your question about “%(title)s”")
    )
    return Letter(
        subject=subject % {"title": _title(question.need)},
        greeting=_("Hello!"),
        paragraphs=[
            _("%(owner)s has answered your question:") % {"owner": question.need.owner.name}
            if first
            else _("%(owner)s has corrected the answer to your question:") % {"owner": question.need.owner.name},
            question.text,
            plain(told.text),
            _("Everybody can read the question and the answer, without a word about who asked."),
        ],
        button=(_("Read it on the need's page"), absolute(_page(question.need))),
        why=_("You get this because you asked the question."),
    )


def declined(mail: Mail) -> Letter | None:
    """Tell the asker, and nobody else, why there is no answer."""
    question = _question(mail)
    if not question or question.state != Question.State.DECLINED:
        return None
    return Letter(
        subject=_("Your question about “%(title)s” will not be answered") % {"title": _title(question.need)},
        greeting=_("Hello!"),
        paragraphs=[
            _("%(owner)s will not answer your question:") % {"owner": question.need.owner.name},
            question.asked_text,
            _("The reason they give:"),
            question.declined_reason,
            _("Your question is shown to nobody. You can ask anew in other words."),
        ],
        button=(_("To the questions about the need"), absolute(_page(question.need))),
        why=_("You get this because you asked the question."),
    )


LETTERS: Final[dict[str, Callable[[Mail], Letter | None]]] = {
    actions.CONFIRM: confirm,
    actions.ASKED: asked,
    actions.ANSWERED: answered,
    actions.DECLINED: declined,
}
SECRET: Final = set(actions.LETTERS_TO_ASKER)
"""Whoever looks after the post does not get to see who asks."""


def _question(mail: Mail) -> Question | None:
    return Question.objects.filter(public_id=mail.about_id).select_related("need", "need__owner").first()


def _title(need: Need) -> str:
    version = drafting.newest(need)
    return version.content["title"] if version else ""


def _page(need: Need) -> str:
    return reverse("needs:questions", args=[need.public_id])
