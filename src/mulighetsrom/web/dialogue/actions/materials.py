"""What was shown and what came out of it: gathered unseen, then released to everybody at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit, files, kernel, outbox
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue import log
from mulighetsrom.web.dialogue.actions import announcing
from mulighetsrom.web.dialogue.models import Material

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.files import Checked
    from mulighetsrom.web.dialogue.models import Part

KIND = "materials"
"""The letter to everybody that tells of a release."""


@action
def add(*, part: Part, title: str, text: str, taken: Checked | None, by: Actor) -> Material:
    """Put something to what waits; nobody outside sees it yet."""
    owner = part.dialogue.owner.public_id
    file = files.keep(taken, owner=owner, layer=Layer.MEMBERS) if taken else None
    made = Material.objects.create(part=part, title=title, text=text, file=file, added_by=accounts.me(by=by))
    audit.record("material.added", about=made, by=by, part=part.public_id)
    return made


@action
def remove(*, material: Material, by: Actor) -> None:
    """Take something out of what waits. Raises StageConflictError once it is released."""
    row = Material.objects.select_for_update().filter(pk=material.pk, released_at=None).select_related("part").first()
    if not row:
        raise kernel.StageConflictError(f"{material.public_id} is released")
    audit.record("material.removed", about=row, by=by, part=row.part.public_id)
    file = row.file
    row.delete()
    if file:
        files.remove(file)


@action
def release(*, part: Part, opening: str, by: Actor) -> Material:
    """Let everybody read all that waits, at one moment, and write to all who take part; return the first of it.

    Raises StageConflictError where nothing waits.
    """
    waiting = list(Material.objects.select_for_update().filter(part=part, released_at=None).order_by("id"))
    if not waiting:
        raise kernel.StageConflictError(f"{part.public_id}: nothing waits to be released")
    Material.objects.filter(pk__in=[one.pk for one in waiting]).update(released_at=timezone.now())
    first = waiting[0]
    audit.record("material.released", about=first, by=by, part=part.public_id, count=len(waiting))
    log.write(part.dialogue, "materials-released", by=by, part=part.public_id, count=len(waiting))
    outbox.add("dialogue-materials", about=part.dialogue, material=first.public_id)
    announcing.announce(part.dialogue, KIND, about=first.public_id, opening=opening, by=by)
    return first
