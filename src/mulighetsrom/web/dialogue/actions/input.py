"""What a municipality asks for in writing before the invitation is public, and what a company writes in answer."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit, files, kernel, sealed
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.common.models import Sealed
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.dialogue import holds, opening
from mulighetsrom.web.dialogue.actions import invitation
from mulighetsrom.web.dialogue.models import Asked, InputDraft, Intake, Paper
from mulighetsrom.web.dialogue.queries import input as queries
from mulighetsrom.web.drafting import merging

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.files import Checked
    from mulighetsrom.web.dialogue.models import Part
    from mulighetsrom.web.drafting.fields import Content
    from mulighetsrom.web.drafting.merging import Conflict

PURPOSE: Final = "input-draft"
DRAFT_KEPT: Final = timedelta(days=30)
"""How long after the deadline a company still has its draft."""


# --- what is asked --------------------------------------------------------------------------------------------------


@action
def arrange(
    *, part: Part, seen: int, late: str, read_until_date: date, asked: Sequence[tuple[str, int]], by: Actor
) -> None:
    """Write the questions of a part with their word limits, and its rules; `seen` is the edit version, 0 for none.

    Raises EditConflictError, TextClosedError, StageConflictError.
    """
    row = invitation.unpublished(part.dialogue, by=by)
    rules = {"late": late, "read_until_date": read_until_date}
    intake, is_new = Intake.objects.get_or_create(part=part, defaults=rules)
    if not is_new:
        kernel.save_edit(intake, seen=seen, **rules)
    part.asked.all().delete()
    Asked.objects.bulk_create(
        Asked(part=part, number=number, text=text, most_words=most) for number, (text, most) in enumerate(asked, 1)
    )
    audit.record("dialogue.input-arranged", about=row, by=by, part=part.public_id, questions=len(asked))


@action
def add_paper(*, part: Part, taken: Checked, fields: Mapping[str, str], by: Actor) -> Paper:
    """Hang a draft document on a part, with its version and what may still change. Raises as `arrange`."""
    row = invitation.unpublished(part.dialogue, by=by)
    file = files.keep(taken, owner=row.owner.public_id, layer=Layer.PUBLIC)
    paper: Paper = part.papers.create(file=file, **fields)
    audit.record("dialogue.paper-added", about=row, by=by, part=part.public_id, paper=paper.public_id)
    return paper


@action
def remove_paper(*, paper: Paper, by: Actor) -> None:
    """Take a draft document away. Raises as `arrange`."""
    row = invitation.unpublished(paper.part.dialogue, by=by)
    file = paper.file
    audit.record("dialogue.paper-removed", about=row, by=by, part=paper.part.public_id, paper=paper.public_id)
    paper.delete()
    if file:
        files.remove(file)


# --- what a company writes ------------------------------------------------------------------------------------------


@action
def save_draft(
    *, part: Part, company: Organisation, said: Content, seen: Mapping[str, str], page: UUID | None, by: Actor
) -> list[Conflict]:
    """Save what somebody wrote for a company, joined with what colleagues saved since; return what both changed.

    Nothing of it is told to anybody. Raises NotOpenError.
    """
    opening.keep_open(part.dialogue)
    found = InputDraft.objects.select_for_update(of=("self",)).filter(part=part, company=company).first()
    now = queries.written(found)
    alone = found is not None and page is not None and page == found.page
    content, conflicts = merging.merged(said, now, queries.description(part), seen=seen, alone=alone)
    if content != now or found is None:
        whole = all(content.get(name) == (value or None) for name, value in said.items())
        _keep(part, company, found, content, page if whole else None, by=by)
    return conflicts


def _keep(
    part: Part, company: Organisation, found: InputDraft | None, content: Content, page: UUID | None, *, by: Actor
) -> None:
    me = accounts.me(by=by)
    text = sealed.seal(json.dumps(content, ensure_ascii=False), owner=company.public_id, purpose=PURPOSE)
    fields: dict[str, Any] = {"text": text, "page": page, "changed_by": me, "changed_at": timezone.now()}
    if found is None:
        InputDraft.objects.create(part=part, company=company, **fields)
        audit.record("dialogue.input-begun", about=part, by=by)
        return
    before: Sealed = found.text
    kernel.save_edit(found, seen=found.edit_version, **fields)
    before.delete()


def forget_drafts() -> int:
    """Delete the drafts whose deadline is long past; return how many."""
    old = InputDraft.objects.filter(part__deadline_at__lt=timezone.now() - DRAFT_KEPT)
    with transaction.atomic():
        rows = list(holds.free(old, "part__dialogue").select_for_update(of=("self",)))
        texts = [row.text_id for row in rows]
        InputDraft.objects.filter(pk__in=[row.pk for row in rows]).delete()
        Sealed.objects.filter(pk__in=texts).delete()
    return len(rows)
