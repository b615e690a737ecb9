"""Writing a need: begin, give a text the shape of a template. It is saved as every text is, by `drafting`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.asking.actions import boards
from mulighetsrom.web.common import audit, kernel
from mulighetsrom.web.needs.models import Need

if TYPE_CHECKING:
    from mulighetsrom.web.accounts.models import Organisation
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.drafting.fields import Content


@kernel.action
def create(*, owner: Organisation, content: Content, copied_from: str = "", by: Actor) -> Need:
    """Begin a need with a description, empty or copied."""
    need = _make(owner=owner, draft=content, copied_from=copied_from, by=by)
    audit.record("need.create", about=need, by=by, copied_from=copied_from)
    return need


@kernel.action
def make_template(*, need: Need, by: Actor) -> Need:
    """Make a template of a need's text, which the organisation's new needs can start from."""
    made = _make(owner=need.owner, draft=need.draft, copied_from=need.public_id, is_template=True, by=by)
    audit.record("need.make_template", about=made, by=by, of=need.public_id)
    return made


@kernel.action
def delete_template(*, need: Need, by: Actor) -> None:
    """Delete a template; the needs that started from it stay."""
    audit.record("need.delete_template", about=need, by=by)
    if Need.objects.filter(pk=need.pk, is_template=True).delete()[0]:
        boards.remove(need.board)


def _make(*, owner: Organisation, by: Actor, **fields: Any) -> Need:
    me, board = accounts.me(by=by), boards.make(kind=Need.BOARD, owner=owner)
    known = {"public_id": board.public_id, "board": board, "responsible": me, "created_by": me}
    return Need.objects.create(owner=owner, answers_for=owner, **known, **fields)
