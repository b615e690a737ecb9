"""Writing a need: begin, give a text the shape of a template. It is saved as every text is, by `drafting`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit, kernel
from mulighetsrom.web.needs.models import Need

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.drafting.fields import Content


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
