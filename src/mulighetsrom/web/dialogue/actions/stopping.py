"""The competition is announced: the dialogue takes nothing more, and everybody who took part is told so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import kernel, outbox
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.dialogue import index as index_here
from mulighetsrom.web.dialogue import log, stages
from mulighetsrom.web.dialogue.actions.announcing import announce
from mulighetsrom.web.dialogue.models import Competition, Dialogue
from mulighetsrom.web.needs.actions import life as needs
from mulighetsrom.web.needs.models import Need

if TYPE_CHECKING:
    from datetime import date

    from mulighetsrom.web.common.actor import Actor

LETTER = "competition"


@action
def stop(*, dialogue: Dialogue, announced: date, link: str, opening: str, by: Actor) -> None:
    """Close questions, sign-up, wishes and input at this moment; the needs it is about are in procurement from then.

    Waits for what somebody is just handing in (`opening.keep_open`). Raises StageConflictError where it is not open.
    """
    person = accounts.me(by=by)
    kernel.move(dialogue, "stop", table=stages.STAGE, by=by)
    Competition.objects.create(
        dialogue=dialogue, announced=announced, link=link, stopped_at=timezone.now(),
        stopped_by=person, stopped_by_name=person.name,
    )  # fmt: skip
    for need in dialogue.needs.filter(stage__in=[Need.Stage.PUBLISHED, Need.Stage.IN_DIALOGUE]):
        needs.mark(need=need, intention="start_procurement", by=by)
    outbox.add("dialogue-stopped", about=dialogue)
    index_here.put(dialogue)
    log.write(dialogue, "stopped", by=by, announced=announced)
    announce(dialogue, LETTER, about=LETTER, opening=opening, by=by)
