"""A need's way once its text is approved, by the steps of `stages`. What all texts go through is done by `drafting`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit, kernel, outbox
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.drafting import actions as drafting
from mulighetsrom.web.needs import index, stages
from mulighetsrom.web.needs.models import Need, VoiceCheck
from mulighetsrom.web.needs.queries import life

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.drafting.models import Version


@action
def publish(*, need: Need, why: str = "", by: Actor) -> Version:
    """Let everybody read the approved text, at one moment. `why` tells readers what is new in a later version."""
    if need.stage == Need.Stage.UNPUBLISHED:
        kernel.move(need, "publish", table=stages.STAGE, by=by)
    version = drafting.publish(need, why=why, by=by)
    outbox.add("need-published", about=need, version=version.number)
    index.put_need(need)
    return version


@action
def go_on(*, need: Need, intention: str, by: Actor) -> None:
    """Take a public need a step further: into dialogue, procurement, contract, use."""
    mark(need=need, intention=intention, by=by)


@action
def drop(*, need: Need, reason: str, by: Actor) -> None:
    """Say openly that nothing will come of a need, and why."""
    kernel.move(need, "drop", table=stages.STAGE, by=by, dropped_reason=reason)
    outbox.add("need-moved", about=need, stage=need.stage)
    index.put_need(need)


@kernel.inside_action
def mark(*, need: Need, intention: str, by: Actor) -> None:
    """Take a public need a step further as part of what a slice above does, such as announcing a dialogue."""
    if intention in {"publish", "drop"}:
        raise kernel.StageConflictError(f"{intention} is an action of its own")
    kernel.move(need, intention, table=stages.STAGE, by=by)
    outbox.add("need-moved", about=need, stage=need.stage)
    index.put_need(need)


@action
def check_voices(*, need: Need, seen: str, by: Actor) -> None:
    """Say that one has read the quotes, and that nobody can be known by them; `seen` is the hash of those on the page.

    Raises StageConflictError where a colleague has changed them since: nobody answers for what they have not read.
    """
    if seen != life.voices_hash(Need.objects.select_for_update().get(pk=need.pk)):
        raise kernel.StageConflictError(f"{need.public_id} has other quotes now")
    person = accounts.me(by=by)
    read = VoiceCheck(need=need, voices_hash=seen, by=person, by_name=person.name)
    VoiceCheck.objects.bulk_create([read], ignore_conflicts=True)
    audit.record("need.voices-checked", about=need, by=by)
