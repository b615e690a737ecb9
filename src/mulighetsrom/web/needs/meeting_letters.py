"""The letters about contact meetings, in the receiver's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from mulighetsrom.web.common import written
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.letters import Letter
from mulighetsrom.web.needs.access import SIGN_UP
from mulighetsrom.web.needs.models import Contribution, Meeting, SignUp

if TYPE_CHECKING:
    from collections.abc import Callable

    from mulighetsrom.web.common.models import Mail


def announced(mail: Mail) -> Letter | None:
    """Tell a local firm that the municipality invites to its meeting."""
    meeting = Meeting.objects.exclude(state=Meeting.State.DRAFT).filter(public_id=mail.about_id).first()
    if not meeting:
        return None
    said = {"name": meeting.owner.name, "day": written.day(meeting.date), "place": meeting.place}
    return Letter(
        subject=_("%(name)s invites to its contact meeting %(day)s") % said,
        paragraphs=[
            _("The municipality shows what it plans to buy. Come, challenge the plans, or offer to develop something.")
        ],
        button=(_("See the meeting"), _page(meeting)),
        why=_("You get this because your company has its office in the municipality."),
    )


def sign_up(mail: Mail) -> Letter | None:
    """Ask a guest to confirm that the address is theirs."""
    kept = SignUp.objects.filter(public_id=mail.about_id, confirmed_at=None).select_related("meeting__owner").first()
    if not kept:
        return None
    secret = SIGN_UP.sign(kept.public_id)
    way = absolute(reverse("needs:confirm_sign_up", args=[kept.meeting.public_id, secret]))
    return Letter(
        subject=_("Confirm that you come to the contact meeting of %(name)s") % {"name": kept.meeting.owner.name},
        paragraphs=[
            _("Somebody has signed up with this address. If it was you, confirm it within two days."),
            f"{written.day(kept.meeting.date)}, {kept.meeting.starts:%H:%M}. {kept.meeting.place}",
        ],
        button=(_("Confirm"), way),
    )


def answered(mail: Mail) -> Letter | None:
    """Tell a company that it has got an answer."""
    found = Contribution.objects.exclude(answer="").filter(public_id=mail.about_id)
    one = found.select_related("presented__meeting__owner", "presented__line").first()
    if not one:
        return None
    meeting = one.presented.meeting
    return Letter(
        subject=_("%(name)s has answered you") % {"name": meeting.owner.name},
        paragraphs=[one.presented.line.title, one.answer],
        button=(_("See the meeting"), f"{_page(meeting)}#{one.public_id}"),
        why=_("You get this because you wrote to the contact meeting."),
    )


def _page(meeting: Meeting) -> str:
    return absolute(reverse("needs:meeting", args=[meeting.public_id]))


KINDS: Final[dict[str, Callable[[Mail], Letter | None]]] = {
    "meeting-announced": announced,
    "meeting-sign-up": sign_up,
    "contribution-answered": answered,
}
