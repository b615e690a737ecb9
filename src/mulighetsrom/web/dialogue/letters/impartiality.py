"""The letter that asks somebody to decide on a colleague's impartiality; what the interest is, stands on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from mulighetsrom.web.common.addresses import absolute
from mulighetsrom.web.common.letters import Letter
from mulighetsrom.web.dialogue import told
from mulighetsrom.web.dialogue.queries import impartiality

if TYPE_CHECKING:
    from mulighetsrom.web.common.models import Mail


def declared(mail: Mail) -> Letter | None:
    """Ask an administrator to decide; none where somebody else has, or the receiver is out of the case too."""
    one = impartiality.standing().filter(public_id=mail.once, decision="").select_related("dialogue", "person").first()
    if not one or mail.receiver in impartiality.shut_out(one.dialogue):
        return None
    known = {"name": one.person.name, "title": told.title(one.dialogue.draft)}
    return Letter(
        subject=_("Impartiality to decide: %(title)s") % known,
        paragraphs=[
            _("%(name)s has declared an interest in this dialogue, and is out of the case until somebody else decides.")
            % known
        ],
        button=(_("Read and decide"), absolute(reverse("dialogue:impartiality", args=[one.dialogue.public_id]))),
        why=_("You get this because you are an administrator in your organisation."),
    )
