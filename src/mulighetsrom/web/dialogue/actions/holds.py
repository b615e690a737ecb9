"""Holds: nothing of a dialogue is purged while a complaint, an access request or a dispute is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit, kernel
from mulighetsrom.web.common.kernel import action, inside_action
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.models import Hold

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.dialogue.models import Dialogue


@action
def place(*, dialogue: Dialogue, kind: str, by: Actor) -> Hold:
    """Stop the purges of a dialogue until the hold is lifted; one that stands already is returned."""
    return hold(dialogue, kind, by=by)


@inside_action
def hold(dialogue: Dialogue, kind: str, *, by: Actor) -> Hold:
    """Stop the purges of a dialogue as part of another action, such as the registering of an access request."""
    made, new = Hold.objects.get_or_create(
        dialogue=dialogue, kind=kind, lifted_at=None, defaults={"placed_by": accounts.me(by=by)}
    )
    if new:
        audit.record("dialogue.held", about=dialogue, by=by, hold=made.public_id, why=kind)
        log.write(dialogue, "held", by=by, hold=made.public_id, why=kind)
    return made


@action
def lift(*, hold: Hold, by: Actor) -> None:
    """Let purges go on. Raises StageConflictError where the hold has been lifted already."""
    standing = Hold.objects.filter(pk=hold.pk, lifted_at=None)
    if not standing.update(lifted_at=timezone.now(), lifted_by=accounts.me(by=by)):
        raise kernel.StageConflictError(f"the hold {hold.public_id} has been lifted")
    audit.record("dialogue.hold-lifted", about=hold.dialogue, by=by, hold=hold.public_id, why=hold.kind)
    log.write(hold.dialogue, "hold-lifted", by=by, hold=hold.public_id, why=hold.kind)
