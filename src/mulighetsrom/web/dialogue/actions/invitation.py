"""An invitation from its beginning to its publication. What all texts go through is done by `drafting`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.asking.actions import boards
from mulighetsrom.web.common import audit, kernel, outbox
from mulighetsrom.web.common.kernel import action, inside_action
from mulighetsrom.web.dialogue import embargo, log, stages
from mulighetsrom.web.dialogue import index as index_here
from mulighetsrom.web.dialogue.actions import timeline
from mulighetsrom.web.dialogue.actions.announcing import announce
from mulighetsrom.web.dialogue.letters import to_everybody as announcing
from mulighetsrom.web.dialogue.models import Asked, Dialogue, Intake, Part
from mulighetsrom.web.drafting import actions as drafting
from mulighetsrom.web.drafting.kinds import NotReadyError
from mulighetsrom.web.needs.actions import life as needs
from mulighetsrom.web.needs.models import Need

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.drafting.fields import Content
    from mulighetsrom.web.drafting.models import Version

LETTER: Final = "version"


@action
def create(
    *,
    owner: Organisation,
    content: Content,
    about: Iterable[Need] = (),
    parts: Iterable[dict[str, Any]] = (),
    copied_from: str = "",
    by: Actor,
) -> Dialogue:
    """Begin an invitation, with the needs it is about and what its parts are to be like, as `building.copied` says."""
    me, board = accounts.me(by=by), boards.make(kind=Dialogue.BOARD, owner=owner)
    known = {"public_id": board.public_id, "board": board, "responsible": me, "created_by": me}
    made = Dialogue.objects.create(owner=owner, answers_for=owner, draft=content, copied_from=copied_from, **known)
    made.needs.add(*about)
    for part in parts:
        _begin_part(made, **part)
    timeline.lay(made, by=by)
    audit.record("dialogue.create", about=made, by=by, copied_from=copied_from)
    return made


@action
def choose_needs(*, dialogue: Dialogue, needs: Iterable[Need], by: Actor) -> None:
    """Say which needs the dialogue is about; part of what is approved."""
    row = drafting.opened(dialogue, by=by)
    row.needs.set(needs)
    audit.record("dialogue.needs-chosen", about=row, by=by)


@action
def add_part(*, dialogue: Dialogue, fields: dict[str, Any], by: Actor) -> Part:
    """Add a part to a dialogue that has not been published yet; raises StageConflictError afterwards."""
    row = unpublished(dialogue, by=by)
    part: Part = row.parts.create(**fields)
    timeline.lay(row, by=by)
    audit.record("dialogue.part-added", about=row, by=by, part=part.public_id, of=part.kind)
    return part


@action
def write_part(*, part: Part, seen: int, fields: dict[str, Any], by: Actor) -> None:
    """Change a part of a dialogue that has not been published yet; raises EditConflictError, StageConflictError."""
    row = unpublished(part.dialogue, by=by)
    kernel.save_edit(part, seen=seen, **fields)
    timeline.lay(row, by=by)
    audit.record("dialogue.part-written", about=row, by=by, part=part.public_id)


@action
def remove_part(*, part: Part, by: Actor) -> None:
    """Take a part out of a dialogue that has not been published yet."""
    row = unpublished(part.dialogue, by=by)
    audit.record("dialogue.part-removed", about=row, by=by, part=part.public_id)
    part.delete()
    timeline.lay(row, by=by)


@action
def publish(*, dialogue: Dialogue, why: str = "", by: Actor) -> Version:
    """Let everybody read the approved invitation, at one moment; the needs it is about are in dialogue from then.

    All who take part are told of a later version in the same moment; `why` is how the letter begins.

    Raises NotReadyError, also where TED has not published it yet.
    """
    first = dialogue.stage == Dialogue.Stage.UNPUBLISHED
    if first:
        if not embargo.lifted(Dialogue.objects.select_for_update().get(pk=dialogue.pk)):
            raise NotReadyError("embargo")
        kernel.move(dialogue, "publish", table=stages.STAGE, by=by)
    version = drafting.publish(dialogue, why=why, by=by)
    for need in dialogue.needs.filter(stage=Need.Stage.PUBLISHED) if first else ():
        needs.mark(need=need, intention="start_dialogue", by=by)
    timeline.lay(dialogue, by=by)
    outbox.add("dialogue-published", about=dialogue, version=version.number)
    index_here.put(dialogue)
    log.write(dialogue, "published", by=by, version=version.number)
    if not first:
        begins = why or announcing.proposed(LETTER, dialogue, version)
        announce(dialogue, LETTER, about=str(version.number), opening=begins, by=by)
    return version


def _begin_part(
    dialogue: Dialogue,
    *,
    asked: Sequence[tuple[str, int]] = (),
    intake: dict[str, Any] | None = None,
    **fields: Any,
) -> None:
    part = Part.objects.create(dialogue=dialogue, **fields)
    if intake:
        Intake.objects.create(part=part, **intake)
    Asked.objects.bulk_create(
        Asked(part=part, number=number, text=text, most_words=most) for number, (text, most) in enumerate(asked, 1)
    )


@inside_action
def unpublished(dialogue: Dialogue, *, by: Actor) -> Dialogue:
    """Return a dialogue locked, its invitation open for a change; raises StageConflictError once it is public."""
    row: Dialogue = drafting.opened(dialogue, by=by)
    if row.stage != Dialogue.Stage.UNPUBLISHED:
        raise kernel.StageConflictError(f"{row.public_id} is public: its parts are changed for all, with a reason")
    return row
