"""Reads of the letters about a dialogue and what belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.common.mail import queries as mail
from mulighetsrom.web.common.models import Mail
from mulighetsrom.web.dialogue.queries import belonging

if TYPE_CHECKING:
    from mulighetsrom.web.dialogue.models import Dialogue


def came_back(dialogue: Dialogue) -> list[Mail]:
    """Return the letters that did not arrive, oldest first.

    Not those whose receiver was reached in another way, or has got a later letter.
    """
    about = mail.about(belonging.ids(dialogue))
    made_up = set(dialogue.contacts.exclude(mail="").values_list("mail", flat=True))
    sent = about.filter(state=Mail.State.SENT).exclude(address="").order_by("sent_at")
    arrived = {one.address: one.sent_at for one in sent if one.sent_at}
    return [
        one
        for one in mail.not_arrived(about).order_by("waits_since", "id")
        if one.public_id not in made_up and not (one.address in arrived and arrived[one.address] > one.waits_since)
    ]
