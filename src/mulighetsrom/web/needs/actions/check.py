"""Putting a finding of the need check aside, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.accounts import access as accounts
from mulighetsrom.web.common import audit, kernel
from mulighetsrom.web.needs.models import PutAside

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.needs.check import Rule
    from mulighetsrom.web.needs.models import Need


@kernel.action
def put_aside(*, need: Need, rule: Rule, mark: str, by: Actor) -> None:
    """Bring the same words up no more; done twice it is done once."""
    _kept, is_new = PutAside.objects.get_or_create(
        need=need, rule=str(rule), mark=mark, defaults={"by": accounts.me(by=by)}
    )
    if is_new:
        audit.record("need.put_aside", about=need, by=by, rule=str(rule))


@kernel.action
def take_back(*, need: Need, rule: Rule, mark: str, by: Actor) -> None:
    """Bring the words up again."""
    gone, _of = PutAside.objects.filter(need=need, rule=str(rule), mark=mark).delete()
    if gone:
        audit.record("need.take_back", about=need, by=by, rule=str(rule))
