"""The letters that accounts of organisations send: the invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from mulighetsrom.web.accounts import secret_links
from mulighetsrom.web.accounts.models import Invitation
from mulighetsrom.web.common import addresses, written
from mulighetsrom.web.common.letters import Letter

if TYPE_CHECKING:
    from mulighetsrom.web.common.models import Mail


def invitation(mail: Mail) -> Letter | None:
    """Write the letter with the secret; none where the invitation was answered, or sent again since."""
    found = Invitation.objects.select_related("organisation", "invited_by").get(public_id=mail.about_id)
    if found.accepted_at or found.withdrawn_at or found.sent_at.isoformat() != mail.once:
        return None
    link = reverse("accounts:invitation", args=[secret_links.of_invitation(found.public_id, found.sent_at)])
    told = {"name": found.invited_by.name, "organisation": found.organisation.name}
    return Letter(
        subject=_("Join %(organisation)s on Mulighetsrom") % told,
        paragraphs=[
            _("%(name)s has invited you to work with %(organisation)s on Mulighetsrom.") % told,
            _("Open the link and log in, and you are in. The invitation is open until %(day)s, and is for you alone.")
            % {"day": written.local_day(found.expires_at)},
        ],
        button=(_("Open the invitation"), addresses.absolute(link)),
        why=_("You get this e-mail because %(name)s wrote your address. If you do not know why, do nothing.") % told,
    )
