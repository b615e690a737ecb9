"""Telling everybody: one row for what was told, and the letters, in the transaction of what they tell of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit
from mulighetsrom.web.common.kernel import action, inside_action
from mulighetsrom.web.common.mail import Envelope, post_many
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.letters import audience
from mulighetsrom.web.dialogue.letters import to_everybody as announcing
from mulighetsrom.web.dialogue.models import Announcement

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue


@action
def send(*, dialogue: Dialogue, kind: str, about: str, opening: str, by: Actor) -> Announcement:
    """Tell everybody of something that has happened already, such as a deadline that comes near."""
    return announce(dialogue, kind, about=about, opening=opening, by=by)


@inside_action
def announce(dialogue: Dialogue, kind: str, *, about: str, opening: str, by: Actor) -> Announcement:
    """Tell everybody as part of the action that it is about; call it last, since it writes a line of the log."""
    known, person = announcing.kinds[kind], accounts.me(by=by)
    receivers = known.to(dialogue, known.load(dialogue, about))
    askers = audience.opened(dialogue, receivers)
    count = len(receivers) + len(askers)
    made = Announcement.objects.create(
        dialogue=dialogue, kind=kind, about=about, opening=opening, language=announcing.language(dialogue),
        receivers=count, sent_by=person, sent_by_name=person.name,
    )  # fmt: skip
    sender = announcing.sender(dialogue)
    post_many(announcing.LETTER, [Envelope(one, sender, made) for one in receivers])
    post_many(announcing.TO_ASKER, [Envelope(one, sender, made) for one in askers])
    audit.record("dialogue.announced", about=dialogue, by=by, letter=made.public_id, of=kind)
    log.write(dialogue, "told", by=by, of=kind, letter=made.public_id, receivers=count)
    return made
