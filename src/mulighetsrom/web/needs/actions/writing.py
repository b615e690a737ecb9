"""Writing a need: begin, save, give a text the shape of a template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import timezone

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common import audit, kernel
from mulighetsrom.web.needs import merging, stages
from mulighetsrom.web.needs.models import Need

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.needs.fields import Content
    from mulighetsrom.web.needs.merging import Conflict

OPEN: Final = (Need.Text.DRAFT, Need.Text.IN_COMMENTS, Need.Text.PUBLISHED)
"""How far a text may have come and still be written in."""


class TextClosedError(kernel.StageConflictError):
    """Raised when a text waits for approval or has got it: somebody has to take it back before it is changed."""


@kernel.action
def create(*, owner: Organisation, content: Content, copied_from: str = "", by: Actor) -> Need:
    """Begin a need with a description, empty or copied."""
    me = accounts.me(by=by)
    need = Need.objects.create(
        owner=owner, answers_for=owner, responsible=me, created_by=me, draft=content, copied_from=copied_from
    )
    audit.record("need.create", about=need, by=by, copied_from=copied_from)
    return need


@kernel.action
def save(*, need: Need, said: Content, seen: Mapping[str, str], page: UUID | None, by: Actor) -> list[Conflict]:
    """Save what somebody wrote, joined with what others saved since they opened it.

    Where both changed the same field, theirs stays and the field is returned: its writer must choose. A text as it was
    published becomes a draft again. Raises TextClosedError.
    """
    row = _locked(need)
    now = row.draft | {"responsible": _of(row)}
    alone = page is not None and page == row.draft_page
    content, conflicts = merging.merged(said, now, seen=seen, alone=alone)
    if content != now:
        # Only a page that shows all that is saved now may later count what is saved as its own.
        whole = all(content.get(name) == (value or None) for name, value in said.items())
        _keep(row, content, page if whole else None, by=by)
    return conflicts


@kernel.action
def make_template(*, need: Need, by: Actor) -> Need:
    """Make a template of a need's text, which the organisation's new needs can start from."""
    me = accounts.me(by=by)
    made = Need.objects.create(
        owner=need.owner,
        answers_for=need.owner,
        responsible=me,
        created_by=me,
        is_template=True,
        draft=need.draft,
        copied_from=need.public_id,
    )
    audit.record("need.make_template", about=made, by=by, of=need.public_id)
    return made


@kernel.action
def delete_template(*, need: Need, by: Actor) -> None:
    """Delete a template; the needs that started from it stay."""
    audit.record("need.delete_template", about=need, by=by)
    Need.objects.filter(pk=need.pk, is_template=True).delete()


@kernel.inside_action
def opened(need: Need, *, by: Actor) -> Need:
    """Return a need locked and as it is now, its text open for a change; raises TextClosedError."""
    row = _locked(need)
    if row.text == Need.Text.PUBLISHED:
        kernel.move(row, "edit", table=stages.TEXT, field="text", by=by)
    return row


def _locked(need: Need) -> Need:
    row = Need.objects.select_for_update().get(pk=need.pk)
    if row.text not in OPEN:
        raise TextClosedError(row.text)
    return row


def _keep(row: Need, content: Content, page: UUID | None, *, by: Actor) -> None:
    if row.text == Need.Text.PUBLISHED:
        kernel.move(row, "edit", table=stages.TEXT, field="text", by=by)
    last = audit.about(row).filter(kind="need.write").last()
    if not last or last.by != by.person:  # once for whoever takes over, not for every few letters
        audit.record("need.write", about=row, by=by)
    responsible = Person.objects.get(public_id=content["responsible"])
    draft = {name: value for name, value in content.items() if name != "responsible"}
    kernel.save_edit(
        row,
        seen=row.edit_version,
        draft=draft,
        draft_page=page,
        responsible=responsible,
        changed_at=timezone.now(),
    )


def _of(row: Need) -> str:
    return row.responsible.public_id
