"""The letters to a company whose marked passages somebody asks to see; they say neither who asks nor what for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulighetsrom.web.common import written
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.letters import Letter
from mulighetsrom.web.dialogue import named
from mulighetsrom.web.dialogue.actions.access_request import ASKED, DECIDED
from mulighetsrom.web.dialogue.models import AccessRequest, Hearing

if TYPE_CHECKING:
    from collections.abc import Callable

    from mulighetsrom.web.common.models import Mail


def asked(mail: Mail) -> Letter | None:
    """Ask what a company holds on to; too late once it has answered, or kept silent."""
    found = _hearing(mail)
    if not found or found.answered_at or found.silent_at:
        return None
    told = {"body": found.request.dialogue.answers_for.name, "deadline": written.weekday_moment(found.deadline_at)}
    return Letter(
        subject=_("Somebody asks to see what may be your secret: %(title)s") % _title(found),
        greeting=_("Hello!"),
        paragraphs=[
            _("%(body)s has got an access request for what your company has handed in, or told in a meeting.") % told,
            _("Say what you hold on to as a business secret, and why, before %(deadline)s.") % told,
            _("%(body)s decides by law. If you do not answer, it decides without knowing what you think.") % told,
        ],
        button=(_("See what it is about, and answer"), _page(found)),
        why=_("You get this because you act for the company."),
    )


def decided(mail: Mail) -> Letter | None:
    """Tell a company what was decided, before anything it holds on to is given out."""
    found = _hearing(mail)
    if not found or found.request.state != AccessRequest.State.DECIDED or not found.request.copy_from_date:
        return None
    told = {"body": found.request.dialogue.answers_for.name}
    return Letter(
        subject=_("The access request is decided: %(title)s") % _title(found),
        greeting=_("Hello!"),
        paragraphs=[
            _("%(body)s has decided passage by passage what is released of what is yours.") % told,
            _what_follows(found.request),
        ],
        button=(_("See the decision"), _page(found)),
        why=_("You get this because you act for the company."),
    )


KINDS: Final[dict[str, Callable[[Mail], Letter | None]]] = {ASKED: asked, DECIDED: decided}


def _what_follows(request: AccessRequest) -> str:
    """Say until when a company can ask to wait, where something is released that a company holds on to."""
    first, decided_at = request.copy_from_date, request.decided_at
    if first and decided_at and first > timezone.localdate(decided_at):
        waits = _("The copy is given out on %(day)s at the earliest. Tell us before that if you want it to wait.")
        return waits % {"day": written.weekday(first)}
    return _("Nothing is released that a company holds on to, and the copy is given out now.")


def _hearing(mail: Mail) -> Hearing | None:
    joined = Hearing.objects.select_related("request__dialogue__answers_for", "company")
    return joined.filter(public_id=mail.about_id).first()


def _title(found: Hearing) -> dict[str, str]:
    return {"title": named.title(found.request.dialogue)}


def _page(found: Hearing) -> str:
    return absolute(reverse("dialogue:hearing", args=[found.request.dialogue.public_id, found.public_id]))
