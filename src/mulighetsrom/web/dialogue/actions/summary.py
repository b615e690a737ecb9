"""What was heard, and what changes because of it: written by its own people, then told to everybody at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit, kernel, outbox
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.dialogue import heard, log, timeline
from mulighetsrom.web.dialogue.actions.announcing import announce
from mulighetsrom.web.dialogue.actions.timeline import done
from mulighetsrom.web.dialogue.models import Dialogue, Summary, SummaryVersion
from mulighetsrom.web.dialogue.queries import summary as queries
from mulighetsrom.web.drafting.kinds import NotReadyError

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.drafting.fields import Content

LETTER = "summary"


@action
def save(*, dialogue: Dialogue, seen: int, content: Content, by: Actor) -> None:
    """Save the summary in work that was opened at `seen`, 0 before there was one. Raises EditConflictError."""
    if seen:
        kernel.save_edit(queries.in_work(dialogue), seen=seen, draft=content, changed_at=timezone.now())
    elif not Summary.objects.get_or_create(dialogue=dialogue, defaults={"draft": content})[1]:
        raise kernel.EditConflictError(f"{dialogue.public_id}: a colleague has begun its summary")
    audit.record("dialogue.summary-written", about=dialogue, by=by)


@action
def publish(
    *, dialogue: Dialogue, seen: int, why: str, names_are_meant: bool, opening: str, by: Actor
) -> SummaryVersion:
    """Let everybody read the summary in work as it was opened at `seen`, and tell all who took part.

    Raises NotReadyError: "empty" where nothing was heard, "named" where it names somebody who took part and nobody says
    that this is meant. Raises EditConflictError where it was saved meanwhile.
    """
    Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    row = queries.in_work(dialogue)
    if row.edit_version != seen:
        raise kernel.EditConflictError(f"{dialogue.public_id}: its summary was saved meanwhile")
    if not row.draft.get("rows"):
        raise NotReadyError("empty")
    if heard.named(dialogue, row.draft) and not names_are_meant:
        raise NotReadyError("named")
    person = accounts.me(by=by)
    made = SummaryVersion.objects.create(
        dialogue=dialogue, number=queries.versions(dialogue).count() + 1, content=row.draft, why=why,
        published_by=person, published_by_name=person.name,
    )  # fmt: skip
    audit.record("dialogue.summary-published", about=dialogue, by=by, number=made.number)
    outbox.add("dialogue-summary", about=dialogue, version=made.number)
    done(dialogue, timeline.SUMMARY, by=by)
    log.write(dialogue, "summary", by=by, version=made.number)
    announce(dialogue, LETTER, about=str(made.number), opening=opening, by=by)
    return made
