"""The letters about written input, in the receiver's language. None of them holds a word of what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from mulighetsrom.web.common import written
from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.letters import Letter
from mulighetsrom.web.dialogue import named
from mulighetsrom.web.dialogue.actions.input_handing_in import RECEIVED
from mulighetsrom.web.dialogue.models import HandedIn

if TYPE_CHECKING:
    from collections.abc import Callable

    from mulighetsrom.web.common.models import Mail


def received(mail: Mail) -> Letter | None:
    """Confirm what a company handed in: when, its fingerprint, and where the log ended with it."""
    found = HandedIn.objects.filter(public_id=mail.about_id).select_related("part__dialogue__owner", "company").first()
    if not found:
        return None
    part = found.part
    address = reverse("dialogue:input_receipt", args=[part.dialogue.public_id, part.public_id, found.public_id])
    told = {
        "company": found.company.name,
        "owner": part.dialogue.owner.name,
        "moment": written.weekday_moment(found.at),
        "number": found.number,
        "hash": found.hash,
        "head": found.head,
    }
    late = [_("It came after the deadline, and is marked late. It is read as the others.")] if found.is_late else []
    return Letter(
        subject=_("Receipt for your input: %(title)s") % {"title": named.title(part.dialogue)},
        greeting=_("Hello!"),
        paragraphs=[
            _("%(owner)s has got the input of %(company)s, handed in %(moment)s as number %(number)s.") % told,
            *late,
            _("Fingerprint of what you handed in (SHA-256): %(hash)s") % told,
            _("The mark of the equal treatment log was then %(head)s.") % told,
            _("Keep this e-mail: with it you can show what you handed in and when, and that the log is whole."),
        ],
        button=(_("See the receipt"), absolute(address)),
        why=_("You get this because you handed in the input."),
    )


KINDS: Final[dict[str, Callable[[Mail], Letter | None]]] = {RECEIVED: received}
