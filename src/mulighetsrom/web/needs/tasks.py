"""Background work of needs and plans: what follows once an action is whole."""

from __future__ import annotations

from procrastinate.contrib.django import app

from mulighetsrom.web.common.actor import SYSTEM
from mulighetsrom.web.needs import access, index
from mulighetsrom.web.needs.actions import telling


@app.task(name="need_for_approval")
def need_for_approval(about: str) -> None:
    telling.tell_approvers(need=access.for_system(about), by=SYSTEM)


@app.task(name="need_for_comments")
def need_for_comments(about: str) -> None:
    telling.tell_colleagues(need=access.for_system(about), by=SYSTEM)


@app.task(name="need_approved")
def need_approved(about: str) -> None:
    telling.tell_responsible(need=access.for_system(about), kind="need-approved", by=SYSTEM)


@app.task(name="need_returned")
def need_returned(about: str) -> None:
    telling.tell_responsible(need=access.for_system(about), kind="need-returned", by=SYSTEM)


@app.task(name="need_member_asked")
def need_member_asked(about: str) -> None:
    telling.tell_asked_member(member=access.member_for_system(about), by=SYSTEM)


@app.task(name="need_member_answered")
def need_member_answered(about: str) -> None:
    telling.tell_of_member(member=access.member_for_system(about), by=SYSTEM)


@app.periodic(cron="23 2 * * *")
@app.task(name="refresh_search", queueing_lock="refresh_search")
def refresh_search(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says when it was due
    """Count how usual each word is, and take compounds apart by the words that came since."""
    index.rebuild()
