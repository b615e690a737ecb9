"""Background work of texts: what follows once an action is whole. `kind` is the name of the text's kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procrastinate.contrib.django import app

from mulighetsrom.web.common.actor import SYSTEM
from mulighetsrom.web.drafting import kinds, telling

if TYPE_CHECKING:
    from mulighetsrom.web.drafting.models import Drafted


@app.task(name="text_for_approval")
def for_approval(about: str, kind: str) -> None:
    telling.tell_approvers(row=_row(about, kind), by=SYSTEM)


@app.task(name="text_for_comments")
def for_comments(about: str, kind: str) -> None:
    telling.tell_colleagues(row=_row(about, kind), by=SYSTEM)


@app.task(name="text_approved")
def approved(about: str, kind: str) -> None:
    telling.tell_publishers(row=_row(about, kind), by=SYSTEM)


@app.task(name="text_returned")
def returned(about: str, kind: str) -> None:
    telling.tell_returned(row=_row(about, kind), by=SYSTEM)


@app.task(name="text_member_asked")
def member_asked(about: str, kind: str, member: str) -> None:
    row = _row(about, kind)
    telling.tell_asked_member(row=row, member=row.members.get(public_id=member), by=SYSTEM)


@app.task(name="text_member_answered")
def member_answered(about: str, kind: str, member: str) -> None:
    row = _row(about, kind)
    telling.tell_of_member(row=row, member=row.members.get(public_id=member), by=SYSTEM)


def _row(about: str, kind: str) -> Drafted:
    return kinds.named(kind).load(about)
