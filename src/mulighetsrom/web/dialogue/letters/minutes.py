"""The letters about minutes: they tell nothing of what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from mulighetsrom.web.common import written
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.letters import Letter
from mulighetsrom.web.dialogue import named
from mulighetsrom.web.dialogue.models import Minutes
from mulighetsrom.web.dialogue.queries import minutes as queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from mulighetsrom.web.common.models import Mail


def sent(mail: Mail) -> Letter | None:
    """Ask a company to confirm what was said."""
    one = queries.by_id(mail.about_id)
    if not one or one.state != Minutes.State.SENT or not one.due_date:
        return None
    return Letter(
        subject=_("Confirm the minutes of your meeting: %(title)s") % {"title": _title(one)},
        greeting=_("Hello!"),
        paragraphs=[
            _("Read what was said, mark what is a business secret, and say whether anything is wrong."),
            _("You can do so until %(day)s. Nothing is shared before.") % {"day": written.weekday(one.due_date)},
            _("If you do not answer, it is noted that you have not. That is not taken as a yes."),
        ],
        button=(_("Read the minutes"), _page(one)),
        why=_("You get this because you asked for a one-to-one meeting."),
    )


def answered(mail: Mail) -> Letter | None:
    """Tell who wrote the minutes that the company has answered."""
    one = queries.by_id(mail.about_id)
    if not one or not one.answered_at:
        return None
    return Letter(
        subject=_("A company has answered the minutes: %(title)s") % {"title": _title(one)},
        greeting=_("Hello!"),
        paragraphs=[str(one.get_state_display())],
        button=(_("Read the minutes"), _page(one)),
        why=_("You get this because you wrote the minutes."),
    )


def _title(one: Minutes) -> str:
    return named.title(one.request.meetings.part.dialogue)


def _page(one: Minutes) -> str:
    part = one.request.meetings.part
    return absolute(reverse("dialogue:minutes", args=[part.dialogue.public_id, part.public_id, one.request.public_id]))


KINDS: Final[dict[str, Callable[[Mail], Letter | None]]] = {"minutes-sent": sent, "minutes-answered": answered}
