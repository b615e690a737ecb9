"""What everybody who took part is told when a dialogue ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulighetsrom.web.common import written
from mulighetsrom.web.common.letters import Letter
from mulighetsrom.web.dialogue import announcing
from mulighetsrom.web.dialogue.actions import stopping
from mulighetsrom.web.dialogue.letters_of_announcing import page
from mulighetsrom.web.dialogue.queries import closing as queries

if TYPE_CHECKING:
    from mulighetsrom.web.common.mail import Receiver
    from mulighetsrom.web.dialogue.models import Competition, Dialogue


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


def _about_competition(dialogue: Dialogue, competition: Competition) -> str:  # noqa: ARG001 - as a kind is asked
    return _(
        "Thank you for taking part. We have announced the competition. From now on all questions go through it, so "
        "that everybody hears the same."
    )


def _competition(dialogue: Dialogue, competition: Competition, to: Receiver) -> Letter:  # noqa: ARG001 - as above
    said = {"day": written.weekday(competition.announced), "link": competition.link}
    return Letter(
        subject=_("The competition is announced: %(title)s") % {"title": announcing.title(dialogue)},
        greeting=_("Hello!"),
        paragraphs=[
            _("It was announced %(day)s: %(link)s") % said,
            _("The dialogue takes no more questions, sign-ups, wishes or input. Its page stays."),
        ],
        button=(_("See the dialogue"), page(dialogue)),
    )
